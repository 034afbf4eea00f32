import type { Severity } from './rule';
import type { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'FederatedHPA']);

/**
 * How much it weighs that the API server rejects an object: an error where nothing scales without it, an autoscaler or
 * what it scales; a warning for another object, beside which the autoscaler works.
 */
export function weightOf(inventory: Inventory, object: Manifest): Severity {
  if (AUTOSCALERS.has(object.kind)) return 'error';
  const own = inventory.workloadOf(object);
  return own && inventory.scaling(own).length > 0 ? 'error' : 'warning';
}
