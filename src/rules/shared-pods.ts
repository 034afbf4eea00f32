import { workloadKey } from './workload-key';
import type { Inventory } from '../kubernetes/inventory';
import type { Workload } from '../kubernetes/workload';

/** A workload whose selector selects the pods of another one. */
export interface SharedPods {
  readonly workload: Workload;
  readonly other: Workload;
}

/**
 * The workloads that count the pods of another one: because an autoscaler scales them, or because their controller
 * adopts pods. Of two that select the pods of each other, the later one.
 */
export function sharedPods(inventory: Inventory): SharedPods[] {
  /** Where each workload selects pods of another, that other one. */
  const sharing = new Map<ReturnType<typeof workloadKey>, ReturnType<typeof workloadKey>>();
  const found = new Map<ReturnType<typeof workloadKey>, SharedPods>();
  for (const workload of inventory.workloads) {
    const { namespace, selector } = workload;
    // What is there twice is reported as a duplicate, and counts once.
    const key = workloadKey(workload);
    if (!selector || found.has(key)) continue;
    const isScaled = inventory.scaling(workload).length > 0;
    const selected = inventory.selected(namespace, selector);
    const other = selected.find((o) => workloadKey(o) !== key && (isScaled || adopts(workload, o)));
    if (!other) continue;
    sharing.set(key, workloadKey(other));
    found.set(key, { workload, other });
  }
  /** The workloads so far: of two that select each other's pods, the later one is reported. */
  const before = new Set<ReturnType<typeof workloadKey>>();
  const shared: SharedPods[] = [];
  for (const [key, pair] of found) {
    const otherKey = workloadKey(pair.other);
    before.add(key);
    if (sharing.get(otherKey) !== key || before.has(otherKey)) shared.push(pair);
  }
  return shared;
}

/** Whether each of the two has an autoscaler, which Kubernetes stops then. */
export function isAmbiguous(inventory: Inventory, { workload, other }: SharedPods): boolean {
  return [workload, other].every((w) => inventory.scaling(w).length > 0);
}

/** Whether a controller takes the other's pods for its own, although it did not make them. */
function adopts({ object: { kind } }: Workload, { object: other }: Workload): boolean {
  return other.kind === 'Pod' || (kind === 'Deployment' && other.kind === 'ReplicaSet');
}
