import type { Rule } from '../rule';
import { title } from '../rule';
import { isAmbiguous, sharedPods } from '../shared-pods';

export const sharedSelector: Rule = {
  id: 'shared-selector',
  title: 'A selector should not select the pods of another workload',
  severity: 'warning',
  description: [
    'Fires when the selector of a workload also selects the pods of another workload in its namespace, and an',
    'autoscaler scales it, or its controller adopts such pods. Where nothing scales, two Deployments of one selector',
    'work beside each other.',
    '',
    'An autoscaler finds the pods of its target by the selector, not by ownership: it adds up the CPU usage of both',
    'workloads. Where both have an autoscaler, both stop: [hpa-ambiguous-selector](hpa-ambiguous-selector.md).',
    '',
    'Where two workloads select the pods of each other, the later one is reported.',
  ].join('\n'),
  fix: [
    'Give each workload a label of its own **in its selector**. A Service may still select only `app`, and so send to',
    'both.',
    '',
    'Acknowledge it only where nothing measures the pods by that selector.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier-v1 }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier-v1 }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier, version: v1 } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier-v1 }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier-v1 }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }
`,
  check: (inventory, report) => {
    for (const shared of sharedPods(inventory)) {
      // Then both autoscalers stop: hpa-ambiguous-selector reports it.
      if (isAmbiguous(inventory, shared)) continue;
      const { workload: { object, selector }, other } = shared;
      report(object, {
        field: 'spec.selector',
        value: selector?.matchExpressions?.length ? selector : selector?.matchLabels,
        rule: `selects the pods of ${title(other.object)} too`,
        why: 'controllers and autoscalers count every pod that the selector selects, so the replicas follow the load '
          + 'of the other workload too',
        fix: 'give each workload a label of its own in its selector',
      });
    }
  },
};
