import type { Rule } from '../rule';
import { title } from '../rule';

export const hpaReplicasZero: Rule = {
  id: 'hpa-replicas-zero',
  title: 'A workload that a HorizontalPodAutoscaler scales must not set its replicas to 0',
  severity: 'error',
  description: [
    'Fires when a HorizontalPodAutoscaler scales a workload that sets `spec.replicas` to 0.',
    '',
    'Zero replicas switch the autoscaler off: `kubectl describe hpa` shows `ScalingActive False ScalingDisabled`, and',
    'no load ever starts a pod. Kubernetes 1.37 is no exception (`minReplicas: 0`): its autoscaler starts again what',
    'it scaled to zero itself, and remembers that only in its own status. What a manifest sets to zero, it never',
    'starts.',
    '',
    'It is silent on what a ScaledObject scales: KEDA itself brings a workload from zero to one. 0 replicas under a',
    'FederatedHPA are reported by [karmada-federated-zero-replicas](karmada-federated-zero-replicas.md).',
  ].join('\n'),
  fix: [
    'Remove `spec.replicas`; a new Deployment then starts with one replica, and the autoscaler raises it to',
    '`minReplicas`. On a workload that is at zero already, scale it up once: `kubectl scale --replicas=1`.',
    '',
    'Acknowledge it when the workload is switched off on purpose, and somebody scales it up by hand.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/'
    + '#implicit-maintenance-mode-deactivation',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 0
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      if (workload.replicas !== 0) continue;
      const scalers = inventory.scaling(workload);
      // Any other autoscaler may start the first pod.
      if (scalers.length === 0 || scalers.some(({ object }) => object.kind !== 'HorizontalPodAutoscaler')) continue;
      report(workload.object, {
        field: 'spec.replicas',
        value: 0,
        rule: `must not be 0 on what ${title(scalers[0].object)} scales`,
        why: 'a HorizontalPodAutoscaler never scales up from 0 replicas that it did not set (ScalingDisabled)',
        fix: 'remove spec.replicas, and scale the workload up once if it is at 0 already (kubectl scale --replicas=1)',
      });
    }
  },
};
