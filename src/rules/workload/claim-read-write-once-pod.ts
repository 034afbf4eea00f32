import { title, type Rule } from '../rule';
import { sharedClaims } from './shared-claims';

export const claimReadWriteOncePod: Rule = {
  id: 'claim-read-write-once-pod',
  title: 'A claim for one pod must not be mounted by several replicas',
  severity: 'error',
  description: [
    'Fires when a workload that may have more than one replica mounts a claim (`PersistentVolumeClaim`) with the',
    'access mode `ReadWriteOncePod`.',
    '',
    'One pod of the whole cluster can use such a claim. Every other replica stays `Pending`, so the workload has one',
    'replica, whatever its autoscaler says.',
    '',
    'It is silent on claims that are not among the objects, and on `volumeClaimTemplates` of a StatefulSet.',
  ].join('\n'),
  fix: [
    'Use a claim with `ReadOnlyMany` or `ReadWriteMany`, on storage that has it; see `docs/models.md`.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  failing: example('ReadWriteOncePod'),
  repaired: example('ReadWriteMany'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      for (const { claim, modes, path, most } of sharedClaims(inventory, workload)) {
        if (!modes.includes('ReadWriteOncePod')) continue;
        report(workload.object, {
          field: path,
          value: claim.metadata?.name,
          rule: `is mounted by up to ${most} replicas, and ${title(claim)} has the access mode ReadWriteOncePod`,
          why: 'one pod can use it, so every other replica stays Pending and the workload cannot scale',
          fix: 'use a claim with ReadOnlyMany or ReadWriteMany',
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
