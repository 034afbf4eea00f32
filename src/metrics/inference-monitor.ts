import { Chart, Duration, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { podPortProblems, servicePortProblems } from './monitor-port-problems';
import { monitorWindowProblems } from './monitor-window-problems';
import { inferencesProblems, isMonitored, markMonitored, scrapedPort } from './monitored';
import { terminatingPodProblems } from './terminating-pod-problems';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { expectedScrape, slowestScrape } from '../servers/queries-prometheus';
import { doorOf, podsOfNamespaces } from '../serving/admission/admitted';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL, PORT_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** The kind of object by which Prometheus discovers the pods. */
export enum MonitorKind {
  /** PodMonitor: discovers the pods, and needs no Service. */
  POD = 'PodMonitor',
  /** ServiceMonitor: discovers the endpoints of the Service; the series have the label `service`. */
  SERVICE = 'ServiceMonitor',
}

/** Properties of `InferenceMonitor`. */
export interface InferenceMonitorProps {
  /** The served models; each has its own monitor, with the name of the model. */
  readonly of: IInference[];

  /**
   * The kind of object by which Prometheus discovers the pods.
   *
   * @default MonitorKind.POD
   */
  readonly kind?: MonitorKind;

  /**
   * Labels of the monitors. Prometheus uses only the monitors that its `podMonitorSelector` and
   * `serviceMonitorSelector` select: with the Helm chart kube-prometheus-stack, `{ release: '<name of the release>' }`.
   *
   * @default - none, for a Prometheus that selects every monitor
   */
  readonly labels?: Record<string, string>;

  /**
   * The scrape interval: whole seconds, 1 or more. The time window of a rate must be two intervals or more. For a model
   * that scales with `ScalingEngine.keda` on a gauge of its pods it must not be above the `scrapeInterval` of
   * the engine.
   *
   * @default - the `scrapeInterval` of `ScalingEngine.keda` where it is set; 5 seconds for a model that scales with
   * that engine on a gauge of its pods; else 15 seconds
   */
  readonly interval?: Duration;

  /**
   * The scrape timeout: whole seconds, 1 or more, and not above `interval`.
   *
   * @default - that of Prometheus: 10 seconds, or the interval when it is shorter
   */
  readonly scrapeTimeout?: Duration;

  /**
   * The name of the port to scrape.
   *
   * @default - that of the server's metrics
   */
  readonly port?: string;

  /**
   * The path to scrape.
   *
   * @default - that of the server's metrics
   */
  readonly path?: string;

  /**
   * The namespace of the Prometheus that scrapes. A NetworkPolicy of a model (`admit`) then lets its pods in, on the
   * port of the metrics.
   *
   * @default - unknown: `admit` must let Prometheus in itself
   */
  readonly prometheusNamespace?: string;

  /**
   * Whether only ready pods are scraped. Otherwise the autoscaler also counts pods that still load their model: a value
   * above the target then scales up repeatedly before the first new replica is ready.
   *
   * @default true
   */
  readonly readyOnly?: boolean;
}

const REJECTED = 'the Prometheus operator would reject the monitor';

/** The scrape interval unless one is set. */
const DEFAULT_SECONDS = 15;

/** Keeps ready pods. Endpoints are discovered from Endpoints or EndpointSlices, each with its own label. */
const READY: Readonly<Record<MonitorKind, object>> = {
  [MonitorKind.POD]: { sourceLabels: ['__meta_kubernetes_pod_ready'], regex: 'true', action: 'keep' },
  [MonitorKind.SERVICE]: {
    sourceLabels: ['__meta_kubernetes_endpoint_ready', '__meta_kubernetes_endpointslice_endpoint_conditions_ready'],
    regex: 'true;.*|.*;true',
    action: 'keep',
  },
};

/**
 * Defines how Prometheus, run by its operator, scrapes served models: a PodMonitor or a ServiceMonitor for each, with
 * the port and path of the metrics of its `ModelServer`.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/
 *
 * @example
 *
 * const server = ModelServer.triton({ instances: 2 });
 * const resnet = new AutoscaledInference(chart, 'Resnet', {
 *   server,
 *   model: ModelSource.volumeClaim('models'),
 *   resources: { cpu: { request: kplus.Cpu.units(2) }, memory: { request: Size.gibibytes(4) } },
 *   maxReplicas: 4,
 *   metrics: [server.scalingMetric()],
 * });
 * new InferenceMonitor(chart, 'Monitor', { of: [resnet], labels: { release: 'prometheus' } });
 */
@checksArguments
export class InferenceMonitor extends Construct {
  /** The monitors, in the order of `of`. */
  public readonly monitors: ApiObject[];

  /** The scrape interval; the shortest where those of several models differ. */
  public readonly interval: Duration;

  /**
   * Defines monitors.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props served models and options
   */
  public constructor(scope: Construct, id: string, props: InferenceMonitorProps) {
    super(scope, id);
    refuse(this, monitorProblems(props));
    const { kind = MonitorKind.POD } = props;
    this.interval = props.interval ?? Duration.seconds(Math.min(...props.of.map((one) => secondsOf(one, props))));
    this.monitors = props.of.map((inference, i) => plainObject(this, `Monitor${i}`, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: { name: inference.name, labels: { ...inference.selector, ...props.labels } },
      spec: {
        ...this.elsewhere(inference),
        selector: { matchLabels: kind === MonitorKind.POD ? { ...inference.selector } : inference.exposedBy!.labels },
        [kind === MonitorKind.POD ? 'podMetricsEndpoints' : 'endpoints']: [endpoint(inference, props, kind)],
      },
    }));
    props.of.forEach(markMonitored);
    if (props.prometheusNamespace !== undefined) {
      for (const one of props.of) doorOf(one)?.letInScrapers(podsOfNamespaces([props.prometheusNamespace]));
    }
    this.node.defaultChild = this.monitors[0];
    guard(this);
  }

  /** A monitor selects in its own namespace unless it names another. */
  private elsewhere(inference: IInference): object | undefined {
    const { namespace } = inference.workload.metadata;
    if (namespace === Chart.of(this).namespace) return undefined;
    return { namespaceSelector: { matchNames: [namespace ?? 'default'] } };
  }
}

