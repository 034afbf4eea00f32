import { change, told } from '../manifests';
import { hpaTargetBelowIdle } from '../../../src/rules/autoscaler/hpa-target-below-idle';

const SMALL = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          resources: { requests: { cpu: 50m }, limits: { cpu: 500m } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`;

const RESOURCES = 'resources: { requests: { cpu: 50m }, limits: { cpu: 500m } }';
const METRIC = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }';
const OF_SERVER = '{ type: ContainerResource, containerResource: { container: server, name: cpu, target: { type: Utilization, averageUtilization: 50 } } }';
const SIDECAR = `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 10m } } }`;

function message(percent: number = 50, requested: number = 50, held: number = 25, at: string = 'spec.metrics[0]'): string {
  return `${at}: got ${percent}; ${percent} % of the ${requested}m CPU that Deployment vision/classifier requests are ${held}m — `
    + 'a server may use that much while nobody asks, and then there are always 4 replicas; request what one replica uses under load, or raise the target '
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details)';
}

describe('hpa-target-below-idle fires', () => {
  test('on a share of a small request', () => {
    expect(told(hpaTargetBelowIdle, SMALL)).toEqual([['HorizontalPodAutoscaler vision/scaler', message()]]);
  });

  test.each<[string, string, string, string]>([
    ['on a request just below the limit of the rule', RESOURCES, 'resources: { requests: { cpu: 98m } }', message(50, 98, 49)],
    ['on a request that YAML reads as a number', RESOURCES, 'resources: { requests: { cpu: 0.05 } }', message()],
    ['on a limit where there is no request', RESOURCES, 'resources: { limits: { cpu: 60m } }', message(50, 60, 30)],
    ['on the requests of all containers together', RESOURCES, SIDECAR, message(50, 60, 30)],
    ['on the request of a native sidecar too', RESOURCES, `${RESOURCES}\n      initContainers: [{ name: proxy, restartPolicy: Always, resources: { requests: { cpu: 20m } } }, { name: fetch, resources: { requests: { cpu: 2 } } }]`, message(50, 70, 35)],
    ['on a small share of a request', 'averageUtilization: 50', 'averageUtilization: 5', message(5, 50, 3)],
    ['on each metric of CPU', METRIC, `{ type: Pods, pods: { metric: { name: fps } } }\n    - ${METRIC}`, message(50, 50, 25, 'spec.metrics[1]')],
    ['on the default of an autoscaler without metrics', `  metrics:\n    - ${METRIC}`, '', message(80, 50, 40)],
  ])('%s', (_, from, to, expected) => {
    expect(told(hpaTargetBelowIdle, change(SMALL, from, to)).map(([, text]) => text)).toEqual([expected]);
  });

  test('on the one container that is measured, whatever the others request', () => {
    const text = change(change(SMALL, METRIC, OF_SERVER), RESOURCES, `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 2 } } }`);
    expect(told(hpaTargetBelowIdle, text).map(([, said]) => said)).toEqual([message()]);
  });

  test.each<[string, string, string, string]>([
    ['what the pod as a whole requests, whatever its containers do', 'resources: { requests: { cpu: 60m } }', 'resources: { requests: { cpu: 2 } }', message(50, 60, 30)],
    ['the limit of the pod as a whole, where it requests nothing', 'resources: { limits: { cpu: 60m } }', 'resources: { requests: { cpu: 2 } }', message(50, 60, 30)],
    ['its containers, where the pod as a whole requests memory alone', 'resources: { requests: { memory: 2Gi } }', RESOURCES, message()],
    ['its containers, where what the pod as a whole requests is null', 'resources: { requests: { cpu: null } }', RESOURCES, message()],
  ])('on %s', (_, whole, own, expected) => {
    const text = change(change(SMALL, RESOURCES, own), 'spec:\n      containers:', `spec:\n      ${whole}\n      containers:`);
    expect(told(hpaTargetBelowIdle, text).map(([, said]) => said)).toEqual([expected]);
  });

  test('on the one container that is measured, whatever the pod as a whole requests', () => {
    const text = change(change(SMALL, METRIC, OF_SERVER), 'spec:\n      containers:', 'spec:\n      resources: { requests: { cpu: 2 } }\n      containers:');
    expect(told(hpaTargetBelowIdle, text).map(([, said]) => said)).toEqual([message()]);
  });

  test('under an autoscaler of v1', () => {
    const v1 = change(change(SMALL, 'autoscaling/v2', 'autoscaling/v1'), `  metrics:\n    - ${METRIC}`, '  targetCPUUtilizationPercentage: 60');
    expect(told(hpaTargetBelowIdle, v1).map(([, text]) => text)).toEqual([message(60, 50, 30, 'spec.targetCPUUtilizationPercentage')]);
  });

  test('on a worker of a joint inference', () => {
    expect(told(hpaTargetBelowIdle, `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    hpa: { maxReplicas: 4, metrics: [${METRIC}] }
    template: { spec: { containers: [{ name: little-model, ${RESOURCES} }] } }
  cloudWorker:
    hpa: { maxReplicas: 4, metrics: [${METRIC}] }
    template: { spec: { containers: [{ name: big-model, resources: { requests: { cpu: 1024m } } }] } }
`)).toEqual([['JointInferenceService vision/helmet', message(50, 50, 25, 'spec.edgeWorker.hpa.metrics[0]').replace('Deployment vision/classifier', 'JointInferenceService vision/helmet')]]);
  });
});

describe('hpa-target-below-idle is silent', () => {
  test.each<[string, string]>([
    ['enough', "{ cpu: '2' }"], ['no quantity', '{ cpu: some }'], ['nothing at all', '{ cpu: 0 }'],
  ])('when the pod as a whole requests %s, whatever its containers do', (_, requests) => {
    expect(told(hpaTargetBelowIdle, change(SMALL, 'spec:\n      containers:', `spec:\n      resources: { requests: ${requests} }\n      containers:`))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the share is what an idle server uses at most', RESOURCES, 'resources: { requests: { cpu: 100m } }'],
    ['when the request is large', RESOURCES, "resources: { requests: { cpu: '2' } }"],
    ['when a sidecar makes the requests large enough', RESOURCES, `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 50m } } }`],
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when maxReplicas is missing', '  maxReplicas: 4\n', ''],
    ['when memory is measured', 'name: cpu', 'name: memory'],
    ['when an amount is the target', 'type: Utilization, averageUtilization: 50', 'type: AverageValue, averageValue: 25m'],
    ['when the target is a text', 'averageUtilization: 50', "averageUtilization: '50'"],
    ['when the target is null', 'averageUtilization: 50', 'averageUtilization: null'],
    ['when a metric of the pods is measured', METRIC, '{ type: Pods, pods: { metric: { name: fps }, target: { type: AverageValue, averageValue: 5 } } }'],
    ['when the measured container is unknown: hpa-unknown-container says that', METRIC, change(OF_SERVER, 'container: server', 'container: other')],
    ['when nothing is requested: hpa-missing-request says that', RESOURCES, 'resources: {}'],
    ['when the request is null', RESOURCES, 'resources: { requests: { cpu: null } }'],
    ['when the request is no quantity', RESOURCES, 'resources: { requests: { cpu: some } }'],
    ['when the request is zero', RESOURCES, 'resources: { requests: { cpu: 0 } }'],
    ['when the containers are null', `containers:\n        - name: server\n          ${RESOURCES}`, 'containers: null'],
    ['when the autoscaler scales something else', 'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
  ])('%s', (_, from, to) => {
    expect(told(hpaTargetBelowIdle, change(SMALL, from, to))).toEqual([]);
  });
});
