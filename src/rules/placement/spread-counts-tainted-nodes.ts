import type { Inventory } from '../../kubernetes/inventory';
import { picks } from '../../kubernetes/label-selector';
import type { PodSpec } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import type { Rule } from '../rule';

const HOSTNAME = 'kubernetes.io/hostname';

export const spreadCountsTaintedNodes: Rule = {
  id: 'spread-counts-tainted-nodes',
  title: 'A spread over nodes should not count nodes that the pods cannot use',
  severity: 'advice',
  description: [
    'Fires when the pods of a workload that may have more than one replica must be spread over the nodes',
    '(`topologySpreadConstraints` with `kubernetes.io/hostname` and `DoNotSchedule`), and the constraint counts nodes',
    'with taints: `nodeTaintsPolicy` is `Ignore`, or not set.',
    '',
    'A node with a taint that the pods do not tolerate counts as an empty one: a node of the control plane, of GPUs, a',
    'cordoned or an offline node. Then every other node gets `maxSkew` pods at most, and further replicas stay',
    '`Pending` (`didn\'t match pod topology spread constraints`), although there is room.',
    '',
    'It is silent where `maxSkew` is not below the most replicas, and where the pods tolerate every taint. Nodes that',
    '`nodeSelector` and node affinity exclude do not count unless `nodeAffinityPolicy` says so.',
  ].join('\n'),
  fix: [
    'Set `nodeTaintsPolicy: Honor` in the constraint (Kubernetes 1.26 or newer), as this library does, or',
    '`whenUnsatisfiable: ScheduleAnyway`.',
    '',
    'Acknowledge it when no node of the cluster ever has a taint, or when a replica for each node is what you want.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition',
  failing: example(false),
  repaired: example(true),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, pod, podPath, podLabels } = workload;
      if (!pod.topologySpreadConstraints) continue;
      const most = mostReplicas(inventory, workload);
      if (most <= 1 || toleratesAll(pod)) continue;
      for (const [i, constraint] of pod.topologySpreadConstraints.entries()) {
        const { topologyKey, whenUnsatisfiable, nodeTaintsPolicy, maxSkew = 1, labelSelector } = constraint;
        const isStrict = topologyKey === HOSTNAME && whenUnsatisfiable === 'DoNotSchedule';
        if (!isStrict || nodeTaintsPolicy === 'Honor' || maxSkew >= most) continue;
        // One that does not count these pods never holds them back.
        if (!labelSelector || !picks(labelSelector, podLabels)) continue;
        report(object, {
          field: `${podPath}.topologySpreadConstraints[${i}].nodeTaintsPolicy`,
          value: nodeTaintsPolicy ?? 'Ignore',
          rule: `should be Honor: up to ${most} replicas are spread over nodes, and nodes with taints count as empty `
            + 'ones',
          why: `beside a cordoned or tainted node every other node gets ${maxSkew} at most, and the rest stays Pending`,
          fix: 'set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway',
        });
      }
    }
  },
};

/** Kinds whose replicas are counted. */
const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'JointInferenceService']);

function mostReplicas(inventory: Inventory, workload: Workload): number {
  if (!REPLICATED.has(workload.object.kind)) return 0;
  const scalers = inventory.scaling(workload);
  return scalers.length === 0 ? workload.replicas ?? 1 : Math.max(...scalers.map((scaler) => scaler.maxReplicas));
}

function toleratesAll({ tolerations = [] }: PodSpec): boolean {
  return tolerations.some(({ key, operator }) => !key && operator === 'Exists');
}

function example(honor: boolean): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: classifier } }${honor ? '\n          nodeTaintsPolicy: Honor' : ''}
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
`;
}
