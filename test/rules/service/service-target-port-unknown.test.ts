import { serviceTargetPortUnknown } from '../../../src/rules/service/service-target-port-unknown';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const PORTS = 'ports: '
  + '[{ name: http, containerPort: 8501 }, { containerPort: 8500 }, { name: grpc, containerPort: 8502 }]';
const SENDS = 'ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 81, targetPort: rest }]';
const SERVICE = 'Service vision/front';
const SECOND = [[SERVICE, 'spec.ports[1].targetPort']];

test('the examples of service-target-port-unknown', () => {
  expect(codes(serviceTargetPortUnknown.failing)).toEqual(['service-target-port-unknown']);
  expect(codes(serviceTargetPortUnknown.repaired)).toEqual([]);
});

describe('service-target-port-unknown fires', () => {
  test('on a name that no port has', () => {
    expect(told(serviceTargetPortUnknown, UNKNOWN)).toEqual([[
      SERVICE,
      'spec.ports[1].targetPort: got "rest"; no port of Deployment vision/classifier has that name — '
      + 'its pods are no endpoints of the Service, so they get no requests; '
      + `name the container's port so, or use a name that it has: http, grpc (${serviceTargetPortUnknown.source})`,
    ]]);
  });

  const UNNAMED = ['ports: null', 'ports: []', 'ports: [{ containerPort: 8501 }]'];
  test.each(UNNAMED)('on containers without named ports: %s', (ports) => {
    const text = change(change(UNKNOWN, PORTS, ports), '{ name: a, port: 80, targetPort: http }, ', '');
    expect(fires(serviceTargetPortUnknown, text)).toEqual([[SERVICE, 'spec.ports[0].targetPort']]);
    expect(told(serviceTargetPortUnknown, text)[0][1]).toContain('or use a name that it has: none so far (');
  });

  test('on a name that only an init container has, which has ended', () => {
    const init = 'initContainers: [{ name: fetch, ports: [{ name: rest, containerPort: 1 }] }]\n      containers:';
    expect(fires(serviceTargetPortUnknown, change(UNKNOWN, 'containers:', init))).toEqual(SECOND);
  });

  test('on the name of the Service\'s own port', () => {
    const own = change(UNKNOWN, 'name: b, port: 81, targetPort: rest', 'name: b, port: 81, targetPort: b');
    expect(fires(serviceTargetPortUnknown, own)).toEqual(SECOND);
  });

  test('on the one of two workloads that lacks the name', () => {
    const second = 'apiVersion: v1\nkind: Pod\n'
      + 'metadata: { name: canary, namespace: vision, labels: { app: classifier } }\n'
      + 'spec: { containers: [{ name: c, ports: [{ name: rest, containerPort: 1 }] }] }\n';
    const found = told(serviceTargetPortUnknown, `${UNKNOWN}---\n${second}`);
    expect(found.map(([object, message]) => [object, message.split(' has that name')[0]])).toEqual([
      [SERVICE, 'spec.ports[0].targetPort: got "http"; no port of Pod vision/canary'],
      [SERVICE, 'spec.ports[1].targetPort: got "rest"; no port of Deployment vision/classifier'],
    ]);
  });
});

describe('service-target-port-unknown is silent', () => {
  const TARGET = '{ name: b, port: 81, targetPort: rest }';
  const PROXY = '{ name: proxy, restartPolicy: Always, ports: [{ name: rest, containerPort: 1 }] }';
  test.each<[string, string, string]>([
    ['when a port has the name', TARGET, '{ name: b, port: 81, targetPort: grpc }'],
    ['when the target is a number that nobody declares', TARGET, '{ name: b, port: 81, targetPort: 9999 }'],
    ['when the target is a number in quotes', TARGET, "{ name: b, port: 81, targetPort: '9999' }"],
    ['when the target is left out', TARGET, '{ name: b, port: 81 }'],
    ['when the target is null', TARGET, '{ name: b, port: 81, targetPort: null }'],
    ['when a native sidecar has the name', 'containers:', `initContainers: [${PROXY}]\n      containers:`],
    ['when another container of the pod has the name',
      PORTS, `${PORTS}\n        - { name: exporter, ports: [{ name: rest, containerPort: 1 }] }`],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the Service has no selector', 'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front'],
    ['when the list of ports is null', SENDS, 'ports: null'],
  ])('%s', (_, from, to) => {
    expect(fires(serviceTargetPortUnknown, change(UNKNOWN, from, to))).toEqual([]);
  });

  test('of a number of 100,000 digits with a letter behind them, which it reads in milliseconds', () => {
    const begin = performance.now();
    fires(serviceTargetPortUnknown, change(UNKNOWN, 'targetPort: rest', `targetPort: '${'1'.repeat(100_000)}x'`));
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
