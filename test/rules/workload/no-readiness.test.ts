import { change, told } from '../manifests';
import { noReadiness } from '../../../src/rules/workload/no-readiness';

const UNREADY = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
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

function message(service: string = 'front', at: string = 'spec.template.spec.containers[].readinessProbe'): string {
  return `${at}: is set on no container behind Service vision/${service} — each new replica gets requests before its model is loaded; `
    + 'add a readiness probe that passes once the model is loaded (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/)';
}

describe('no-readiness fires', () => {
  test('on pods behind a Service without a readiness probe', () => {
    expect(told(noReadiness, UNREADY)).toEqual([['Deployment vision/classifier', message()]]);
  });

  test('once for each Service', () => {
    const other = 'apiVersion: v1\nkind: Service\nmetadata: { name: back, namespace: vision }\nspec: { selector: { version: v1 } }\n';
    expect(told(noReadiness, `${UNREADY}---\n${other}`)).toEqual([['Deployment vision/classifier', message()], ['Deployment vision/classifier', message('back')]]);
  });

  test('on a Pod, at the field that a Pod has', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: { app: classifier } }\nspec: { containers: [{ name: c }] }\n';
    expect(told(noReadiness, `${UNREADY.split('---')[1]}---\n${pod}`)).toEqual([['Pod vision/p', message('front', 'spec.containers[].readinessProbe')]]);
  });

  test('on a startup probe alone', () => {
    expect(told(noReadiness, change(UNREADY, PROBE, 'startupProbe: { tcpSocket: { port: 8080 } }'))).toHaveLength(1);
  });

  test('on a probe of null', () => {
    expect(told(noReadiness, change(UNREADY, PROBE, 'readinessProbe: null'))).toHaveLength(1);
  });
});

describe('no-readiness is silent', () => {
  test.each<[string, string, string]>([
    ['when a container has a readiness probe', PROBE, 'readinessProbe: { tcpSocket: { port: 8080 } }'],
    ['when another container of the pod has one', PROBE, 'image: server:1.2\n        - { name: proxy, readinessProbe: { tcpSocket: { port: 1 } } }'],
    ['when a native sidecar has one', 'containers:', 'initContainers: [{ name: proxy, restartPolicy: Always, readinessProbe: {} }]\n      containers:'],
    ['when the Service selects other pods', 'selector: { app: classifier }', 'selector: { app: detector }'],
    ['when the pods lack one of the labels', 'selector: { app: classifier }', 'selector: { app: classifier, tier: web }'],
    ['when the Service selects nothing', 'selector: { app: classifier }', 'selector: {}'],
    ['when the Service has no selector', 'selector: { app: classifier }', 'selector: null'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front, namespace: audio'],
  ])('%s', (_, from, to) => {
    expect(told(noReadiness, change(UNREADY, from, to))).toEqual([]);
  });
});
