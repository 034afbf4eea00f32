import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { ends, type Workload } from '../../kubernetes/workload';

export const POOL_GROUP = 'inference.networking.k8s.io';

/** Where the fields of a pool are documented. */
export const POOL_REFERENCE = 'https://gateway-api-inference-extension.sigs.k8s.io/api-types/inferencepool/';

/** The pools of the version of today; the selector of those before it has another shape. */
export function poolsOf(inventory: Inventory): readonly Manifest[] {
  return inventory.of('InferencePool').filter(({ apiVersion }) => apiVersion.startsWith(`${POOL_GROUP}/`));
}

/** The labels that a pool selects; empty where it has none. */
export function labelsOf(pool: Manifest): Record<string, string> {
  return pool.spec?.selector?.matchLabels ?? {};
}

/** The workloads whose pods labels select in a namespace, without those whose pods end. */
export function selectedIn(
  inventory: Inventory, namespace: string, matchLabels: Record<string, string>,
): readonly Workload[] {
  if (Object.keys(matchLabels).length === 0) return [];
  return inventory.selectedBy({ namespace, selector: { matchLabels } }).filter((workload) => !ends(workload));
}

/** The workloads whose pods a pool selects. */
export function poolWorkloads(inventory: Inventory, pool: Manifest): readonly Workload[] {
  return selectedIn(inventory, namespaceOf(pool), labelsOf(pool));
}
