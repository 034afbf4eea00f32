import { change, told } from '../manifests';
import { serviceTargetPortUnknown } from '../../../src/rules/service/service-target-port-unknown';

const UNKNOWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          ports: [{ name: http, containerPort: 8501 }, { containerPort: 8500 }, { name: grpc, containerPort: 8502 }]
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: vision }
spec:
  selector: { app: classifier }
  ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 81, targetPort: rest }]
`;

const PORTS = 'ports: [{ name: http, containerPort: 8501 }, { containerPort: 8500 }, { name: grpc, containerPort: 8502 }]';
const SERVICE = 'Service vision/front';

function message(i: number, got: string, names: string = 'http, grpc', workload: string = 'Deployment vision/classifier'): string {
  return `spec.ports[${i}].targetPort: got "${got}"; no port of ${workload} has that name — its pods would be no endpoint of the Service, and get no request; `
    + `name the container's port so, or send to one of ${names}`;
}

describe('service-target-port-unknown fires', () => {
  test('on a name that no port has', () => {
    expect(told(serviceTargetPortUnknown, UNKNOWN)).toEqual([[SERVICE, message(1, 'rest')]]);
  });

  test.each(['ports: null', 'ports: []', 'ports: [{ containerPort: 8501 }]'])('on containers without named ports: %s', (ports) => {
    const text = change(change(UNKNOWN, PORTS, ports), '{ name: a, port: 80, targetPort: http }, ', '');
    expect(told(serviceTargetPortUnknown, text)).toEqual([[SERVICE, message(0, 'rest', 'those that you declare first')]]);
  });

  test('on a name that only an init container has, which has ended', () => {
    const text = change(UNKNOWN, 'containers:', 'initContainers: [{ name: fetch, ports: [{ name: rest, containerPort: 1 }] }]\n      containers:');
    expect(told(serviceTargetPortUnknown, text)).toEqual([[SERVICE, message(1, 'rest')]]);
  });

  test('on the name of the Service\'s own port', () => {
    expect(told(serviceTargetPortUnknown, change(UNKNOWN, 'name: b, port: 81, targetPort: rest', 'name: b, port: 81, targetPort: b'))).toEqual([[SERVICE, message(1, 'b')]]);
  });

  test('on the one of two workloads that lacks the name', () => {
    const second = 'apiVersion: v1\nkind: Pod\nmetadata: { name: canary, namespace: vision, labels: { app: classifier } }\nspec: { containers: [{ name: c, ports: [{ name: rest, containerPort: 1 }] }] }\n';
    expect(told(serviceTargetPortUnknown, `${UNKNOWN}---\n${second}`)).toEqual([
      [SERVICE, message(0, 'http', 'rest', 'Pod vision/canary')],
      [SERVICE, message(1, 'rest')],
    ]);
  });
});

describe('service-target-port-unknown is silent', () => {
  const TARGET = '{ name: b, port: 81, targetPort: rest }';
  test.each<[string, string, string]>([
    ['when a port has the name', TARGET, '{ name: b, port: 81, targetPort: grpc }'],
    ['when the target is a number that nobody declares', TARGET, '{ name: b, port: 81, targetPort: 9999 }'],
    ['when the target is left out', TARGET, '{ name: b, port: 81 }'],
    ['when the target is null', TARGET, '{ name: b, port: 81, targetPort: null }'],
    ['when a native sidecar has the name', 'containers:', 'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ name: rest, containerPort: 1 }] }]\n      containers:'],
    ['when another container of the pod has the name', PORTS, `${PORTS}\n        - { name: exporter, ports: [{ name: rest, containerPort: 1 }] }`],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the Service has no selector', 'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front'],
    ['when the list of ports is null', 'ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 81, targetPort: rest }]', 'ports: null'],
  ])('%s', (_, from, to) => {
    expect(told(serviceTargetPortUnknown, change(UNKNOWN, from, to))).toEqual([]);
  });
});
