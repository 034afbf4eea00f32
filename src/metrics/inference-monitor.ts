import { Chart, Duration, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { inferencesProblems, metricsEndpoint, monitored, scrapeSeconds } from './monitored';
import * as check from '../validation/check';
import { guard } from '../app/validator';
import { DNS_LABEL, PORT_NAME } from '../validation/names';
import { plainObject } from '../kubernetes/plain-object';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import type { IInference } from '../servers/inference';

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
    const { kind = MonitorKind.POD, interval = Duration.seconds(15) } = props;
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
    props.of.forEach((inference) => monitored(inference, interval.toSeconds()));
    this.node.defaultChild = this.monitors[0];
    guard(this);
  }

  /** A monitor looks into its own namespace unless it names another. */
  private elsewhere(inference: IInference): object | undefined {
    const { namespace } = Chart.of(inference);
    return namespace === undefined || namespace === Chart.of(this).namespace ? undefined : { namespaceSelector: { matchNames: [namespace] } };
  }
}

/** A ServiceMonitor selects Services by their own labels. */
function serviceLabels({ service }: IInference): Record<string, string> {
  const { labels } = service.metadata.toJson() as { labels?: Record<string, string> };
  return { ...labels };
}

function endpoint(inference: IInference, props: InferenceMonitorProps, kind: MonitorKind): object {
  const own = metricsEndpoint(inference)!;
  const { readyOnly = true, scrapeTimeout } = props;
  return {
    port: props.port ?? (kind === MonitorKind.POD ? own.port : own.servicePort),
    path: props.path ?? own.path,
    interval: `${props.interval?.toSeconds() ?? 15}s`,
    ...(scrapeTimeout && { scrapeTimeout: `${scrapeTimeout.toSeconds()}s` }),
    ...(readyOnly && { relabelings: [READY[kind]] }),
  };
}

function monitorProblems(props: InferenceMonitorProps): Problem[] {
  const { kind = MonitorKind.POD, interval, scrapeTimeout } = props;
  const problems = [
    ...inferencesProblems(props.of),
    ...(Object.values(MonitorKind).includes(kind) ? [] : [{ field: 'kind', value: kind, rule: 'must be a MonitorKind', why: 'Prometheus knows no other monitor', fix: 'use MonitorKind.POD or SERVICE' }]),
    ...check.labels('labels', props.labels),
    ...check.seconds('interval', interval, { min: 1 }, 'Prometheus would refuse the monitor'),
    ...check.seconds('scrapeTimeout', scrapeTimeout, { min: 1 }, 'Prometheus would refuse the monitor'),
    ...(props.port === undefined ? [] : check.name('port', props.port, kind === MonitorKind.POD ? PORT_NAME : DNS_LABEL)),
    ...(props.path === undefined || /^\/[^\s?#]*$/.test(props.path) ? [] : [{
      field: 'path', value: props.path, rule: 'must be the path of a URL', why: 'Prometheus would ask another place', fix: 'start it with "/" and leave out query and fragment',
    }]),
  ];
  if (problems.length > 0) return problems;
  const seconds = interval?.toSeconds() ?? 15;
  if (scrapeTimeout && scrapeTimeout.toSeconds() > seconds) {
    problems.push({ field: 'scrapeTimeout', value: scrapeTimeout.toSeconds(), rule: `must not be above the interval of ${seconds} s`, why: 'the operator would refuse the monitor', fix: 'lower it' });
  }
  return [...problems, ...props.of.flatMap((inference, i) => [
    ...portProblems(`of[${i}]`, inference, kind, props),
    ...(scrapeSeconds(inference) === undefined ? [] : [{
      field: `of[${i}]`, value: inference.name, rule: 'has a monitor already', why: 'its pods would be asked twice, and every sum over their series be double', fix: 'name it in one InferenceMonitor',
    }]),
  ])];
}

function portProblems(at: string, inference: IInference, kind: MonitorKind, props: InferenceMonitorProps): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && (props.port === undefined || props.path === undefined)) {
    return [{
      field: at,
      value: inference.server._row.id,
      rule: 'shows no metrics',
      why: 'there is nothing to ask',
      fix: 'switch them on (enableMetrics), or give the metricsPort of a custom server; port and path name what a container beside it shows',
    }];
  }
  if (kind === MonitorKind.SERVICE && Object.keys(serviceLabels(inference)).length === 0) {
    return [{
      field: at, value: inference.service.name, rule: 'is a Service without labels', why: 'a ServiceMonitor for it would take every Service of the namespace', fix: 'give it labels (service.labels), or use MonitorKind.POD',
    }];
  }
  // Also those of the containers beside the server.
  const ports = kind === MonitorKind.POD ? inference.deployment.containers.flatMap((c) => c.ports) : inference.service.ports;
  const names = ports.map((p) => p.name);
  const port = props.port ?? (kind === MonitorKind.POD ? own!.port : own!.servicePort);
  if (port !== undefined && names.includes(port)) return [];
  return [{
    field: props.port === undefined ? at : 'port',
    value: port ?? inference.name,
    rule: `is no port of the ${kind === MonitorKind.POD ? 'pod' : 'Service'}: ${names.filter((n) => n !== undefined).join(', ') || 'it names none'}`,
    why: 'Prometheus would find no target, and say nothing',
    fix: kind === MonitorKind.POD ? 'name one of them' : 'add the port to the Service, or use MonitorKind.POD',
  }];
}
