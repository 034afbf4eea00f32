import type { Inventory } from '../../kubernetes/inventory';
import type { Workload } from '../../kubernetes/workload';

/** Whether a HorizontalPodAutoscaler scales a workload: one of the set, or that of KEDA or of Sedna's controller. */
export function isAutoscaled(inventory: Inventory, workload: Workload): boolean {
  return inventory.scaling(workload).some(({ object }) => object.kind !== 'FederatedHPA');
}

/**
 * Whether the controller of a workload takes a pod, or a ReplicaSet, that nobody owns and that its selector selects.
 */
export function adopts({ object: { kind } }: Workload, { object: other }: Workload): boolean {
  if (kind === 'Deployment') return other.kind === 'ReplicaSet';
  return kind === 'ReplicaSet' && other.kind === 'Pod';
}
