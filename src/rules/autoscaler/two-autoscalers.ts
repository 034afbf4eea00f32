import type { Autoscaler } from '../../kubernetes/autoscaler';
import { identity } from '../../kubernetes/identity';
import type { Rule } from '../rule';
import { title } from '../rule';

export const twoAutoscalers: Rule = {
  id: 'two-autoscalers',
  title: 'A workload must have one autoscaler',
  severity: 'error',
  description: [
    'Fires when two of these scale the same workload: HorizontalPodAutoscalers, ScaledObjects of KEDA, FederatedHPAs',
    'of Karmada. The `hpa` of a worker of a `JointInferenceService` is an autoscaler too. The autoscaler that KEDA',
    'made of a ScaledObject is no second one.',
    '',
    'Each would undo what the other did. Kubernetes (since about 1.27) stops both with `AmbiguousSelector`, and KEDA',
    'rejects the ScaledObject. With a FederatedHPA, both autoscalers and Karmada set the replicas in turn.',
    '',
    'It happens easily when a manifest and `kubectl autoscale` are both used.',
  ].join('\n'),
  fix: [
    'Keep one autoscaler, with all metrics: the metric that needs most replicas decides.',
    '',
    'Acknowledge it when the two are applied to two clusters.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/concepts/admission-webhooks/',
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
metadata: { name: by-cpu }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-queue }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - type: External
      external: { metric: { name: queued }, target: { type: AverageValue, averageValue: '5' } }
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
    - type: External
      external: { metric: { name: queued }, target: { type: AverageValue, averageValue: '5' } }
`,
  check: (inventory, report) => {
    const first = new Map<string, Autoscaler>();
    const seen = new Set<string>();
    for (const scaler of inventory.autoscalers) {
      const { object, target, targetRef, namespace } = scaler;
      if (targetRef === undefined) continue;
      const scaled = `${namespace}/${targetRef}`;
      const scaling = `${scaled} ${identity(object)}`;
      // A manifest that is there twice is no second autoscaler: duplicate-object reports it.
      if (seen.has(scaling)) continue;
      seen.add(scaling);
      const other = first.get(scaled);
      if (!other) {
        first.set(scaled, scaler);
        continue;
      }
      const isFederated = object.kind === 'FederatedHPA' || other.object.kind === 'FederatedHPA';
      report(object, {
        field: target?.object === object ? `spec.${target.worker}Worker.hpa` : 'spec.scaleTargetRef',
        value: targetRef,
        rule: `must have one autoscaler; ${title(other.object)} scales it too`,
        why: isFederated ? 'both autoscalers and Karmada set its replicas in turn, indefinitely'
          : 'both select the same pods, so neither scales (AmbiguousSelector)',
        fix: 'put all metrics into one autoscaler',
      });
    }
  },
};
