import { Protocol, ServiceType } from 'cdk8s-plus-27';
import { InferenceDeployment, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

type Row = [changes: Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [{ service: { name: 'Front' } },
    'service.name: got "Front"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ service: { name: '1st' } },
    'service.name: got "1st"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ service: { labels: { 'a b': 'c' }, annotations: { '': 'c' } } },
    'service.labels["a b"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key (Kubernetes API validation)',
    'service.annotations[""]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key (Kubernetes API validation)'],
  [{ service: { ports: [] } },
    'service.ports: got []; must not be empty — the API server would reject the Service; leave ports out for those of the server'],
  [{ service: { ports: [{ port: 0, targetPort: 8501 }] } },
    'service.ports[0].port: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ service: { ports: [{ port: 80, targetPort: 70000 }] } },
    'service.ports[0].targetPort: got 70000; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535',
    'service.ports[0].targetPort: got 70000; no container declares that port for TCP — connections to the Service would be refused; send to one of 8501, 8500, or add the port to ports'],
  [{ service: { ports: [{ port: 80 }] } },
    'service.ports[0].targetPort: got 80; no container declares that port for TCP — connections to the Service would be refused; send to one of 8501, 8500, or add the port to ports'],
  [{ service: { ports: [{ port: 80, targetPort: 8501 }, { port: 81, targetPort: 8500 }] } },
    'service.ports[0].name: got undefined; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name each port of the Service (Kubernetes API validation)',
    'service.ports[1].name: got undefined; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name each port of the Service (Kubernetes API validation)'],
  [{ service: { ports: [{ name: 'Web', port: 8501 }] } },
    'service.ports[0].name: got "Web"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name each port of the Service (Kubernetes API validation)'],
  [{ service: { ports: [{ name: 'a', port: 8501 }, { name: 'a', port: 8500 }] } },
    'service.ports[1]: got "name a"; is given twice — the API server would reject the Service; give each port a name and a number of its own'],
  [{ service: { ports: [{ name: 'a', port: 80, targetPort: 8501 }, { name: 'b', port: 80, targetPort: 8500 }] } },
    'service.ports[1]: got "port 80/TCP"; is given twice — the API server would reject the Service; give each port a name and a number of its own'],
  [{ service: { ports: [{ port: 8501, nodePort: 30001 }] } },
    'service.ports[0].nodePort: got 30001; needs type NODE_PORT or LOAD_BALANCER — the API server would reject the Service; set service.type'],
  [{ service: { type: ServiceType.NODE_PORT, ports: [{ port: 8501, nodePort: 99999 }] } },
    'service.ports[0].nodePort: got 99999; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [{ service: { selector: { app: 'other' } } },
    'service.selector: got {"app":"other"}; must hold only labels of the pods (app=m) — the Service would send to no pod; use some of those labels, or add the missing ones to labels'],
  [{ service: { selector: {} } },
    "service.selector: got {}; must not be empty — the Service would send to no pod; leave it out for the deployment's selector"],
  [{ service: { selector: { app: 'a b' } } },
    'service.selector["app"]: got "a b"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)',
    'service.selector: got {"app":"a b"}; must hold only labels of the pods (app=m) — the Service would send to no pod; use some of those labels, or add the missing ones to labels'],
  [{ service: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
    'service.loadBalancerSourceRanges: got ["10.0.0.0/8"]; needs type LOAD_BALANCER — it would have no effect; set service.type'],
  [{ service: { type: ServiceType.NODE_PORT, loadBalancerSourceRanges: ['10.0.0.0/8'] } },
    'service.loadBalancerSourceRanges: got ["10.0.0.0/8"]; needs type LOAD_BALANCER — it would have no effect; set service.type'],
  [{ service: { type: ServiceType.EXTERNAL_NAME } },
    'service.type: got "ExternalName"; must send to the pods — a Service of that type is a DNS alias; use CLUSTER_IP, NODE_PORT or LOAD_BALANCER'],
  [{ service: { ports: [{ port: 8501, protocol: Protocol.UDP }] } },
    'service.ports[0].targetPort: got 8501; no container declares that port for UDP — connections to the Service would be refused; send to one of 8501, 8500, or add the port to ports'],
  [{ service: { type: ServiceType.LOAD_BALANCER, loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.1/8', 'office'] } },
    'service.loadBalancerSourceRanges[1]: got "10.0.0.1/8"; must have no bits beyond its prefix — the API server would reject it; write it as 10.0.0.0/8 (Kubernetes API validation)',
    'service.loadBalancerSourceRanges[2]: got "office"; must be a block of addresses in CIDR notation — the API server would reject it; write it as 10.0.0.0/8 (Kubernetes API validation)'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes)));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test('a Service may send to a port of a further container', () => {
  const extraContainers = [{ name: 'proxy', image: 'a/proxy:1', portNumber: 9000 }, { name: 'other', image: 'a/proxy:1', ports: [{ number: 9001 }] }];
  const ports = [{ name: 'a', port: 80, targetPort: 9000 }, { name: 'b', port: 81, targetPort: 9001 }];
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps({ extraContainers, service: { ports } })))).toBeUndefined();
});
