import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/**
 * The ScaledObjects whose workload a HorizontalPodAutoscaler of the set scales too. The webhook of KEDA rejects such a
 * one, and the other scales: what is wrong with it is no reason that nothing scales.
 */
export function besidePlainAutoscaler(inventory: Inventory): ReadonlySet<Manifest> {
  const plain = new Set<string>();
  for (const { object, namespace, targetRef } of inventory.autoscalers) {
    if (object.kind === 'HorizontalPodAutoscaler' && targetRef !== undefined) plain.add(`${namespace}/${targetRef}`);
  }
  const beside = new Set<Manifest>();
  for (const { object, namespace, targetRef } of inventory.autoscalers) {
    const isBeside = object.kind === 'ScaledObject' && plain.has(`${namespace}/${targetRef}`);
    if (isBeside) beside.add(inventory.original(object));
  }
  return beside;
}
