import type { Autoscaler, Workload } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A budget that never allows an eviction stops every drain, and with it node upgrades. */
export const pdbBlocksDrain: LegacyRule = {
  id: 'pdb-blocks-drain',
  severity: 'error',
  check: (facts) => {
    const scaler = new Map<Workload, Autoscaler>(facts.autoscalers.flatMap((a) => (a.target ? [[a.target, a] as const] : [])));
    return facts.of('PodDisruptionBudget').flatMap((object) => {
      const { minAvailable, maxUnavailable } = object.spec ?? {};
      const hit = (at: string, got: unknown, rule: string, fix: string, when: string = '') => [{
        object,
        problem: {
          field: `spec.${at}`,
          value: got,
          rule,
          why: `${when}no pod may be evicted, so draining a node never ends`,
          fix,
          source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
        },
      }];
      if (isZero(maxUnavailable)) return hit('maxUnavailable', maxUnavailable, 'must be above 0', 'use maxUnavailable: 1');
      if (minAvailable === undefined) return [];
      if (minAvailable === '100%') return hit('minAvailable', minAvailable, 'must leave a pod to evict', 'use maxUnavailable: 1');
      const pods = facts.guarded(object);
      // A DaemonSet has as many pods as there are nodes, which nobody knows here.
      if (pods.length === 0 || pods.some((w) => w.object.kind === 'DaemonSet')) return [];
      const least = pods.reduce((sum, w) => sum + (scaler.get(w)?.minReplicas ?? w.replicas ?? 1), 0);
      const kept = available(minAvailable, least);
      if (kept === undefined || kept === 0 || kept < least) return [];
      const names = pods.map((w) => title(w.object)).join(', ');
      const rule = `must be below the ${least} replica(s) that ${names} has at least`;
      return hit('minAvailable', minAvailable, rule, 'use maxUnavailable: 1, which follows the replicas', 'while there are no more, ');
    });
  },
};

/** How many pods must stay; per cent round up. */
function available(minAvailable: unknown, replicas: number): number | undefined {
  if (typeof minAvailable === 'number') return minAvailable;
  const percent = /^(\d+)%$/.exec(String(minAvailable));
  return percent ? Math.ceil((Number(percent[1]) * replicas) / 100) : undefined;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0%' || value === '0';
}
