import { workloadKey } from './workload-key';
import type { Inventory } from '../kubernetes/inventory';
import type { Workload } from '../kubernetes/workload';

/** A workload whose selector selects the pods of another one. */
export interface SharedPods {
  readonly workload: Workload;
  readonly other: Workload;
}

const known = new WeakMap<Inventory, readonly SharedPods[]>();

/**
 * The workloads that count the pods of another one: because an autoscaler scales them, or because their controller
 * adopts pods. Of two that select the pods of each other, the later one.
 */
export function sharedPods(inventory: Inventory): readonly SharedPods[] {
  const shared = known.get(inventory) ?? search(inventory);
  // What is cut is not all of it: the next rule looks again, with a budget of its own.
  if (!inventory.isCut) known.set(inventory, shared);
  return shared;
}

function search(inventory: Inventory): SharedPods[] {
  /** Where each workload selects pods of another, that other one. */
  const sharing = new Map<ReturnType<typeof workloadKey>, ReturnType<typeof workloadKey>>();
  const found = new Map<ReturnType<typeof workloadKey>, SharedPods>();
  for (const workload of inventory.workloads) {
    if (!workload.selector || (found.size > 0 && found.has(workloadKey(workload)))) continue;
    const selected = inventory.selectedBy(workload);
    if (selected.length === 1 && selected[0] === workload) continue;
    // What is there twice is reported as a duplicate, and counts once.
    const key = workloadKey(workload);
    const isScaled = inventory.scaling(workload).length > 0;
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
