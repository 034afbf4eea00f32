import { isExcluded, isWithKubeEdge } from './kube-edge-service';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Rule } from '../rule';

/** Application protocols that are not HTTP/1, by the first word of a port's name and by its `appProtocol`. */
const OTHER = new Set(['grpc', 'grpcs', 'h2c', 'http2', 'https', 'tls', 'wss']);

export const edgeMeshHeaderHash: Rule = {
  id: 'edge-mesh-header-hash',
  title: 'A Service with a header hash of EdgeMesh should have HTTP/1 ports alone',
  severity: 'warning',
  description: [
    'Fires when a DestinationRule with `consistentHash.httpHeaderName` has the name of a Service of the cluster of',
    'KubeEdge, and a port of the Service is not HTTP/1, by its name (`grpc-0`, `https`) or its `appProtocol`. A',
    'Service is of that cluster when it selects pods that are placed by the labels of KubeEdge or tolerate its taint.',
    '',
    'EdgeMesh finds the policy of a Service by the name of the DestinationRule, and applies it to all of its ports.',
    'With this policy its agent reads the first request of every connection as HTTP/1. gRPC and TLS fail.',
    '',
    'Also where all ports are HTTP/1, the agent was observed to stall with this policy, for other Services too. So',
    '`EdgeMeshTraffic` does not offer it.',
  ].join('\n'),
  fix: [
    'Use `RANDOM`, or remove the DestinationRule for round robin. For session affinity, set',
    '`sessionAffinity: ClientIP` of the Service.',
    '',
    'Acknowledge it when EdgeMesh does not run in the cluster.',
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
      const other = ports.find((port) => protocolsOf(port).some((protocol) => OTHER.has(protocol)));
      // What `edge-mesh-excluded-service` reports has no effect at all.
      if (!other || isExcluded(service) || !isWithKubeEdge(inventory, service)) continue;
      report(policy, {
        field: 'spec.trafficPolicy.loadBalancer.consistentHash.httpHeaderName',
        value: header,
        rule: `must not apply to port ${other.name ?? other.port} of the Service, which is not HTTP/1`,
        why: 'EdgeMesh reads each connection to every port of the Service as HTTP/1, so gRPC and TLS fail',
        fix: 'use RANDOM, or sessionAffinity: ClientIP of the Service',
      });
    }
  },
};

interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly appProtocol?: string;
}

/** The protocols that a port names: `grpc` of `grpc-0`, `h2c` of `kubernetes.io/h2c`. */
function protocolsOf({ name = '', appProtocol = '' }: ServicePort): string[] {
  return [name.split('-')[0], appProtocol.replace(/^.*\//, '').toLowerCase()];
}
