import type { Manifest } from '../../kubernetes/manifest';
import { title, type Rule } from '../rule';
import { missingTargets, type MissingTarget } from './missing-targets';

export const scaleTargetMistaken: Rule = {
  id: 'scale-target-mistaken',
  title: 'An autoscaler should name the kind and the namespace of its target',
  severity: 'warning',
  description: [
    'Fires when the target of an autoscaler is not among the objects, but a workload of that very name is, which no',
    'autoscaler scales: of another kind in its namespace, or of the same kind in another namespace.',
    '',
    'An autoscaler finds its target by kind and name in its own namespace. Otherwise it reports `FailedGetScale` and',
    'never acts. An object without `metadata.namespace` lands in the namespace of `kubectl apply -n`, else in the one',
    'of the context; `default` is assumed. Where one of the two has a namespace and the other has none, it is a piece',
    'of advice.',
  ].join('\n'),
  fix: [
    'Write the kind of the workload into `scaleTargetRef`, or put the autoscaler into its namespace.',
    '',
    'Acknowledge it when all objects are applied to one namespace, by `kubectl apply -n` or by a tool.',
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
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: carts }
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
    for (const missing of missingTargets(inventory)) {
      const { ref: { object, field, namespace, kind, name }, same } = missing;
      if (!same) continue;
      report(object, {
        ...placeOf(missing, field),
        rule: `names ${kind} ${namespace}/${name}, which is not among the objects; ${title(same.object)} is`,
        why: 'an autoscaler finds its target by kind and name in its own namespace, else it never acts '
          + '(FailedGetScale)',
        fix: same.namespace === namespace ? `write kind: ${same.object.kind}`
          : `put both into one namespace: ${same.namespace} or ${namespace}`,
        severity: same.namespace !== namespace && isOpen(object, same.object) ? 'advice' : 'warning',
      });
    }
  },
};

/** Whether the namespace of one of the two is written, and that of the other comes with `kubectl apply -n`. */
function isOpen({ metadata: one }: Manifest, { metadata: other }: Manifest): boolean {
  return (one?.namespace === undefined) !== (other?.namespace === undefined);
}

function placeOf({ ref: { object, namespace, kind }, same }: MissingTarget, field: string): Place {
  if (same?.namespace === namespace) return { field: `${field}.kind`, value: kind };
  return { field: 'metadata.namespace', value: object.metadata?.namespace };
}

interface Place {
  readonly field: string;
  readonly value?: string;
}
