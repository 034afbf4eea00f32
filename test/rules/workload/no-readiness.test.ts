import { noReadiness } from '../../../src/rules/workload/no-readiness';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNREADY = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec:
      containers:
        - name: server
          livenessProbe: { tcpSocket: { port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: vision }
spec:
  selector: { app: classifier }
  ports: [{ port: 80 }]
`;

const PROBE = 'livenessProbe: { tcpSocket: { port: 8080 } }';
const FIRES = [['Deployment vision/classifier', 'spec.template.spec.containers["server"].readinessProbe']];

function service(name: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: vision }\n`
    + 'spec: { selector: { version: v1 } }\n';
}

/** The Services that the message names. */
function behind(text: string): string[] {
  return told(noReadiness, text).map(([, message]) => /on no container behind (.*) — /.exec(message)![1]);
}

test('the examples of no-readiness', () => {
  expect(codes(noReadiness.failing)).toEqual(['no-readiness']);
  expect(codes(noReadiness.repaired)).toEqual([]);
});

describe('no-readiness fires', () => {
  test('on pods behind a Service without a readiness probe', () => {
    expect(told(noReadiness, UNREADY)).toEqual([[
      'Deployment vision/classifier',
      'spec.template.spec.containers["server"].readinessProbe: is set on no container behind Service vision/front — '
      + 'a new replica gets requests before its server can answer them; '
      + 'add a readiness probe that passes once the server can answer, of a model server once the model is loaded '
      + `(${noReadiness.source})`,
    ]]);
  });

  test('once for a workload, with all its Services', () => {
    expect(fires(noReadiness, `${UNREADY}${service('back')}`)).toEqual(FIRES);
    expect(behind(`${UNREADY}${service('back')}`)).toEqual(['Service vision/front, Service vision/back']);
  });

  test('and names five Services at most', () => {
    expect(behind(`${UNREADY}${['a', 'b', 'c', 'd', 'e', 'f'].map(service).join('')}`)).toEqual([
      'Service vision/front, Service vision/a, Service vision/b, Service vision/c, Service vision/d and 2 more',
    ]);
  });

  test('on each workload behind a Service', () => {
    const second = UNREADY.split('---\n')[0].replace('name: classifier, namespace', 'name: second, namespace');
    expect(fires(noReadiness, `${UNREADY}---\n${second}`).map(([object]) => object)).toEqual([
      'Deployment vision/classifier',
      'Deployment vision/second',
    ]);
  });

  test('once on a workload that is there twice, behind a Service that is there twice', () => {
    expect(fires(noReadiness, `${UNREADY}---\n${UNREADY}`)).toEqual(FIRES);
    expect(behind(`${UNREADY}---\n${UNREADY}`)).toEqual(['Service vision/front']);
  });

  test('on a Pod, at the field that a Pod has', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: { app: classifier } }\n'
      + 'spec: { containers: [{ name: c, args: [--model=a] }] }\n';
    expect(fires(noReadiness, `${UNREADY.split('---')[1]}---\n${pod}`)).toEqual([
      ['Pod vision/p', 'spec.containers["c"].readinessProbe'],
    ]);
  });

  test('on one replica that loads a model, and on one that is scaled', () => {
    const one = change(UNREADY, 'replicas: 2', 'replicas: 1');
    expect(fires(noReadiness, change(one, PROBE, 'resources: { limits: { nvidia.com/gpu: 1 } }'))).toEqual(FIRES);
    const scaler = '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n'
      + 'metadata: { name: a, namespace: vision }\n'
      + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 3 }\n';
    expect(fires(noReadiness, `${one}${scaler}`)).toEqual(FIRES);
  });

  test('on a startup probe alone', () => {
    expect(fires(noReadiness, change(UNREADY, PROBE, 'startupProbe: { tcpSocket: { port: 8080 } }'))).toEqual(FIRES);
  });

  test('on a probe of null', () => {
    expect(fires(noReadiness, change(UNREADY, PROBE, 'readinessProbe: null'))).toEqual(FIRES);
  });
});

describe('no-readiness is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica is all, as of a database', 'replicas: 2', 'replicas: 1'],
    ['when a container has a readiness probe', PROBE, 'readinessProbe: { tcpSocket: { port: 8080 } }'],
    ['when another container of the pod has one',
      PROBE, 'image: server:1.2\n        - { name: proxy, readinessProbe: { tcpSocket: { port: 1 } } }'],
    ['when a native sidecar has one',
      'containers:', 'initContainers: [{ name: proxy, restartPolicy: Always, readinessProbe: {} }]\n      containers:'],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the pods lack one of the labels',
      'selector: { app: classifier }', 'selector: { app: classifier, tier: web }'],
    ['when the Service selects nothing', 'selector: { app: classifier }', 'selector: {}'],
    ['when the Service has no selector', 'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front, namespace: audio'],
  ])('%s', (_, from, to) => {
    expect(fires(noReadiness, change(UNREADY, from, to))).toEqual([]);
  });
});
