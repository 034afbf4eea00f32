import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';
import { distinct } from '../workload-key';

export const serviceSpansWorkloads: Rule = {
  id: 'service-spans-workloads',
  title: 'A Service should select the pods of one workload',
  severity: 'advice',
  description: [
    'Fires when a Service selects the pods of several workloads.',
    '',
    'Their replicas share the requests, so the load of one does not follow its own autoscaler alone. For a canary that',
    'is what you want; otherwise it is a mistake.',
  ].join('\n'),
  fix: [
    'Select by a label that one workload has.',
    '',
    'Acknowledge it for a canary, or for a gradual move from one version to the next.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier, version: v1 } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:2.0
          ports: [{ containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: classifier }
  ports: [{ port: 8501 }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier, version: v1 } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:2.0
          ports: [{ containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: classifier, version: v1 }
  ports: [{ port: 8501 }]
`,
  check: (inventory, report) => {
    for (const object of inventory.of('Service')) {
      const workloads = distinct(inventory.behind(object));
      if (workloads.length < 2) continue;
      report(object, {
        field: 'spec.selector',
        value: object.spec?.selector,
        rule: `selects the pods of ${workloads.length} workloads: ${listed(workloads.map((w) => title(w.object)))}`,
        why: 'their replicas share the requests, so the load of one does not follow its own autoscaler alone',
        fix: 'select by a label of one workload, or acknowledge this where this is intended',
      });
    }
  },
};
