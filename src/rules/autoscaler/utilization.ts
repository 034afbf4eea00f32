import type { Container, Manifest } from '../../kubernetes/manifest';
import { amountOf } from '../../kubernetes/quantities';
import { podRequest, requestOf, type Workload } from '../../kubernetes/workload';

/** A metric that is usage divided by requests. */
export interface Utilization {
  /** `cpu` or `memory`. */
  readonly resource: string;
  /** The target, in percent. */
  readonly percent: number;
  /** Whether it measures one container (ContainerResource), not the whole pod. */
  readonly ofContainer: boolean;
  /** The containers that it measures. */
  readonly containers: readonly Container[];
}

const MEASURED = new Set(['cpu', 'memory']);

/** What a metric measures of a workload; undefined where its target is no utilization. */
export function utilizationOf(metric: any, { containers }: Workload): Utilization | undefined {
  const source = metric.resource ?? metric.containerResource;
  const percent = source?.target?.averageUtilization;
  // No other resource is measured: hpa-resource-unserved reports it.
  if (!MEASURED.has(source?.name) || percent === undefined) return undefined;
  const ofContainer = metric.resource === undefined;
  return {
    resource: source.name,
    percent,
    ofContainer,
    containers: ofContainer ? containers.filter((c) => c.name === source.container) : containers,
  };
}

/** A resource as a message calls it. */
export function resourceName(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}

/** A target that the limits keep out of reach: in percent for a utilization, in cores or bytes for an average. */
export interface OutOfReach {
  /** The highest that the limits allow. */
  readonly highest: number;
  /** Above which the autoscaler scales up. */
  readonly threshold: number;
  /** Below which a target is within reach. */
  readonly reachable: number;
  /** How far the metric must be above its target, in percent. */
  readonly tolerance: number;
}

/** Undefined where the limits leave room above the target, and where usage has no limit. */
export function outOfReach(
  autoscaler: Manifest, measured: Utilization, workload: Workload,
): OutOfReach | undefined {
  const limited = highestUsage(measured, workload);
  const requested = requestedOf(measured, workload);
  if (limited === undefined || !requested) return undefined;
  return beyond(autoscaler, measured.percent, (limited / requested) * 100);
}

/** Whether a metric that shows `highest` at most can ever be far enough above a target. */
export function beyond(autoscaler: Manifest, target: number, highest: number): OutOfReach | undefined {
  const tolerance = toleranceOf(autoscaler);
  const threshold = target * (1 + tolerance);
  if (highest > threshold) return undefined;
  return { highest, threshold, reachable: highest / (1 + tolerance), tolerance: tolerance * 100 };
}

/** What the measured containers can use at most, by their limits and that of the pod; undefined without a limit. */
export function highestUsage(
  { resource, containers }: Omit<Utilization, 'percent'>, { pod }: Workload,
): number | undefined {
  const ofPod = amountOf(pod.resources?.limits?.[resource]);
  let sum = 0;
  for (const { resources } of containers) {
    const limit = amountOf(resources?.limits?.[resource]);
    if (limit === undefined) return containers.length === 0 ? undefined : ofPod;
    sum += limit;
  }
  if (containers.length === 0) return undefined;
  return Math.min(sum, ofPod ?? sum);
}

/** What a utilization is divided by: the requests of the pod as a whole, else those of the measured containers. */
function requestedOf({ resource, ofContainer, containers }: Utilization, workload: Workload): number | undefined {
  const whole = ofContainer ? undefined : podRequest(workload, resource);
  if (whole !== undefined) return amountOf(whole);
  let sum = 0;
  for (const container of containers) {
    const request = amountOf(requestOf(container, resource));
    if (request === undefined) return undefined;
    sum += request;
  }
  return sum;
}

/** How far a metric must be above its target for a scale-up, as a ratio: 0.1 where `behavior` sets none. */
function toleranceOf({ spec }: Manifest): number {
  // A ScaledObject has the behavior of its HPA further inside.
  const behavior = spec?.behavior ?? spec?.advanced?.horizontalPodAutoscalerConfig?.behavior;
  return amountOf(behavior?.scaleUp?.tolerance) ?? 0.1;
}
