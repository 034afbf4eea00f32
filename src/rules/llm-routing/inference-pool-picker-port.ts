import { POOL_REFERENCE, poolsOf } from './inference-pools';
import { namespaceOf } from '../../kubernetes/inventory';
import { listed } from '../listed';
import { title, type Rule } from '../rule';

export const inferencePoolPickerPort: Rule = {
  id: 'inference-pool-picker-port',
  title: 'An InferencePool should name a port of the Service of its endpoint picker',
  severity: 'warning',
  description: [
    'Fires when the Service in `endpointPickerRef` is among the objects, and has no port of that number. It is the',
    'port of the Service, not of its pods.',
    '',
    'The gateway reaches no picker. With `failureMode: FailClose`, the default of Kubernetes, it answers every request',
    'with a server error; with `FailOpen` it sends them to any pod, as if there were no picker.',
  ].join('\n'),
  fix: 'Write the number of the port of the Service that leads to the ext-proc port of the picker, 9002 by default.',
  source: POOL_REFERENCE,
  failing: `
apiVersion: v1
kind: Service
metadata: { name: qwen-picker, namespace: chat }
spec:
  selector: { app: qwen-picker }
  ports: [{ name: grpc-ext-proc, port: 9002, targetPort: 9002 }]
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9003 } }
`,
  repaired: `
apiVersion: v1
kind: Service
metadata: { name: qwen-picker, namespace: chat }
spec:
  selector: { app: qwen-picker }
  ports: [{ name: grpc-ext-proc, port: 9002, targetPort: 9002 }]
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
`,
  check: (inventory, report) => {
    for (const pool of poolsOf(inventory)) {
      const { group = '', kind = 'Service', name, port } = pool.spec?.endpointPickerRef ?? {};
      const service = group === '' && kind === 'Service' && port?.number !== undefined
        ? inventory.find('Service', namespaceOf(pool), name) : undefined;
      if (service === undefined || service.apiVersion !== 'v1') continue;
      const ports = (service.spec?.ports ?? []).map((one: { port?: number }) => one.port);
      // A patch of the Service names some of its ports only.
      if (ports.length === 0 || ports.includes(port.number) || inventory.isPatch(service)) continue;
      report(pool, {
        field: 'spec.endpointPickerRef.port.number',
        value: port.number,
        rule: `must be a port of ${title(service)}: ${listed(ports.map(String))}`,
        why: 'the gateway reaches no picker, so it fails the requests, or sends them to any pod',
        fix: `use ${ports[0]}, or give the Service this port`,
      });
    }
  },
};
