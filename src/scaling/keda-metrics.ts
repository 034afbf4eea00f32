import type { KedaOptions } from './keda-options';
import { authenticationRef } from './keda-references';
import { parseQuantity } from '../validation/quantity';
import { measureOf } from '../values/measure-of';
import type { ScalingMetric } from '../values/scaling-metric';

/** Above every value that a query of the library gives. */
const NEVER = '1000000000000000';
/** The API server cuts what it generates a pod's name from, before it adds five characters. */
const LONGEST_STEM = 58;
/** A Deployment adds a hash of at most ten characters between two hyphens. */
const HASH = 12;

/** What of a metric a trigger needs. */
interface Source {
  readonly name?: string;
  readonly container?: string;
  readonly target: { readonly type: string; readonly averageUtilization?: number; readonly averageValue?: string };
}

/** The workload whose pods are measured. */
export interface Measured {
  readonly name: string;
  readonly namespace?: string;
  /** Whether there may be no pod at all, so that no value is no error. */
  readonly mayBeGone: boolean;
}

/** What the triggers of metrics are called; each name occurs once, also where two metrics select series of one name. */
export function triggerNames(metrics: readonly ScalingMetric[]): Array<string | undefined> {
  const names = metrics.map((m) => m._ofPods?.name);
  return names.map((name, i) => (name === undefined || names.indexOf(name) === i ? name : `${name}-${i}`));
}

/** A metric of the autoscaler as a trigger of KEDA of a name; undefined for what KEDA reads by triggers of its own. */
export function metricTrigger(metric: ScalingMetric, called: string | undefined, measured: Measured, keda: KedaOptions): object | undefined {
  const { name, namespace, mayBeGone } = measured;
  const pods = metric._ofPods;
  if (pods) {
    const { prometheusAuthentication: authentication } = keda;
    const matchers = [
      ...(namespace === undefined ? [] : [`namespace="${namespace}"`]),
      `pod=~"${podNames(name)}"`,
      ...Object.entries(pods.labels ?? {}).map(([label, value]) => `${label}="${value}"`),
    ].join(',');
    return {
      type: 'prometheus',
      name: called,
      metricType: 'AverageValue',
      metadata: {
        serverAddress: keda.prometheus,
        query: `sum(${measureOf(metric)!._promql(matchers, 'pod')})`,
        threshold: String(parseQuantity(pods.averageValue)),
        ignoreNullValues: String(mayBeGone),
        // What pods show does not keep the last of them: an idle one seldom shows nothing.
        ...(mayBeGone && { activationThreshold: NEVER }),
      },
      ...(authentication && { authenticationRef: authenticationRef(authentication) }),
    };
  }
  if (metric.type !== 'Resource' && metric.type !== 'ContainerResource') return undefined;
  const { name: type, container, target } = Object.values(metric._render()).find((v): v is Source => typeof v === 'object')!;
  return {
    type,
    metricType: target.type,
    metadata: { value: String(target.averageUtilization ?? target.averageValue), ...(container !== undefined && { containerName: container }) },
  };
}

/** The names of a Deployment's pods, as a regular expression within quotes. */
function podNames(deployment: string): string {
  const stem = `${deployment}-`;
  const text = stem.slice(0, LONGEST_STEM).replace(/\./g, '\\\\.');
  return stem.length + HASH - 1 <= LONGEST_STEM ? `${text}[a-z0-9]+-[a-z0-9]+` : `${text}[a-z0-9]+(-[a-z0-9]+)?`;
}
