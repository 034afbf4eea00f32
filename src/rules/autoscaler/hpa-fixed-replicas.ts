import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hpaFixedReplicas: Rule = {
  id: 'hpa-fixed-replicas',
  title: 'A workload that is scaled should not set its replicas',
  severity: 'warning',
  description: [
    'Fires when an autoscaler scales a workload that sets `spec.replicas`.',
    '',
    'The autoscaler works nevertheless. But every `kubectl apply` sets that number again: under load the replicas fall',
    'back to it until the autoscaler has caught up.',
    '',
    'It is silent on what was read from a cluster (`kubectl get -o yaml`), where the field is always set, and on 0',
    'replicas under a HorizontalPodAutoscaler, which switch it off:',
    '[hpa-replicas-zero](hpa-replicas-zero.md).',
  ].join('\n'),
  fix: [
    'Remove `spec.replicas`. `AutoscaledInference` never writes it.',
    '',
    'Removing it from a Deployment that was applied with it resets the replicas to 1 once: see "Replicas fall back at',
    'every apply" in `docs/troubleshooting.md`.',
    '',
    'Acknowledge it when the tool that applies the manifests is configured to leave the field alone.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'
    + '#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 1
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
      const [scaler] = inventory.scaling(workload);
      if (!scaler || workload.replicas === undefined || isFromCluster(inventory.original(workload.object))) continue;
      // Nothing but KEDA scales up from 0: hpa-replicas-zero and karmada-federated-zero-replicas report it.
      if (workload.replicas === 0 && scaler.object.kind !== 'ScaledObject') continue;
      report(workload.object, {
        field: 'spec.replicas',
        value: workload.replicas,
        rule: `should not be set on what ${title(scaler.object)} scales`,
        why: 'every apply resets the replicas that the autoscaler chose',
        fix: 'remove spec.replicas',
      });
    }
  },
};

/** Whether the API server has written to an object: in a manifest, nobody gives it a resourceVersion. */
function isFromCluster({ metadata }: Manifest): boolean {
  return Object(metadata).resourceVersion !== undefined;
}
