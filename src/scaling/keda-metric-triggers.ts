import { authenticationRef } from './keda-connection';
import type { KedaOptions } from './keda-options';
import { followsAverage } from './keda-scrape-interval';
import { podNames } from '../kubernetes/keda/pod-names';
import { parseQuantity } from '../validation/quantity';
import { measureOf } from '../values/measure-of';
import type { ScalingMetric } from '../values/scaling-metric';

/** Above every value that a query of the library returns. */
const NEVER = '1000000000000000';

interface Target {
  readonly type: string;
  readonly averageUtilization?: number;
  readonly averageValue?: string;
}

/** The part of a metric that a trigger needs. */
interface Source {
  readonly name?: string;
  readonly container?: string;
  readonly target: Target;
}

/** The workload whose pods are measured. */
export interface Measured {
  readonly name: string;
  readonly kind?: string;
  readonly namespace?: string;
  /** Whether there may be no pod, so that a query without a value is not an error. */
  readonly mayBeGone: boolean;
}

/** The names of the triggers of metrics. Each name occurs once, also where two metrics select series of one name. */
export function triggerNames(metrics: readonly ScalingMetric[]): Array<string | undefined> {
  const names = metrics.map((m) => m._ofPods?.name);
  return names.map((name, i) => (name === undefined || names.indexOf(name) === i ? name : `${name}-${i}`));
}

/** A metric as a trigger of KEDA; undefined for a metric that KEDA reads only through its own triggers. */
export function metricTrigger(
  metric: ScalingMetric,
  triggerName: string | undefined,
  measured: Measured,
  keda: KedaOptions,
): object | undefined {
  if (metric._ofPods) return podsTrigger(metric, triggerName, measured, keda);
  if (metric.type !== 'Resource' && metric.type !== 'ContainerResource') return undefined;
  const { name, container, target } = Object.values(metric._render()).find((v): v is Source => typeof v === 'object')!;
  return {
    type: name,
    metricType: target.type,
    metadata: {
      value: String(target.averageUtilization ?? target.averageValue),
      ...(container !== undefined && { containerName: container }),
    },
  };
}

function podsTrigger(
  metric: ScalingMetric,
  triggerName: string | undefined,
  { name, kind, namespace, mayBeGone }: Measured,
  keda: KedaOptions,
): object {
  const { prometheus, prometheusAuthentication } = keda;
  const { averageValue, labels = {} } = metric._ofPods!;
  // In a string of PromQL a backslash is doubled.
  const matchers = [`pod=~"${podNames(name, kind).replace(/\\/g, '\\\\')}"`];
  if (namespace !== undefined) matchers.unshift(`namespace="${namespace}"`);
  for (const [label, value] of Object.entries(labels)) matchers.push(`${label}="${value}"`);
  const ofEachPod = measureOf(metric)!._promql(matchers.join(','), 'pod');
  const isAverage = followsAverage(keda, metric);
  return {
    type: 'prometheus',
    name: triggerName,
    metricType: isAverage ? 'Value' : 'AverageValue',
    metadata: {
      serverAddress: prometheus,
      // Rounded down to thousandths, as the HorizontalPodAutoscaler rounds the average of a metric of pods.
      query: isAverage ? `floor(avg(${ofEachPod}) * 1000) / 1000` : `sum(${ofEachPod})`,
      // In thousandths, the unit of the metrics APIs: 700m is 0.7, not the nearest binary fraction.
      threshold: String(Number(parseQuantity(averageValue)!.toFixed(3))),
      ignoreNullValues: String(mayBeGone),
      // Metrics of pods must not keep the last pod: an idle pod rarely shows exactly 0.
      ...(mayBeGone && { activationThreshold: NEVER }),
    },
    ...(prometheusAuthentication && { authenticationRef: authenticationRef(prometheusAuthentication) }),
  };
}
