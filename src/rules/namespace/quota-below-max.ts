import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { title, type Rule } from '../rule';
import { distinct } from '../workload-key';
import { need, quotasOn, replicasOf, rooms, tightest } from './quota';

export const quotaBelowMax: Rule = {
  id: 'quota-below-max',
  title: 'A ResourceQuota should have room for the most replicas',
  severity: 'warning',
  description: [
    'Fires when a ResourceQuota of the same namespace has less room than an autoscaler may need for its most replicas,',
    'besides the least replicas of the other workloads among the objects.',
    '',
    'The autoscaler sets the replicas, and the API server forbids the pods beyond the quota (`FailedCreate`,',
    '`exceeded quota`). At the highest load the workload stops scaling. A rolling update at that size stops too: it',
    'needs room for its surge.',
    '',
    'Where there is no room to scale up at all, [quota-rejects-pods](quota-rejects-pods.md) reports it.',
  ].join('\n'),
  fix: [
    'Raise the quota, or lower the most replicas to what it has room for.',
    '',
    'Acknowledge it when the quota is meant to be the bound.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  failing: example(8),
  repaired: example(4),
  check: (inventory, report) => {
    // What is applied on a hub runs elsewhere.
    if (inventory.of('ResourceQuota').length === 0 || inventory.of('PropagationPolicy').length > 0) return;
    const used = usage(inventory);
    for (const workload of distinct(inventory.workloads)) {
      const replicas = replicasOf(inventory, workload);
      const scaler = inventory.scaling(workload).find((s) => s.maxReplicas === replicas?.most);
      if (!replicas || !scaler || replicas.most <= replicas.least) continue;
      const quotas = quotasOn(inventory, workload);
      // That it cannot scale at all is reported elsewhere.
      const alone = tightest(rooms(workload, quotas));
      if (!alone || alone.pods <= replicas.least) continue;
      const others = (quota: Manifest, name: string) => (
        (used.get(quota)?.get(name) ?? 0) - replicas.least * (need(workload, name) ?? 0));
      const room = tightest(rooms(workload, quotas, others))!;
      if (room.pods >= replicas.most) continue;
      report(scaler.object, {
        field: mostPath(scaler.object, workload.worker),
        value: replicas.most,
        rule: `${title(room.quota)} has room for ${room.pods} pods of ${title(workload.object)}: ${room.name} is `
          + `${room.bound}, and a pod takes ${room.need}`,
        why: 'the API server forbids the pods beyond it ("exceeded quota"), so it stops scaling at its highest load',
        fix: `raise ${room.name} of the quota, or lower the most replicas to ${room.pods}`,
      });
    }
  },
};

/** What the least replicas of all workloads take of each bound. */
function usage(inventory: Inventory): ReadonlyMap<Manifest, ReadonlyMap<string, number>> {
  const used = new Map<Manifest, Map<string, number>>();
  for (const workload of distinct(inventory.workloads)) {
    const replicas = replicasOf(inventory, workload);
    if (!replicas) continue;
    for (const quota of quotasOn(inventory, workload)) {
      const sums = used.get(quota) ?? new Map<string, number>();
      used.set(quota, sums);
      for (const name of Object.keys(quota.spec?.hard ?? {})) {
        sums.set(name, (sums.get(name) ?? 0) + replicas.least * (need(workload, name) ?? 0));
      }
    }
  }
  return used;
}

function mostPath({ kind }: Manifest, worker: string | undefined): string {
  if (worker !== undefined) return `spec.${worker}Worker.hpa.maxReplicas`;
  return kind === 'ScaledObject' ? 'spec.maxReplicaCount' : 'spec.maxReplicas';
}

function example(most: number): string {
  return `
apiVersion: v1
kind: ResourceQuota
metadata: { name: team }
spec: { hard: { requests.cpu: '4' } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: ${most}
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;
}
