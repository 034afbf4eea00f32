import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { podLimits, podRequests } from '../../kubernetes/pod-resources';
import { amountOf } from '../../kubernetes/quantities';
import type { Workload } from '../../kubernetes/workload';

/** How many pods of a workload one bound of a ResourceQuota has room for. */
export interface Room {
  readonly quota: Manifest;
  /** The bound as the quota writes it: `requests.cpu`. */
  readonly name: string;
  readonly bound: number;
  /** What one pod takes of it. */
  readonly need: number;
  readonly pods: number;
}

/** The kinds whose pods run until they are deleted. */
const LASTING = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'JointInferenceService']);

/** The ResourceQuotas that certainly count the pods of a workload: of the scopes, one is known here. */
export function quotasOn(inventory: Inventory, workload: Workload): Manifest[] {
  return inventory.policiesOn(workload, 'ResourceQuota').filter(({ spec }) => {
    if (spec?.scopeSelector !== undefined) return false;
    const scopes: readonly string[] = spec?.scopes ?? [];
    return scopes.every((scope) => scope === 'NotTerminating' && LASTING.has(workload.object.kind));
  });
}

/** What one pod counts for a bound; undefined for a bound of something else. */
export function need({ pod }: Workload, name: string): number | undefined {
  if (name === 'pods' || name === 'count/pods') return 1;
  // Of extended resources, a quota counts the requests alone.
  if (name.startsWith('count/') || (name.includes('/') && !name.startsWith('requests.'))) return undefined;
  if (name.startsWith('limits.')) return podLimits(pod).get(name.slice('limits.'.length));
  return podRequests(pod).get(name.replace(/^requests\./, ''));
}

/** The room for a workload, by the bounds that it counts for; `taken` is what other pods take of a bound. */
export function rooms(
  workload: Workload, quotas: readonly Manifest[], taken: (quota: Manifest, name: string) => number = () => 0,
): Room[] {
  const found: Room[] = [];
  for (const quota of quotas) {
    for (const [name, quantity] of Object.entries(quota.spec?.hard ?? {})) {
      const [bound, own] = [amountOf(quantity), need(workload, name)];
      if (bound === undefined || !own) continue;
      // 0.3 of 0.1 is 2.9999…
      const pods = Math.max(0, Math.floor((bound - taken(quota, name)) / own + 1e-6));
      found.push({ quota, name, bound, need: own, pods });
    }
  }
  return found;
}

/** The bound with the least room. */
export function tightest(found: readonly Room[]): Room | undefined {
  return found.reduce<Room | undefined>((least, room) => (least && least.pods <= room.pods ? least : room), undefined);
}

/** The pods that a workload has at least, and at most; undefined where they are not counted in one namespace. */
export function replicasOf(inventory: Inventory, workload: Workload): { least: number; most: number } | undefined {
  if (!LASTING.has(workload.object.kind)) return undefined;
  const scalers = inventory.scaling(workload);
  if (scalers.some((scaler) => scaler.object.kind === 'FederatedHPA')) return undefined;
  const { replicas = 1 } = workload;
  if (scalers.length === 0) return { least: replicas, most: replicas };
  return {
    least: Math.min(...scalers.map((scaler) => scaler.minReplicas)),
    most: Math.max(...scalers.map((scaler) => scaler.maxReplicas)),
  };
}
