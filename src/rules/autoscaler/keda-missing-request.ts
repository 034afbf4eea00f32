import { requestOf } from '../../kubernetes/workload';
import { containerName } from '../container-path';
import { listed } from '../listed';
import { title, type Rule } from '../rule';
import { resourceName } from './utilization';

/** The kinds whose containers KEDA's webhook reads. */
const READ = new Set(['Deployment', 'StatefulSet']);

export const kedaMissingRequest: Rule = {
  id: 'keda-missing-request',
  title: 'KEDA requires a request for every container that a CPU or memory trigger measures',
  severity: 'warning',
  description: [
    'Fires when a `cpu` or `memory` trigger of a ScaledObject has the `metricType` AverageValue, and a container that',
    'it measures has neither a request nor a limit for that resource. For Utilization there is',
    '[hpa-missing-request](hpa-missing-request.md).',
    '',
    "A HorizontalPodAutoscaler needs no request for an AverageValue, but KEDA's webhook rejects the ScaledObject",
    'without one (seen with KEDA after 2.20), unless a LimitRange of the namespace sets a default. It does not read',
    'the resources of the whole pod. While the webhook is down the ScaledObject is accepted, and works.',
    '`kubectl apply --dry-run=server` skips this check.',
  ].join('\n'),
  fix: [
    'Set a request on every container.',
    '',
    'Acknowledge it when a LimitRange that is not among the objects fills in the request.',
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
        - { name: logs, image: 'registry.example.com/logs:1.0' }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: AverageValue, metadata: { value: 1500m } }
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
        - { name: logs, image: 'registry.example.com/logs:1.0', resources: { requests: { cpu: 50m } } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: AverageValue, metadata: { value: 1500m } }
`,
  check: (inventory, report) => {
    for (const { autoscaler: { object, metricPath, target }, metric, index } of inventory.metrics) {
      if (object.kind !== 'ScaledObject' || !target || !READ.has(target.object.kind)) continue;
      const source = metric.resource ?? metric.containerResource;
      if (source?.target?.type !== 'AverageValue') continue;
      const measured = (target.pod.containers ?? [])
        .filter(({ name }) => source.container === undefined || name === source.container);
      const lacking = measured.filter((container) => requestOf(container, source.name) === undefined);
      if (lacking.length === 0) continue;
      const names = listed(lacking.map(containerName));
      report(object, {
        field: metricPath(index),
        rule: `needs a ${resourceName(source.name)} request on ${names} of ${title(target.object)}`,
        why: "KEDA's webhook rejects the ScaledObject without it, also for an AverageValue",
        fix: `set a ${resourceName(source.name)} request on ${names}`,
      });
    }
  },
};
