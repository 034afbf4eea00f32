import type { Rule } from '../rule';
import { title } from '../rule';

export const hpaPinnedNode: Rule = {
  id: 'hpa-pinned-node',
  title: 'A workload that is scaled must not name its node',
  severity: 'warning',
  description: [
    'Fires when a workload that may have more than one replica names its node in `spec.nodeName`.',
    '',
    '`nodeName` bypasses the scheduler. All replicas go to one node, whether they fit or not. The kubelet rejects',
    'those that do not fit, and the ReplicaSet recreates them indefinitely.',
  ].join('\n'),
  fix: [
    'Choose the node by node affinity, which the scheduler reads:',
    "`new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edgenode') })`.",
    '',
    'Acknowledge it when the node has room for `maxReplicas` and cannot be reached by the scheduler.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      nodeName: edgenode
      containers:
        - { name: server, image: 'registry.example.com/qwen:1.0', resources: { requests: { cpu: '3' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: qwen }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  maxReplicas: 10
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [edgenode] }]
      containers:
        - { name: server, image: 'registry.example.com/qwen:1.0', resources: { requests: { cpu: '3' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: qwen }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  maxReplicas: 10
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { nodeName } = workload.pod;
      const scaler = nodeName && inventory.scaling(workload).find((a) => a.maxReplicas > 1);
      if (!scaler) continue;
      report(workload.object, {
        field: `${workload.podPath}.nodeName`,
        value: nodeName,
        rule: `must not be set on what ${title(scaler.object)} scales to ${scaler.maxReplicas} replicas`,
        why: 'nodeName bypasses the scheduler: all replicas go to one node, and those that do not fit are rejected and '
          + 'recreated indefinitely',
        fix: 'place the pods by node affinity (EdgePlacement with EdgeNodes.named), or keep maxReplicas at 1',
      });
    }
  },
};
