import type { Workload } from '../../kubernetes/workload';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';
import { declaredPorts, firstWithout, hasPorts } from './declared-ports';

export const servicePortUndeclared: Rule = {
  id: 'service-port-undeclared',
  title: 'A Service should send to a port that a container declares',
  severity: 'advice',
  description: [
    'Fires when a Service sends to a port **number** that no container of the pods behind it declares.',
    '',
    'Kubernetes does not need the declaration, so this may work. More often it is a mistake: nothing listens on that',
    'port, and connections are refused. It is silent where the containers declare no ports at all, and on a port that',
    'a probe of them uses.',
  ].join('\n'),
  fix: [
    'Send to a declared port, or declare it with `ports`.',
    '',
    'Acknowledge it when the server listens on that port without declaring it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
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
  ports: [{ port: 80, targetPort: 8080 }]
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
  ports: [{ port: 80, targetPort: 8501 }]
`,
  check: (inventory, report) => {
    for (const object of inventory.of('Service')) {
      const { ports = [] } = object.spec ?? {};
      const declaring = inventory.behind(object).filter(hasPorts);
      const lacking = firstWithout(declaring, (port) => port.containerPort);
      for (const [i, { port, targetPort }] of ports.entries()) {
        const number = Number(targetPort || port);
        const workload = Number.isNaN(number) ? undefined : lacking(number);
        if (!workload || isProbed(workload, number)) continue;
        const declared = listed(declaredPorts(workload).map((p) => String(p.containerPort)));
        report(object, {
          field: `spec.ports[${i}].targetPort`,
          value: number,
          rule: `no container of ${title(workload.object)} declares that port`,
          why: 'connections are refused when nothing listens on it',
          fix: `declare the port on its container, or send to a port that one declares: ${declared}`,
        });
      }
    }
  },
};

/** Whether a probe says that something listens on a port. */
function isProbed({ containers }: Workload, port: number): boolean {
  return containers.some(({ livenessProbe, readinessProbe, startupProbe }) => (
    [livenessProbe, readinessProbe, startupProbe].some((probe) => {
      const { httpGet, tcpSocket, grpc } = probe ?? {};
      return [httpGet, tcpSocket, grpc].some((probed) => probed?.port === port);
    })));
}
