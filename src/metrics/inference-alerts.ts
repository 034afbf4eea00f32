import { Lazy, type ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { alertLabelProblems, alertProblems, alertRule } from './alert';
import type { AlertOptions, InferenceAutoscalerAlerts, InferenceReplicaAlerts } from './alert-options';
import { alertedModel } from './alerted-model';
import { autoscalerAlerts } from './autoscaler-alerts';
import { inferencesProblems } from './monitored';
import { replicaAlerts } from './replica-alerts';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** Properties of `InferenceAlerts`. */
export interface InferenceAlertsProps extends InferenceReplicaAlerts, InferenceAutoscalerAlerts {
  /** The served models; each has its own PrometheusRule, with the name of the model. */
  readonly of: IInference[];

  /**
   * Labels of the PrometheusRules. Prometheus uses only the rules that its `ruleSelector` selects: with the Helm chart
   * kube-prometheus-stack, `{ release: '<name of the release>' }`.
   *
   * @default - none, for a Prometheus that selects every rule
   */
  readonly labels?: Record<string, string>;

  /**
   * Labels of each alert, by which Alertmanager routes, besides `severity`, `namespace` and `inference`. Their values
   * are templates of Prometheus.
   *
   * @default - none
   */
  readonly alertLabels?: Record<string, string>;

  /**
   * How long a replica may take to become ready: whole seconds, 1 or more. The alerts about replicas that are not ready
   * wait for it, and for 5 minutes more. Set it where an init container downloads the model: the startup probe begins
   * only after that.
   *
   * @default - what the startup probe of the workload allows, or else the startup budget of the server
   */
  readonly startup?: Duration;

  /**
   * How many times the target the metric must be, with all replicas ready, for `overloaded`: a number, 1 or more. The
   * targets of the servers' own signals are 70 % of what a replica works on at a time, so 1.4 is all of it.
   *
   * @default 1.3
   */
  readonly saturation?: number;

  /**
   * How many restarts of a container within 30 minutes are too many: a whole number, 1 or more.
   *
   * @default 3
   */
  readonly restarts?: number;
}

const SATURATION = 1.3;
const RESTARTS = 3;

/** The properties that are options of one alert. */
const REPLICAS: ReadonlyArray<keyof InferenceReplicaAlerts> = [
  'noReadyReplica', 'replicasNotReady', 'restarting', 'outOfMemory',
];
const AUTOSCALER: ReadonlyArray<keyof InferenceAutoscalerAlerts> = [
  'atMaximum', 'overloaded', 'metricUnreadable', 'autoscalerBlocked', 'autoscalerMissing', 'stuckAtZero',
  'kedaScalerFailing', 'notScraped', 'unobserved',
];

/**
 * Defines alerts for served models, as a PrometheusRule for each: replicas that do not become ready, restarts, an
 * autoscaler at its maximum or with metrics that it cannot read, a workload that is stuck at zero, pods that are not
 * scraped. They are silent while a model loads, during a rollout and while the autoscaler scales up as it should.
 *
 * Needs the Prometheus operator and kube-state-metrics 2; with KEDA also the metrics of its operator (2.14 or newer).
 *
 * @see https://prometheus-operator.dev/docs/developer/alerting/
 *
 * @example
 *
 * const resnet = new AutoscaledInference(chart, 'Resnet', {
 *   server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
 *   model: ModelSource.volumeClaim('models', '/resnet'),
 *   resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 *   maxReplicas: 4,
 *   metrics: [ScalingMetric.cpuUtilization(60)],
 * });
 * new InferenceAlerts(chart, 'Alerts', {
 *   of: [resnet],
 *   labels: { release: 'prometheus' },
 *   atMaximum: { after: Duration.hours(1) },
 *   outOfMemory: { severity: 'critical' },
 * });
 */
@checksArguments
export class InferenceAlerts extends Construct {
  /** The PrometheusRules, in the order of `of`. */
  public readonly rules: ApiObject[];

  /**
   * Defines alerts.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props served models, thresholds, and options of each alert
   */
  public constructor(scope: Construct, id: string, props: InferenceAlertsProps) {
    super(scope, id);
    refuse(this, inferenceAlertsProblems(props));
    const given = snapshot(props);
    this.rules = props.of.map((inference, i) => plainObject(this, `Rule${i}`, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: inference.name, labels: { ...inference.selector, ...props.labels } },
      // Monitors and probes may be defined or changed after this construct.
      spec: Lazy.any({ produce: () => ({ groups: [group(inference, given)] }) }),
    }));
    this.node.defaultChild = this.rules[0];
    guard(this);
  }
}

/** Read one by one: the properties of an object may be those of its class. */
function snapshot(props: InferenceAlertsProps): InferenceAlertsProps {
  const { of, startup, saturation, restarts, alertLabels } = props;
  const alerts = Object.fromEntries([...REPLICAS, ...AUTOSCALER].map((key) => [key, props[key]]));
  return { of, startup, saturation, restarts, alertLabels: { ...alertLabels }, ...alerts };
}

function group(inference: IInference, props: InferenceAlertsProps): object {
  const { saturation = SATURATION, restarts = RESTARTS } = props;
  const model = alertedModel(inference, props.startup?.toSeconds());
  const labels = { ...props.alertLabels, namespace: model.namespace, inference: model.name };
  const alerts = { ...replicaAlerts(model, restarts), ...autoscalerAlerts(model, saturation) };
  const rules: object[] = [];
  for (const key of [...REPLICAS, ...AUTOSCALER]) {
    const alert = alerts[key];
    const rule = alert && alertRule(alert, props[key], labels);
    if (rule) rules.push(rule);
  }
  return { name: `inference-${model.namespace}-${model.name}`, rules };
}

function inferenceAlertsProblems(props: InferenceAlertsProps): Problem[] {
  const { startup, saturation, restarts } = props;
  const problems = new Problems();
  problems.addAll(inferencesProblems(props.of));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(alertLabelProblems('alertLabels', props.alertLabels));
  problems.addAll(check.seconds('startup', startup, { min: 1 }, 'no replica is ready at once'));
  for (const key of [...REPLICAS, ...AUTOSCALER]) problems.addAll(alertProblems(key, props[key]));
  if (saturation !== undefined && !(Number.isFinite(saturation) && saturation >= 1)) {
    problems.add({
      code: 'metrics/saturation-below-target',
      field: 'saturation',
      value: saturation,
      rule: 'must be a number of at least 1',
      why: 'an autoscaler keeps its metric near the target, so the alert would fire although nothing is wrong',
      fix: 'omit it for 1.3, or give a number such as 1.5',
    });
  }
  if (restarts !== undefined) {
    problems.addAll(check.integer(
      'restarts',
      restarts,
      { min: 1 },
      'the alert would fire without a restart, or never',
      'omit it for 3',
    ));
  }
  if (problems.isEmpty && allOff(props)) {
    problems.add({
      code: 'metrics/no-alert-left',
      field: 'of',
      value: props.of.map(({ name }) => name).join(', '),
      rule: 'must have at least one alert that is not switched off',
      why: 'a PrometheusRule without rules does nothing',
      fix: 'leave InferenceAlerts out, or remove enabled: false of an alert',
    });
  }
  return problems.all;
}

function allOff(props: InferenceAlertsProps): boolean {
  const isOff = (options: AlertOptions | undefined) => options?.enabled === false;
  return [...REPLICAS, ...AUTOSCALER].every((key) => isOff(props[key]));
}
