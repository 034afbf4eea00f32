import type { Inventory } from '../../kubernetes/inventory';
import type { Workload } from '../../kubernetes/workload';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';
import { distinct } from '../workload-key';

export const pdbBlocksDrain: Rule = {
  id: 'pdb-blocks-drain',
  title: 'A PodDisruptionBudget must allow an eviction',
  severity: 'warning',
  description: [
    'Fires when a PodDisruptionBudget can never allow an eviction: `maxUnavailable` of 0, `minAvailable` of 100 %, or',
    'a `minAvailable` that is not below the least replicas of the workload.',
    '',
    'Draining a node then never ends, and neither does an upgrade of the cluster.',
    '',
    'The least replicas are the minimum of the autoscaler, or `replicas` where nothing scales the workload. Of a',
    'DaemonSet they are unknown: it has as many pods as there are nodes.',
  ].join('\n'),
  fix: [
    'Use `maxUnavailable: 1`, as this library does: it follows the replicas.',
    '',
    'Acknowledge it when somebody lifts the budget by hand before each drain, and means to.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 2
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: classifier }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: classifier } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 2
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: classifier }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: classifier } }
`,
  check: (inventory, report) => {
    for (const object of inventory.of('PodDisruptionBudget')) {
      const { minAvailable, maxUnavailable } = object.spec ?? {};
      if (isZero(maxUnavailable)) {
        report(object, {
          field: 'spec.maxUnavailable',
          value: maxUnavailable,
          rule: 'must be above 0',
          why: 'no pod may be evicted, so draining a node never ends',
          fix: 'use maxUnavailable: 1',
        });
        continue;
      }
      if (minAvailable === undefined) continue;
      if (minAvailable === '100%') {
        report(object, {
          field: 'spec.minAvailable',
          value: minAvailable,
          rule: 'must leave a pod to evict',
          why: 'no pod may be evicted, so draining a node never ends',
          fix: 'use maxUnavailable: 1',
        });
        continue;
      }
      const workloads = distinct(inventory.guarded(object));
      if (workloads.length === 0 || workloads.some((w) => w.object.kind === 'DaemonSet')) continue;
      const least = workloads.reduce((sum, w) => sum + leastReplicas(inventory, w), 0);
      const kept = available(minAvailable, least);
      if (kept === undefined || kept === 0 || kept < least) continue;
      report(object, {
        field: 'spec.minAvailable',
        value: minAvailable,
        rule: `must be below ${least}, the least replicas of ${listed(workloads.map((w) => title(w.object)))}`,
        why: 'while there are no more replicas, no pod may be evicted, so draining a node never ends',
        fix: 'use maxUnavailable: 1, which follows the replicas',
      });
    }
  },
};

function leastReplicas(inventory: Inventory, workload: Workload): number {
  const scalers = inventory.scaling(workload);
  if (scalers.length === 0) return workload.replicas ?? 1;
  return scalers.reduce((least, { minReplicas }) => Math.min(least, minReplicas), Infinity);
}

/** How many pods must stay; percentages round up. */
function available(minAvailable: unknown, replicas: number): number | undefined {
  if (typeof minAvailable === 'number') return minAvailable;
  const percent = /^(\d+)%$/.exec(String(minAvailable));
  return percent ? Math.ceil((Number(percent[1]) * replicas) / 100) : undefined;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0%' || value === '0';
}
