import type { Rule } from '../rule';
import { title } from '../rule';
import { isAmbiguous, sharedPods } from '../shared-pods';

export const hpaAmbiguousSelector: Rule = {
  id: 'hpa-ambiguous-selector',
  title: 'Two workloads with autoscalers must not select the same pods',
  severity: 'error',
  description: [
    'Fires when the selector of a workload also selects the pods of another workload in its namespace, and both have',
    'an autoscaler.',
    '',
    'An autoscaler finds the pods of its target by the selector. Kubernetes stops both: `kubectl describe hpa` shows',
    '`ScalingActive False AmbiguousSelector`, "pods by selector app=web are controlled by more than one HPA".',
  ].join('\n'),
  fix: [
    'Give each workload a label of its own in its selector and its pods. The selector of a Deployment cannot be',
    'changed: delete it and create it again.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: frontend }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/frontend:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: frontend }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: frontend }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: backend }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/backend:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: backend }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: backend }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: frontend }
spec:
  selector: { matchLabels: { app: frontend } }
  template:
    metadata: { labels: { app: frontend } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/frontend:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: frontend }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: frontend }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: backend }
spec:
  selector: { matchLabels: { app: backend } }
  template:
    metadata: { labels: { app: backend } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/backend:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: backend }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: backend }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const shared of sharedPods(inventory)) {
      if (!isAmbiguous(inventory, shared)) continue;
      const { workload: { object, selector }, other } = shared;
      report(object, {
        field: 'spec.selector',
        value: selector?.matchExpressions?.length ? selector : selector?.matchLabels,
        rule: `must not select the pods of ${title(other.object)}, which has an autoscaler too`,
        why: 'the autoscalers of both stop (AmbiguousSelector)',
        fix: 'give each workload a label of its own in its selector',
      });
    }
  },
};
