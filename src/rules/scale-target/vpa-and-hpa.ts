import { scaleTargetRef } from '../../kubernetes/autoscaler';
import { namespaceOf } from '../../kubernetes/identity';
import type { Autoscaler } from '../../kubernetes/inventory';
import type { Rule } from '../rule';
import { title } from '../rule';
import { verticalTargetRefs } from './scale-target-ref';

export const vpaAndHpa: Rule = {
  id: 'vpa-and-hpa',
  title: 'A VerticalPodAutoscaler should not change the requests that an autoscaler divides by',
  severity: 'warning',
  description: [
    'Fires when a VerticalPodAutoscaler sets the CPU or memory requests of a workload, and an autoscaler of the same',
    'workload has a utilization target for that resource.',
    '',
    'Utilization is usage divided by request. Under load one adds replicas while the other raises the request, which',
    'lowers the utilization: they work against each other, and the replicas swing. The documentation of the Vertical',
    'Pod Autoscaler advises against the two on CPU or memory.',
    '',
    'It is silent with `updateMode: Off`, where `controlledResources` leaves out the resource, where the policies name',
    'single containers, and on targets by value, which do not depend on the request.',
  ].join('\n'),
  fix: [
    'Scale by another metric, set `updateMode: Off` and read the recommendation, or leave the resource out of',
    '`controlledResources`.',
    '',
    'Acknowledge it when bounds (`minAllowed`, `maxAllowed`) keep the request in a narrow range.',
  ].join('\n'),
  source: 'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  failing: `
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
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: classifier }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  updatePolicy: { updateMode: Recreate }
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
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: classifier }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  updatePolicy: { updateMode: 'Off' }
`,
  check: (inventory, report) => {
    if (inventory.of('VerticalPodAutoscaler').length === 0) return;
    const scalers = new Map<string, Autoscaler>();
    for (const scaler of inventory.autoscalers) scalers.set(`${scaler.namespace}/${scaler.targetRef}`, scaler);
    for (const { object, kind, name } of verticalTargetRefs(inventory)) {
      const scaler = scalers.get(`${namespaceOf(object)}/${kind}/${name}`);
      if (!scaler || scaleTargetRef(scaler.object) === undefined) continue;
      // `updateMode: Off` without quotes is false, which the API server rejects.
      if (Object(inventory.original(object).spec?.updatePolicy).updateMode === false) continue;
      const controlled = controlledResources(object.spec);
      const resource = scaler.metrics.map(dividedBy).find((one) => one !== undefined && controlled.has(one));
      if (resource === undefined) continue;
      report(object, {
        field: 'spec.resourcePolicy',
        rule: `should not control ${resource}: ${title(scaler.object)} has a utilization target for it`,
        why: 'utilization is usage divided by request, so the two work against each other',
        fix: 'set updateMode: "Off", scale by another metric, or leave the resource out of controlledResources',
      });
    }
  },
};

/** The resource whose request a metric divides by. */
function dividedBy(metric: any): string | undefined {
  const source = metric.resource ?? metric.containerResource;
  return source?.target?.averageUtilization === undefined ? undefined : source.name;
}

/** The resources whose requests a VerticalPodAutoscaler certainly sets. */
function controlledResources(spec: any): Set<string> {
  if (spec?.updatePolicy?.updateMode === 'Off') return new Set();
  const policies: readonly any[] = spec?.resourcePolicy?.containerPolicies ?? [];
  if (policies.length === 0) return new Set(['cpu', 'memory']);
  const all = policies.find(({ containerName }) => containerName === '*');
  // Policies for some containers alone: the others are unknown here.
  if (policies.length > 1 || !all || all.mode === 'Off') return new Set();
  return new Set<string>(all.controlledResources ?? ['cpu', 'memory']);
}
