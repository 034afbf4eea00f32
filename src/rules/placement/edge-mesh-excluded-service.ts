import { isExcluded } from './kube-edge-service';
import { namespaceOf } from '../../kubernetes/inventory';
import { PROXY_LABEL } from '../../kubernetes/kubeedge-labels';
import type { Rule } from '../rule';

export const edgeMeshExcludedService: Rule = {
  id: 'edge-mesh-excluded-service',
  title: 'A Service with an EdgeMesh policy must not be excluded from EdgeMesh',
  severity: 'warning',
  description: [
    'Fires when a DestinationRule has the name of a Service of its namespace, and the Service has the label',
    '`service.edgemesh.kubeedge.io/service-proxy-name`, with any value.',
    '',
    'EdgeMesh finds the policy of a Service by the name of the DestinationRule. With its default filter,',
    '`serviceFilterMode: FilterIfLabelExists`, its agent does not proxy a Service with the label, so the policy has no',
    'effect: a client reaches the Service through kube-proxy, or, on an edge node of another network, not at all.',
  ].join('\n'),
  fix: [
    'Remove the label, which `EdgeMeshTraffic.exclude` sets, where clients on edge nodes use the Service. Otherwise',
    'remove the DestinationRule.',
    '',
    'Acknowledge it when EdgeMesh runs with `FilterIfLabelDoesNotExists`: its agent then proxies only Services with',
    'the label.',
  ].join('\n'),
  source: 'https://edgemesh.netlify.app/guide/',
  failing: `
apiVersion: v1
kind: Service
metadata:
  name: qwen
  labels: { service.edgemesh.kubeedge.io/service-proxy-name: '' }
spec:
  selector: { app: qwen }
  ports: [{ name: http-0, port: 8080 }]
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: qwen }
spec:
  host: qwen
  trafficPolicy: { loadBalancer: { simple: RANDOM } }
`,
  repaired: `
apiVersion: v1
kind: Service
metadata:
  name: qwen
spec:
  selector: { app: qwen }
  ports: [{ name: http-0, port: 8080 }]
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: qwen }
spec:
  host: qwen
  trafficPolicy: { loadBalancer: { simple: RANDOM } }
`,
  check: (inventory, report) => {
    for (const policy of inventory.of('DestinationRule')) {
      const name = policy.metadata?.name;
      const service = inventory.find('Service', namespaceOf(policy), name);
      if (!policy.apiVersion.startsWith('networking.istio.io/') || !service || !isExcluded(service)) continue;
      report(policy, {
        field: 'metadata.name',
        value: name,
        rule: `must not be the name of a Service with the label ${PROXY_LABEL}`,
        why: 'EdgeMesh does not proxy a Service with this label, so the policy has no effect',
        fix: 'remove the label (EdgeMeshTraffic.exclude) or the DestinationRule',
      });
    }
  },
};
