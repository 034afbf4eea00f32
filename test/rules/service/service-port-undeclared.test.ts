import { change, told } from '../manifests';
import { servicePortUndeclared } from '../../../src/rules/service/service-port-undeclared';

const UNDECLARED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          ports: [{ name: http, containerPort: 8501 }, { name: grpc, containerPort: 8500 }]
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: vision }
spec:
  selector: { app: classifier }
  ports: [{ name: a, port: 80, targetPort: 8501 }, { name: b, port: 81, targetPort: 8081 }]
`;

const DECLARED = 'ports: [{ name: http, containerPort: 8501 }, { name: grpc, containerPort: 8500 }]';
const SERVICE = 'Service vision/front';

function message(i: number, got: string, ports: string = '8501, 8500', workload: string = 'Deployment vision/classifier'): string {
  return `spec.ports[${i}].targetPort: got ${got}; no container of ${workload} declares that port — `
    + `what listens there is not written down, and connections are refused when nothing does; declare the port on the container, or send to one of ${ports}`;
}

describe('service-port-undeclared fires', () => {
  test('on a target port that no container declares', () => {
    expect(told(servicePortUndeclared, UNDECLARED)).toEqual([[SERVICE, message(1, '8081')]]);
  });

  test('on a port without a target, which is its own', () => {
    expect(told(servicePortUndeclared, change(UNDECLARED, 'port: 81, targetPort: 8081', 'port: 81'))).toEqual([[SERVICE, message(1, '81')]]);
    expect(told(servicePortUndeclared, change(UNDECLARED, 'targetPort: 8081', 'targetPort: null'))).toEqual([[SERVICE, message(1, '81')]]);
  });

  test('on a port that only an init container declares, which has ended', () => {
    const text = change(UNDECLARED, 'containers:', 'initContainers: [{ name: fetch, ports: [{ containerPort: 8081 }] }]\n      containers:');
    expect(told(servicePortUndeclared, text)).toEqual([[SERVICE, message(1, '8081')]]);
  });

  test('on containers without ports', () => {
    const text = change(change(UNDECLARED, DECLARED, 'ports: null'), '{ name: a, port: 80, targetPort: 8501 }, ', '');
    expect(told(servicePortUndeclared, text)).toEqual([[SERVICE, message(0, '8081', 'those that you declare first')]]);
  });

  test('on the one of two workloads that lacks the port', () => {
    const second = 'apiVersion: v1\nkind: Pod\nmetadata: { name: canary, namespace: vision, labels: { app: classifier } }\nspec: { containers: [{ name: c, ports: [{ containerPort: 8081 }] }] }\n';
    expect(told(servicePortUndeclared, `${UNDECLARED}---\n${second}`)).toEqual([
      [SERVICE, message(0, '8501', '8081', 'Pod vision/canary')],
      [SERVICE, message(1, '8081')],
    ]);
  });
});

describe('service-port-undeclared is silent', () => {
  const TARGET = '{ name: b, port: 81, targetPort: 8081 }';
  test.each<[string, string, string]>([
    ['when a container declares the number', TARGET, '{ name: b, port: 81, targetPort: 8500 }'],
    ['when the target is a name', TARGET, '{ name: b, port: 81, targetPort: rest }'],
    ['when the port is its own target', TARGET, '{ name: b, port: 8500 }'],
    ['when the port is its own target by a zero', TARGET, '{ name: b, port: 8500, targetPort: 0 }'],
    ['when a native sidecar declares it', 'containers:', 'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 8081 }] }]\n      containers:'],
    ['when another container of the pod declares it', DECLARED, `${DECLARED}\n        - { name: exporter, ports: [{ containerPort: 8081 }] }`],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the Service has no selector: its endpoints are made by hand', 'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front, namespace: audio'],
    ['when the list of ports is null', 'ports: [{ name: a, port: 80, targetPort: 8501 }, { name: b, port: 81, targetPort: 8081 }]', 'ports: null'],
    ['when the Service is headless without ports', 'ports: [{ name: a, port: 80, targetPort: 8501 }, { name: b, port: 81, targetPort: 8081 }]', 'clusterIP: None'],
  ])('%s', (_, from, to) => {
    expect(told(servicePortUndeclared, change(UNDECLARED, from, to))).toEqual([]);
  });

  test('of a Service of Knative', () => {
    expect(told(servicePortUndeclared, 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: k }\nspec: { template: { spec: { containers: [{ ports: [{ containerPort: 8080 }] }] } } }')).toEqual([]);
  });
});
