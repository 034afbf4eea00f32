import type { Severity } from './rule';
import type { Autoscaler } from '../kubernetes/inventory';
import { podRequest, requestOf, type Workload } from '../kubernetes/workload';

/** What metrics.k8s.io has of a container. */
const SERVED = new Set(['cpu', 'memory']);

/** How much it matters that metrics of an autoscaler have no value, and what it does then. */
export interface WithoutValue {
  readonly severity: Severity;
  /** The end of a sentence. */
  readonly follows: string;
}

/**
 * An autoscaler scales up by any metric that has a value, and never down while one has none. KEDA refuses the whole
 * ScaledObject.
 */
export function withoutValue(
  { object, metrics, target }: Pick<Autoscaler, 'object' | 'metrics' | 'target'>,
): WithoutValue {
  return object.kind === 'ScaledObject' || metrics.every((metric) => hasNoValue(metric, target))
    ? { severity: 'error', follows: 'never scales' }
    : { severity: 'warning', follows: 'scales up by its other metrics alone, and never scales down' };
}

/** Whether the API of resource metrics certainly has no value for a metric. */
function hasNoValue(metric: any, target: Workload | undefined): boolean {
  const source = metric.resource ?? metric.containerResource;
  if (source?.name === undefined) return false;
  if (!SERVED.has(source.name)) return true;
  if (!target) return false;
  const ofContainer = metric.resource === undefined;
  const containers = ofContainer ? target.containers.filter((c) => c.name === source.container) : target.containers;
  if (ofContainer && containers.length === 0) return true;
  if (source.target?.averageUtilization === undefined) return false;
  if (!ofContainer && podRequest(target, source.name) !== undefined) return false;
  return containers.some((container) => requestOf(container, source.name) === undefined);
}
