import type { Container, Manifest } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { parseQuantity } from '../../validation/quantity';

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

/** The number of a quantity, which YAML may read as a number; undefined where there is none. */
export function amount(quantity: string | number | undefined): number | undefined {
  return parseQuantity(String(quantity ?? ''));
}

/** A utilization that the limits of the containers keep out of reach, all in percent. */
export interface OutOfReach {
  /** The highest that the limits allow. */
  readonly highest: number;
  /** Above which the autoscaler scales up. */
  readonly threshold: number;
  /** The largest target that is within reach. */
  readonly reachable: number;
  readonly tolerance: number;
}

/** Undefined where the limits leave room above the target, and where a container has no limit. */
export function outOfReach(autoscaler: Manifest, measured: Utilization): OutOfReach | undefined {
  const { resource, percent, containers } = measured;
  let limited = 0;
  let requested = 0;
  for (const { resources } of containers) {
    const limit = amount(resources?.limits?.[resource]);
    if (limit === undefined) return undefined;
    limited += limit;
    requested += amount(resources?.requests?.[resource]) ?? limit;
  }
  if (requested === 0) return undefined;
  const highest = (limited / requested) * 100;
  const tolerance = toleranceOf(autoscaler);
  const threshold = percent * (1 + tolerance);
  if (highest > threshold) return undefined;
  return { highest, threshold, reachable: Math.ceil(highest / (1 + tolerance)) - 1, tolerance: tolerance * 100 };
}

/** How far a metric must be above its target for a scale-up, as a ratio: 0.1 where `behavior` sets none. */
function toleranceOf({ spec }: Manifest): number {
  // A ScaledObject has the behavior of its HPA further inside.
  const behavior = spec?.behavior ?? spec?.advanced?.horizontalPodAutoscalerConfig?.behavior;
  return amount(behavior?.scaleUp?.tolerance) ?? 0.1;
}
