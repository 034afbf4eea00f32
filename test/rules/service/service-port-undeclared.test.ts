import { servicePortUndeclared } from '../../../src/rules/service/service-port-undeclared';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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
const PORTS = 'ports: [{ name: a, port: 80, targetPort: 8501 }, { name: b, port: 81, targetPort: 8081 }]';
const SECOND = [[SERVICE, 'spec.ports[1].targetPort']];

test('the examples of service-port-undeclared', () => {
  expect(codes(servicePortUndeclared.failing)).toEqual(['service-port-undeclared']);
  expect(codes(servicePortUndeclared.repaired)).toEqual([]);
});

describe('service-port-undeclared fires', () => {
  test('on a target port that no container declares', () => {
    expect(told(servicePortUndeclared, UNDECLARED)).toEqual([[
      SERVICE,
      'spec.ports[1].targetPort: got 8081; no container of Deployment vision/classifier declares that port — '
      + 'connections are refused when nothing listens on it; '
      + 'declare the port on its container, or send to a port that one declares: 8501, 8500 '
      + `(${servicePortUndeclared.source})`,
    ]]);
  });

  test('on a port without a target, which is its own', () => {
    const own = change(UNDECLARED, 'port: 81, targetPort: 8081', 'port: 81');
    expect(fires(servicePortUndeclared, own)).toEqual(SECOND);
    expect(told(servicePortUndeclared, own)[0][1]).toContain('got 81;');
    expect(fires(servicePortUndeclared, change(UNDECLARED, 'targetPort: 8081', 'targetPort: null'))).toEqual(SECOND);
  });

  test('on a port that only an init container declares, which has ended', () => {
    const init = 'initContainers: [{ name: fetch, ports: [{ containerPort: 8081 }] }]\n      containers:';
    expect(fires(servicePortUndeclared, change(UNDECLARED, 'containers:', init))).toEqual(SECOND);
  });

  test('on the one of two workloads that lacks the port', () => {
    const second = 'apiVersion: v1\nkind: Pod\n'
      + 'metadata: { name: canary, namespace: vision, labels: { app: classifier } }\n'
      + 'spec: { containers: [{ name: c, ports: [{ containerPort: 8081 }] }] }\n';
    const found = told(servicePortUndeclared, `${UNDECLARED}---\n${second}`);
    expect(found.map(([object, message]) => [object, message.split(' declares that port')[0]])).toEqual([
      [SERVICE, 'spec.ports[0].targetPort: got 8501; no container of Pod vision/canary'],
      [SERVICE, 'spec.ports[1].targetPort: got 8081; no container of Deployment vision/classifier'],
    ]);
  });
});

describe('service-port-undeclared is silent', () => {
  test('where the containers declare no ports, which says nothing about what listens', () => {
    expect(fires(servicePortUndeclared, change(UNDECLARED, DECLARED, 'ports: null'))).toEqual([]);
    expect(fires(servicePortUndeclared, change(UNDECLARED, DECLARED, 'ports: []'))).toEqual([]);
  });

  const TARGET = '{ name: b, port: 81, targetPort: 8081 }';
  test.each<[string, string, string]>([
    ['when a container declares the number', TARGET, '{ name: b, port: 81, targetPort: 8500 }'],
    ['when the target is a name', TARGET, '{ name: b, port: 81, targetPort: rest }'],
    ['when the port is its own target', TARGET, '{ name: b, port: 8500 }'],
    ['when the port is its own target by a zero', TARGET, '{ name: b, port: 8500, targetPort: 0 }'],
    ['when a native sidecar declares it',
      'containers:',
      'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 8081 }] }]\n      containers:'],
    ['when another container of the pod declares it',
      DECLARED, `${DECLARED}\n        - { name: exporter, ports: [{ containerPort: 8081 }] }`],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the Service has no selector: its endpoints are made by hand',
      'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front, namespace: audio'],
    ['when the list of ports is null', PORTS, 'ports: null'],
    ['when the Service is headless without ports', PORTS, 'clusterIP: None'],
  ])('%s', (_, from, to) => {
    expect(fires(servicePortUndeclared, change(UNDECLARED, from, to))).toEqual([]);
  });

  test('of a Service of Knative', () => {
    expect(fires(servicePortUndeclared, `
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: k }
spec: { template: { spec: { containers: [{ ports: [{ containerPort: 8080 }] }] } } }
`)).toEqual([]);
  });
});
