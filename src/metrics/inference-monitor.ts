import { Chart, Duration, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { podPortProblems, serviceLabels, servicePortProblems } from './monitor-port-problems';
import { inferencesProblems, isMonitored, markMonitored, metricsEndpoint } from './monitored';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import * as check from '../validation/check';
import { DNS_LABEL, PORT_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';

/** By which object Prometheus finds the pods. */
export enum MonitorKind {
  /** PodMonitor: the pods themselves, needs no Service. */
  POD = 'PodMonitor',
  /** ServiceMonitor: the endpoints of the Service, whose series carry the label `service`. */
  SERVICE = 'ServiceMonitor',
}

/** Properties of `InferenceMonitor`. */
export interface InferenceMonitorProps {
  /** The served models; each gets a monitor of its own, called after it. */
  readonly of: IInference[];

  /**
   * By which object Prometheus finds the pods.
   *
   * @default MonitorKind.POD
   */
  readonly kind?: MonitorKind;

  /**
   * Labels of the monitors. Prometheus takes only those that its `podMonitorSelector` and `serviceMonitorSelector` pick: with the Helm
   * chart kube-prometheus-stack `{ release: '<name of the release>' }`.
   *
   * @default - none, which only a Prometheus that takes every monitor finds
   */
  readonly labels?: Record<string, string>;

  /**
   * How often the pods are asked: 1 second or more. Rates need windows of at least two of it.
   *
   * @default Duration.seconds(15)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take; not above `interval`.
   *
   * @default - Prometheus' own, 10 seconds or the interval
   */
  readonly scrapeTimeout?: Duration;

  /**
   * The name of the port that is asked.
   *
   * @default - that of the server's metrics
   */
  readonly port?: string;

  /**
   * The path that is asked.
   *
   * @default - that of the server's metrics
   */
  readonly path?: string;

  /**
   * Whether only ready pods are asked. An autoscaler counts what a pod shows while it still loads its model: one value above the target
   * can add replicas without end before the first of them works.
   *
   * @default true
   */
  readonly readyOnly?: boolean;
}

/** How often pods are asked unless their user says otherwise. */
const DEFAULT_SECONDS = 15;

/** Endpoints are found by one of two kinds of objects, each with a label of its own. */
const READY: Readonly<Record<MonitorKind, object>> = {
  [MonitorKind.POD]: { sourceLabels: ['__meta_kubernetes_pod_ready'], regex: 'true', action: 'keep' },
  [MonitorKind.SERVICE]: {
    sourceLabels: ['__meta_kubernetes_endpoint_ready', '__meta_kubernetes_endpointslice_endpoint_conditions_ready'], regex: 'true;.*|.*;true', action: 'keep',
  },
};

/**
 * Defines how Prometheus (its operator) gets the metrics of served models: a PodMonitor or a ServiceMonitor for each, on the port and path that its
 * `ModelServer` shows them.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/
 *
 * @example
 *
 * const resnet = new AutoscaledInference(chart, 'Resnet', {
 *   server: ModelServer.triton(),
 *   model: ModelSource.volumeClaim('models'),
 *   resources: { cpu: { request: kplus.Cpu.units(2) }, memory: { request: Size.gibibytes(4) } },
 *   maxReplicas: 4,
 *   metrics: [ModelServer.triton().scalingMetric()],
 * });
 * new InferenceMonitor(chart, 'Monitor', { of: [resnet], labels: { release: 'prometheus' } });
 */
export class InferenceMonitor extends Construct {
  /** The monitors, in the order of `of`. */
  public readonly monitors: ApiObject[];

  /** How often the pods are asked. */
  public readonly interval: Duration;

  /**
   * Defines monitors.
   *
   * @param scope where they belong
   * @param id the id there
   * @param props of what, and how often
   */
  public constructor(scope: Construct, id: string, props: InferenceMonitorProps) {
    super(scope, id);
    refuse(this, monitorProblems(props));
    const { kind = MonitorKind.POD, interval = Duration.seconds(DEFAULT_SECONDS) } = props;
    this.interval = interval;
    this.monitors = props.of.map((inference, i) => plainObject(this, `Monitor${i}`, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: { name: inference.name, labels: { ...inference.selector, ...props.labels } },
      spec: {
        ...this.elsewhere(inference),
        selector: { matchLabels: kind === MonitorKind.POD ? { ...inference.selector } : serviceLabels(inference) },
        [kind === MonitorKind.POD ? 'podMetricsEndpoints' : 'endpoints']: [endpoint(inference, props, kind)],
      },
    }));
    props.of.forEach(markMonitored);
    this.node.defaultChild = this.monitors[0];
    guard(this);
  }

  /** A monitor looks into its own namespace unless it names another. */
  private elsewhere(inference: IInference): object | undefined {
    const { namespace } = Chart.of(inference);
    return namespace === undefined || namespace === Chart.of(this).namespace ? undefined : { namespaceSelector: { matchNames: [namespace] } };
  }
}

function endpoint(inference: IInference, props: InferenceMonitorProps, kind: MonitorKind): object {
  const own = metricsEndpoint(inference)!;
  const { readyOnly = true, scrapeTimeout } = props;
  return {
    port: props.port ?? (kind === MonitorKind.POD ? own.port : own.servicePort),
    path: props.path ?? own.path,
    interval: `${props.interval?.toSeconds() ?? DEFAULT_SECONDS}s`,
    ...(scrapeTimeout && { scrapeTimeout: `${scrapeTimeout.toSeconds()}s` }),
    ...(readyOnly && { relabelings: [READY[kind]] }),
  };
}

function monitorProblems(props: InferenceMonitorProps): Problem[] {
  const { kind = MonitorKind.POD, interval, scrapeTimeout } = props;
  const problems = new Problems();
  problems.addAll(inferencesProblems(props.of));
  problems.addAll(kindProblems(kind));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(check.seconds('interval', interval, { min: 1 }, 'Prometheus would refuse the monitor'));
  problems.addAll(check.seconds('scrapeTimeout', scrapeTimeout, { min: 1 }, 'Prometheus would refuse the monitor'));
  if (props.port !== undefined) {
    problems.addAll(check.name('port', props.port, kind === MonitorKind.POD ? PORT_NAME : DNS_LABEL));
  }
  if (props.path !== undefined) problems.addAll(pathProblems(props.path));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(timeoutProblems(scrapeTimeout, interval?.toSeconds() ?? DEFAULT_SECONDS));
  for (const [i, inference] of props.of.entries()) problems.addAll(inferenceProblems(`of[${i}]`, inference, kind, props));
  return problems.all;
}

function kindProblems(kind: MonitorKind): Problem[] {
  if (Object.values(MonitorKind).includes(kind)) return [];
  return [{
    code: 'metrics/unknown-monitor-kind',
    field: 'kind',
    value: kind,
    rule: 'must be a MonitorKind',
    why: 'Prometheus knows no other monitor',
    fix: 'use MonitorKind.POD or SERVICE',
  }];
}

function pathProblems(path: unknown): Problem[] {
  if (typeof path === 'string' && /^\/[^\s?#]*$/.test(path)) return [];
  return [{
    code: 'metrics/invalid-path',
    field: 'path',
    value: path,
    rule: 'must be the path of a URL',
    why: 'Prometheus would ask another place',
    fix: 'start it with "/" and leave out query and fragment',
  }];
}

function timeoutProblems(timeout: Duration | undefined, interval: number): Problem[] {
  if (timeout === undefined || timeout.toSeconds() <= interval) return [];
  return [{
    code: 'metrics/timeout-above-interval',
    field: 'scrapeTimeout',
    value: timeout.toSeconds(),
    rule: `must not be above the interval of ${interval} s`,
    why: 'the operator would refuse the monitor',
    fix: 'lower it',
  }];
}

function inferenceProblems(at: string, inference: IInference, kind: MonitorKind, props: InferenceMonitorProps): Problem[] {
  const problems = new Problems();
  const portProblems = kind === MonitorKind.POD ? podPortProblems : servicePortProblems;
  problems.addAll(portProblems(at, inference, props));
  if (isMonitored(inference)) {
    problems.add({
      code: 'metrics/monitored-twice',
      field: at,
      value: inference.name,
      rule: 'has a monitor already',
      why: 'its pods would be asked twice, and every sum over their series be double',
      fix: 'name it in one InferenceMonitor',
    });
  }
  return problems.all;
}
