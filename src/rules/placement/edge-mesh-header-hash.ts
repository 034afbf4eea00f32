import { hasNoPolicy, isWithKubeEdge } from './kube-edge-service';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Rule } from '../rule';

/** The names of ports of HTTP/1: `http`, `http-metrics`, `web`. */
const HTTP_NAME = /^(http|web)(-|$)/;

/** The application protocols that begin as HTTP/1; a WebSocket does. */
const HTTP_PROTOCOL = /^(http|(kubernetes\.io\/)?ws)$/i;

export const edgeMeshHeaderHash: Rule = {
  id: 'edge-mesh-header-hash',
  title: 'A Service with a header hash of EdgeMesh should have HTTP/1 ports alone',
  severity: 'warning',
  description: [
    'Fires when a DestinationRule with `consistentHash.httpHeaderName` has the name of a Service of the cluster of',
    'KubeEdge, and a TCP port of the Service is not declared as HTTP/1: its name is not `http`, `web` or one that',
    'begins with `http-` or `web-`, or its `appProtocol` is another. A Service is of that cluster when it selects pods',
    'that are placed by the labels of KubeEdge or tolerate its taint.',
    '',
    'EdgeMesh finds the policy of a Service by the name of the DestinationRule, and applies it to all of its ports.',
    'With this policy its agent reads the first request of every connection as HTTP/1. gRPC and TLS fail. Where the',
    'server speaks first, as a database does, the agent waits for a request that never comes. So a port that only says',
    'TCP counts as another protocol, as does `tcp-0`, which Sedna\'s documents use.',
    '',
    'It is silent where EdgeMesh applies no policy: on a headless Service, one of type ExternalName, one with',
    '`sessionAffinity: ClientIP`, and one that is excluded from EdgeMesh.',
    '',
    'Also where all ports are HTTP/1, the agent was observed to stall with this policy, for other Services too. So',
    '`EdgeMeshTraffic` does not offer it.',
  ].join('\n'),
  fix: [
    'Use `RANDOM`, or remove the DestinationRule for round robin. For session affinity, set',
    '`sessionAffinity: ClientIP` of the Service.',
    '',
    'Name a port `http-0` where it is HTTP/1. Acknowledge it when EdgeMesh does not run in the cluster.',
  ].join('\n'),
  source: 'https://github.com/kubeedge/edgemesh/blob/main/pkg/loadbalancer/policy.go',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: triton }
spec:
  selector: { matchLabels: { app: triton } }
  template:
    metadata: { labels: { app: triton } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers:
        - name: server
          image: registry.example.com/triton:1.0
          ports: [{ containerPort: 8000 }, { containerPort: 8001 }]
          readinessProbe: { tcpSocket: { port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: triton }
spec: { selector: { app: triton }, ports: [{ name: http-0, port: 8000 }, { name: grpc-0, port: 8001 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: triton }
spec:
  host: triton
  trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: x-user } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: triton }
spec:
  selector: { matchLabels: { app: triton } }
  template:
    metadata: { labels: { app: triton } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers:
        - name: server
          image: registry.example.com/triton:1.0
          ports: [{ containerPort: 8000 }, { containerPort: 8001 }]
          readinessProbe: { tcpSocket: { port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: triton }
spec: { selector: { app: triton }, ports: [{ name: http-0, port: 8000 }, { name: grpc-0, port: 8001 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: triton }
spec:
  host: triton
  trafficPolicy: { loadBalancer: { simple: RANDOM } }
`,
  check: (inventory, report) => {
    for (const policy of inventory.of('DestinationRule')) {
      const header = policy.spec?.trafficPolicy?.loadBalancer?.consistentHash?.httpHeaderName;
      const service = inventory.find('Service', namespaceOf(policy), policy.metadata?.name);
      if (header === undefined || !service || !policy.apiVersion.startsWith('networking.istio.io/')) continue;
      const ports: readonly ServicePort[] = service.spec?.ports ?? [];
      const other = ports.find((port) => !isHttp(port));
      if (!other || hasNoPolicy(service) || !isWithKubeEdge(inventory, service)) continue;
      report(policy, {
        field: 'spec.trafficPolicy.loadBalancer.consistentHash.httpHeaderName',
        value: header,
        rule: `must not apply to port ${other.name ?? other.port} of the Service, which is not declared as HTTP/1`,
        why: 'EdgeMesh reads each connection to every port of the Service as HTTP/1, so any other protocol fails',
        fix: 'use RANDOM, or sessionAffinity: ClientIP of the Service; name the port http-… if it is HTTP/1',
      });
    }
  },
};

interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly appProtocol?: string;
  readonly protocol?: string;
}

/** Whether a port is HTTP/1 by `appProtocol`, or by its name; on a port that is not TCP there is no connection. */
function isHttp({ name = '', appProtocol, protocol = 'TCP' }: ServicePort): boolean {
  if (protocol !== 'TCP') return true;
  return appProtocol ? HTTP_PROTOCOL.test(appProtocol) : HTTP_NAME.test(name);
}
