import type { Rule } from '../rule';
import { isUnscalable, meantKind, scaleTargetRefs, type ScaleTargetRef } from './scale-target-ref';

export const scaleTargetUnscalable: Rule = {
  id: 'scale-target-unscalable',
  title: 'The target of an autoscaler must be of a kind that can be scaled',
  severity: 'error',
  description: [
    'Fires when the `scaleTargetRef` of a HorizontalPodAutoscaler, a FederatedHPA or a ScaledObject names a kind of',
    'Kubernetes that has no scale (DaemonSet, Job, CronJob, Pod, Service), a group that has no such kind',
    '(`extensions/v1beta1` or `v1` for a Deployment, `kind: deployment`), or leaves out `apiVersion`, `kind` or',
    '`name`.',
    '',
    'Of the kinds of Kubernetes only Deployment, StatefulSet, ReplicaSet and ReplicationController have a scale. The',
    'autoscaler reports `FailedGetScale` and never acts. Without a group in `apiVersion`, Kubernetes 1.37 rejects the',
    'object ("apiVersion must specify API group"). Older ones accept it, and do not find the target. KEDA takes a',
    'missing `apiVersion` and `kind` for a Deployment of `apps/v1`.',
    '',
    'The version is not compared: `apps/v1beta1` finds a Deployment of `apps/v1`. Kinds of extensions (Rollout,',
    'LeaderWorkerSet, RayCluster) may have a scale, and are not judged.',
  ].join('\n'),
  fix: [
    'Name a Deployment, StatefulSet or ReplicaSet with `apiVersion: apps/v1`. A DaemonSet has a pod on each node and',
    'needs no autoscaler. For Jobs there is the ScaledJob of KEDA.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  failing: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: carts }
spec:
  selector: { matchLabels: { app: carts } }
  template:
    metadata: { labels: { app: carts } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/carts:1.0', resources: { requests: { cpu: 500m } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: carts }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: DaemonSet, name: carts }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: carts }
spec:
  selector: { matchLabels: { app: carts } }
  template:
    metadata: { labels: { app: carts } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/carts:1.0', resources: { requests: { cpu: 500m } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: carts }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: carts }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const ref of scaleTargetRefs(inventory)) {
      if (!isUnscalable(ref) || inventory.isPatch(ref.object)) continue;
      const { object, field, apiVersion, kind, name } = ref;
      report(object, {
        field,
        value: [apiVersion, kind, name].filter((part) => part).join(' ') || undefined,
        ...faultOf(ref),
      });
    }
  },
};

function faultOf({ object, group, apiVersion, kind, name }: ScaleTargetRef): Fault {
  const WHY = `${object.kind === 'ScaledObject' ? 'KEDA' : 'the autoscaler'} finds no scale and never acts`;
  if (!kind || !name) {
    return {
      rule: `must have a ${kind ? 'name' : 'kind'}`,
      why: 'the API server rejects the object',
      fix: 'name the Deployment or StatefulSet that is scaled',
    };
  }
  const meant = meantKind(kind);
  if (meant === undefined || (meant.kind === kind && meant.apiVersion === apiVersion)) {
    return {
      rule: `must be of a kind that can be scaled; a ${kind} has no scale`,
      why: `${WHY} (FailedGetScale)`,
      fix: 'name a Deployment, StatefulSet or ReplicaSet of apps/v1',
    };
  }
  const isWithout = group === '' && meant.kind === kind;
  return {
    rule: isWithout ? `must name the API group of ${kind}` : `${apiVersion ?? 'v1'} has no kind ${kind}`,
    why: isWithout ? 'the API server rejects it ("apiVersion must specify API group"), or finds no such kind'
      : `${WHY} (FailedGetScale: no matches for kind "${kind}" in group "${group}")`,
    fix: `write apiVersion: ${meant.apiVersion}, kind: ${meant.kind}`,
  };
}

interface Fault {
  readonly rule: string;
  readonly why: string;
  readonly fix: string;
}
