import type { Inventory } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';

/** What is read of an endpoint that a monitor scrapes. */
export interface Endpoint {
  readonly port?: string;
  readonly interval?: string;
  readonly relabelings?: ReadonlyArray<{ readonly sourceLabels?: readonly string[] }>;
}

/** A PodMonitor or a ServiceMonitor of the Prometheus operator. */
export interface Monitor {
  readonly object: Manifest;
  /** The field below `spec` that lists its endpoints. */
  readonly list: 'podMetricsEndpoints' | 'endpoints';
  readonly endpoints: readonly Endpoint[];
}

/** The monitors among the objects: those of pods, then those of Services. */
export function monitorsOf(inventory: Inventory): Monitor[] {
  const monitors: Monitor[] = [];
  for (const object of inventory.of('PodMonitor')) {
    monitors.push({ object, list: 'podMetricsEndpoints', endpoints: object.spec?.podMetricsEndpoints ?? [] });
  }
  for (const object of inventory.of('ServiceMonitor')) {
    monitors.push({ object, list: 'endpoints', endpoints: object.spec?.endpoints ?? [] });
  }
  return monitors;
}
