import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';
import { declaredPorts, firstWithout } from './declared-ports';

export const serviceTargetPortUnknown: Rule = {
  id: 'service-target-port-unknown',
  title: 'A Service should send to a port name that its pods have',
  severity: 'warning',
  description: [
    'Fires when a Service sends to a port by a **name** that no container of the pods behind it has.',
    '',
    'The Service has no endpoints for that port: every connection is refused, and nothing in `kubectl get` shows the',
    'reason. The pods run and scale all the same.',
  ].join('\n'),
  fix: [
    'Give the port of the container that name, or use a name that it has.',
    '',
    'Acknowledge it when a webhook injects the container that has the port.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
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
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ name: http, containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: classifier }
  ports: [{ port: 80, targetPort: rest }]
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
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ name: http, containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: classifier }
  ports: [{ port: 80, targetPort: http }]
`,
  check: (inventory, report) => {
    for (const object of inventory.of('Service')) {
      const { ports = [] } = object.spec ?? {};
      const lacking = firstWithout(inventory.behind(object), (port) => port.name);
      for (const [i, { targetPort }] of ports.entries()) {
        const isNamed = typeof targetPort === 'string' && /^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(targetPort);
        const workload = isNamed ? lacking(targetPort) : undefined;
        if (!workload) continue;
        const names = declaredPorts(workload).flatMap((p) => p.name ?? []);
        report(object, {
          field: `spec.ports[${i}].targetPort`,
          value: targetPort,
          rule: `no port of ${title(workload.object)} has that name`,
          why: 'its pods are no endpoints of the Service, so they get no requests',
          fix: `name the container's port so, or use a name that it has: ${listed(names) || 'none so far'}`,
        });
      }
    }
  },
};
