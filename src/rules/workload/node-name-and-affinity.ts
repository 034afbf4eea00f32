import type { Rule } from '../rule';

export const nodeNameAndAffinity: Rule = {
  id: 'node-name-and-affinity',
  title: 'A pod that names its node must not also select nodes by label',
  severity: 'warning',
  description: [
    'Fires when a pod names its node in `spec.nodeName` and also has a required node affinity or a node selector.',
    '',
    '`nodeName` bypasses the scheduler, so nothing chooses a node by the labels. The kubelet of the named node',
    'compares them: where they do not match, it rejects the pod (`NodeAffinity`), and its ReplicaSet creates the next',
    'one at once. About 2,000 pods in 40 seconds were observed.',
    '',
    'It is silent where an autoscaler may scale the pods above one replica: `hpa-pinned-node` reports the same field.',
  ].join('\n'),
  fix: [
    "Keep the affinity: `EdgeNodes.named('edgenode')`. Where the scheduler must be bypassed, use",
    '`EdgeNodes.pinnedPastTheScheduler` alone.',
    '',
    'Acknowledge it when the node has the labels and always will.',
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
      nodeName: nvidia-edge-node
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [edgenode] }]
      containers:
        - { name: server, image: 'registry.example.com/qwen:1.0', resources: { requests: { cpu: '3' } } }
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
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, pod, podPath } = workload;
      const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      const isSelecting = Object.keys(pod.nodeSelector ?? {}).length > 0;
      if (!pod.nodeName || (!required && !isSelecting)) continue;
      // The rule hpa-pinned-node reports the same field.
      if (inventory.scaling(workload).some((a) => a.maxReplicas > 1)) continue;
      report(object, {
        field: `${podPath}.nodeName`,
        value: pod.nodeName,
        rule: `cannot be combined with a ${required ? 'required node affinity' : 'node selector'}`,
        why: 'nodeName bypasses the scheduler, and a node whose labels do not match rejects the pod (NodeAffinity), '
          + 'which is then recreated indefinitely',
        fix: 'remove nodeName, or the affinity and the node selector',
      });
    }
  },
};
