import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { dashboard } from './dashboard-panels';
import { inferencesProblems, markShown } from './monitored';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** Properties of `InferenceDashboard`. */
export interface InferenceDashboardProps {
  /** The served models; each has its own dashboard. */
  readonly of: IInference[];

  /**
   * Labels of the ConfigMaps, by which the sidecar of Grafana selects them.
   *
   * @default - `grafana_dashboard: "1"`, which kube-prometheus-stack and the Helm chart of Grafana select
   */
  readonly labels?: Record<string, string>;

  /**
   * The folder in Grafana, as the annotation `grafana_folder`.
   *
   * @default - none
   */
  readonly folder?: string;
}

/**
 * Defines a Grafana dashboard for each served model, as a ConfigMap that the sidecar of Grafana loads. Its panels show
 * the replicas and their limits, the metrics of the autoscaler and their targets, latency and frames where the server
 * exposes them, and CPU and memory utilization.
 *
 * The replicas come from kube-state-metrics, CPU and memory from the kubelet; kube-prometheus-stack includes both.
 *
 * @see https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
 *
 * @example
 *
 * const resnet = new InferenceDeployment(chart, 'Resnet', {
 *   server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
 *   model: ModelSource.volumeClaim('models', '/resnet'),
 *   resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 * });
 * new InferenceDashboard(chart, 'Dashboard', { of: [resnet], folder: 'Inference' });
 */
@checksArguments
export class InferenceDashboard extends Construct {
  /** The ConfigMaps, in the order of `of`. */
  public readonly configMaps: ApiObject[];

  /**
   * Defines dashboards.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props served models and options
   */
  public constructor(scope: Construct, id: string, props: InferenceDashboardProps) {
    super(scope, id);
    refuse(this, dashboardProblems(props));
    props.of.forEach(markShown);
    this.configMaps = props.of.map((inference, i) => plainObject(this, `Dashboard${i}`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `${inference.name}-dashboard`,
        labels: { ...(props.labels ?? { grafana_dashboard: '1' }) },
        annotations: props.folder === undefined ? undefined : { grafana_folder: props.folder },
      },
      data: { [`${inference.name}.json`]: `${JSON.stringify(dashboard(inference), undefined, 2)}\n` },
    }));
    this.node.defaultChild = this.configMaps[0];
    guard(this);
  }
}

function dashboardProblems({ of, labels, folder }: InferenceDashboardProps): Problem[] {
  const problems = new Problems();
  problems.addAll(inferencesProblems(of));
  problems.addAll(check.labels('labels', labels));
  if (folder !== undefined && (typeof folder !== 'string' || folder === '')) {
    problems.add({
      code: 'metrics/folder-without-name',
      field: 'folder',
      value: folder,
      rule: 'must be a non-empty string',
      why: 'Grafana needs the name of a folder',
      fix: 'set the name of the folder, or omit it',
    });
  }
  return problems.all;
}
