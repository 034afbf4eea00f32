import { title, type Rule } from '../rule';
import { missingTargets } from './missing-targets';

export const scaleTargetMissing: Rule = {
  id: 'scale-target-missing',
  title: 'The target of an autoscaler should be among the objects',
  severity: 'advice',
  description: [
    'Fires when a HorizontalPodAutoscaler, ScaledObject, FederatedHPA or VerticalPodAutoscaler names a Deployment,',
    'StatefulSet or ReplicaSet that is not among the objects of its namespace. It names the workload that may be',
    'meant: one with a similar name, or the only one of the namespace that nothing scales.',
    '',
    'If nothing else brings the target, the autoscaler reports `FailedGetScale` and never acts. The target may come',
    'from another file, from a Helm release or from an operator.',
    '',
    'It is silent where no workload is among the objects at all, where a HelmRelease or an Application is, where an',
    'object of an extension has a name that the target begins with (its controller may make the workload), and on',
    'targets of other groups. Where a workload of the very name is there, of another kind or in another namespace,',
    '[scale-target-mistaken](scale-target-mistaken.md) says so.',
  ].join('\n'),
  fix: [
    'Correct the name in `scaleTargetRef`, or check the objects together with those that bring the target.',
    '',
    'Acknowledge it when the target comes from elsewhere.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  failing: `
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
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
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
    for (const { ref, same, near } of missingTargets(inventory)) {
      if (same) continue;
      const { object, field, namespace, kind, name } = ref;
      report(object, {
        field: `${field}.name`,
        value: name,
        rule: `no ${kind} of that name is among the objects of the namespace ${namespace}`
          + `${near ? `; nothing scales ${title(near.object)}` : ''}`,
        why: 'unless something else brings it, the autoscaler reports FailedGetScale and never acts',
        fix: near ? `name ${near.object.metadata?.name}, or acknowledge this where the target comes from elsewhere`
          : 'correct the name, or acknowledge this where the target comes from elsewhere',
      });
    }
  },
};
