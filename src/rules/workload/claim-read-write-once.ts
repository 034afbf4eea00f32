import { title, type Rule } from '../rule';
import { isOnOneNode, sharedClaims } from './shared-claims';

export const claimReadWriteOnce: Rule = {
  id: 'claim-read-write-once',
  title: 'Replicas on several nodes need a claim that several nodes can mount',
  severity: 'warning',
  description: [
    'Fires when a workload that may have more than one replica mounts a claim (`PersistentVolumeClaim`) whose only',
    'access mode is `ReadWriteOnce`, and nothing says that all replicas run on one node.',
    '',
    'One node can mount such a volume. A replica on another node stays in `ContainerCreating` (`Multi-Attach error`),',
    'or cannot be scheduled where the volume belongs to a node.',
    '',
    'It is silent on claims that are not among the objects, and on `volumeClaimTemplates` of a StatefulSet, which give',
    'each replica a claim of its own.',
  ].join('\n'),
  fix: [
    'Use a claim with `ReadOnlyMany` or `ReadWriteMany`, on storage that has it; see `docs/models.md`. Or put the',
    'files into an image.',
    '',
    'Acknowledge it when the cluster has one node, or when the storage ignores the mode, as NFS does.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  failing: example('ReadWriteOnce'),
  repaired: example('ReadWriteMany'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      if (isOnOneNode(workload.pod)) continue;
      for (const { claim, modes, path, most } of sharedClaims(inventory, workload)) {
        if (modes.length === 0 || modes.some((mode) => mode !== 'ReadWriteOnce')) continue;
        report(workload.object, {
          field: path,
          value: claim.metadata?.name,
          rule: `is mounted by up to ${most} replicas, and ${title(claim)} has the access mode ReadWriteOnce alone`,
          why: 'one node can mount it, so a replica on another node never starts (Multi-Attach error)',
          fix: 'use a claim with ReadOnlyMany or ReadWriteMany, or keep the replicas on one node',
        });
      }
    }
  },
};

function example(mode: string): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models }
spec:
  accessModes: [${mode}]
  resources: { requests: { storage: 20Gi } }
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
          volumeMounts: [{ name: models, mountPath: /models }]
      volumes: [{ name: models, persistentVolumeClaim: { claimName: models } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;
}