function endpoint(inference: IInference, props: InferenceMonitorProps, kind: MonitorKind): object {
  const { readyOnly = true, scrapeTimeout } = props;
  return {
    ...scrapedPort(inference, props.port, kind === MonitorKind.POD),
    path: props.path ?? inference.server.metricsPath,
    interval: `${secondsOf(inference, props)}s`,
    ...(scrapeTimeout && { scrapeTimeout: `${scrapeTimeout.toSeconds()}s` }),
    ...(readyOnly && { relabelings: [READY[kind]] }),
  };
}

/** The scrape interval of a model, in seconds. */
function secondsOf(inference: IInference, { interval }: InferenceMonitorProps): number {
  return interval?.toSeconds() ?? expectedScrape(inference) ?? DEFAULT_SECONDS;
}

function monitorProblems(props: InferenceMonitorProps): Problem[] {
  const { kind = MonitorKind.POD, interval, scrapeTimeout } = props;
  const problems = new Problems();
  problems.addAll(inferencesProblems(props.of));
  problems.addAll(kindProblems(kind));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(check.seconds('interval', interval, { min: 1 }, REJECTED));
  problems.addAll(check.seconds('scrapeTimeout', scrapeTimeout, { min: 1 }, REJECTED));
  if (props.port !== undefined) {
    problems.addAll(check.name('port', props.port, kind === MonitorKind.POD ? PORT_NAME : DNS_LABEL));
  }
  if (props.prometheusNamespace !== undefined) {
    problems.addAll(check.name('prometheusNamespace', props.prometheusNamespace, DNS_LABEL));
  }
  if (props.path !== undefined) problems.addAll(pathProblems(props.path));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(timeoutProblems(scrapeTimeout, Math.min(...props.of.map((one) => secondsOf(one, props)))));
  for (const [i, inference] of props.of.entries()) problems.addAll(inferenceProblems(`of[${i}]`, inference, props));
  return problems.all;
}

function kindProblems(kind: MonitorKind): Problem[] {
  if (Object.values(MonitorKind).includes(kind)) return [];
  return [{
    code: 'metrics/unknown-monitor-kind',
    field: 'kind',
    value: kind,
    rule: 'must be a MonitorKind',
    why: 'the Prometheus operator has no other kind for pods',
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
    why: 'Prometheus would scrape another URL',
    fix: 'start the path with "/", and omit query and fragment',
  }];
}

function timeoutProblems(timeout: Duration | undefined, interval: number): Problem[] {
  if (timeout === undefined || timeout.toSeconds() <= interval) return [];
  return [{
    code: 'metrics/timeout-above-interval',
    field: 'scrapeTimeout',
    value: timeout.toSeconds(),
    rule: `must not be above the interval of ${interval} s`,
    why: 'the Prometheus operator would reject the monitor',
    fix: 'set a shorter timeout or a longer interval',
  }];
}

/** An interval above the one for which the query of KEDA is written. */
function intervalProblems(inference: IInference, interval: Duration | undefined): Problem[] {
  const expected = slowestScrape(inference);
  if (interval === undefined || expected === undefined || interval.toSeconds() <= expected) return [];
  return [{
    code: 'metrics/slower-than-keda-expects',
    field: 'interval',
    value: interval.toSeconds(),
    rule: `must not be above the ${expected} s that ScalingEngine.keda of ${inference.name} expects`,
    why: 'the samples of removed pods would count for longer than the query allows for, so the replicas would not '
      + 'settle after scaling down',
    fix: `omit interval, or set scrapeInterval: Duration.seconds(${interval.toSeconds()}) in ScalingEngine.keda`,
  }];
}

function inferenceProblems(at: string, inference: IInference, props: InferenceMonitorProps): Problem[] {
  const problems = new Problems();
  const portProblems = props.kind === MonitorKind.SERVICE ? servicePortProblems : podPortProblems;
  problems.addAll(portProblems(at, inference, props));
  if (props.kind === MonitorKind.SERVICE) problems.addAll(terminatingPodProblems(inference));
  const slower = intervalProblems(inference, props.interval);
  problems.addAll(slower.length > 0 ? slower : monitorWindowProblems(inference, secondsOf(inference, props)));
  if (!isMonitored(inference)) return problems.all;
  problems.add({
    code: 'metrics/monitored-twice',
    field: at,
    value: inference.name,
    rule: 'must have one monitor',
    why: 'another InferenceMonitor scrapes its pods already, and every sum over their series would double',
    fix: 'remove it from one of the two',
  });
  return problems.all;
}
