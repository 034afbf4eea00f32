import { hpaTargetBelowIdle } from '../../../src/rules/autoscaler/hpa-target-below-idle';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const RESOURCES = 'resources: { requests: { cpu: 50m }, limits: { cpu: 500m } }';
const METRIC = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }';
const OF_SERVER = '{ type: ContainerResource, containerResource: '
  + '{ container: server, name: cpu, target: { type: Utilization, averageUtilization: 50 } } }';
const SIDECAR = `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 10m } } }`;
const NATIVE = `${RESOURCES}\n      initContainers: [{ name: proxy, restartPolicy: Always, `
  + 'resources: { requests: { cpu: 20m } } }, { name: fetch, resources: { requests: { cpu: 2 } } }]';

/** What the rule computes: `50 % of 50m is 25m`. */
function computed(text: string): string[] {
  return told(hpaTargetBelowIdle, text).map(([, message]) => {
    const [, percent, requested, cores] = /; (\d+ %) of the (\w+) CPU that .* requests is (\w+) — /.exec(message)!;
    return `${percent} of ${requested} is ${cores}`;
  });
}

test('the examples of hpa-target-below-idle', () => {
  expect(codes(hpaTargetBelowIdle.failing)).toEqual(['hpa-target-below-idle']);
  expect(codes(hpaTargetBelowIdle.repaired)).toEqual([]);
});

describe('hpa-target-below-idle fires', () => {
  test('on a small target of a small request', () => {
    expect(told(hpaTargetBelowIdle, SMALL)).toEqual([[
      SCALER,
      'spec.metrics[0]: got 50; 50 % of the 50m CPU that Deployment vision/classifier requests is 25m — '
      + 'an idle server may use that much, and then there are always 4 replicas; '
      + `request what one replica uses under load, or raise the target (${hpaTargetBelowIdle.source})`,
    ]]);
  });

  test.each<[string, string, string, string]>([
    ['on a request just below the limit of the rule',
      RESOURCES, 'resources: { requests: { cpu: 98m } }', '50 % of 98m is 49m'],
    ['on a request that YAML reads as a number',
      RESOURCES, 'resources: { requests: { cpu: 0.05 } }', '50 % of 50m is 25m'],
    ['on a limit where there is no request, and whose target is within reach',
      RESOURCES, 'resources: { limits: { cpu: 60m } }', '50 % of 60m is 30m'],
    ['on the requests of all containers together', RESOURCES, SIDECAR, '50 % of 60m is 30m'],
    ['on the request of a native sidecar too', RESOURCES, NATIVE, '50 % of 70m is 35m'],
    ['on a small target', 'averageUtilization: 50', 'averageUtilization: 5', '5 % of 50m is 3m'],
    ['on the default of an autoscaler without metrics', `  metrics:\n    - ${METRIC}`, '', '80 % of 50m is 40m'],
  ])('%s', (_, from, to, expected) => {
    expect(fires(hpaTargetBelowIdle, change(SMALL, from, to))).toEqual([[SCALER, 'spec.metrics[0]']]);
    expect(computed(change(SMALL, from, to))).toEqual([expected]);
  });

  test('on each metric of CPU', () => {
    const text = change(SMALL, METRIC, `{ type: Pods, pods: { metric: { name: fps } } }\n    - ${METRIC}`);
    expect(fires(hpaTargetBelowIdle, text)).toEqual([[SCALER, 'spec.metrics[1]']]);
  });

  test('on the one container that is measured, whatever the others request', () => {
    const other = `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 2 } } }`;
    expect(computed(change(change(SMALL, METRIC, OF_SERVER), RESOURCES, other))).toEqual(['50 % of 50m is 25m']);
  });

  test.each<[string, string, string, string]>([
    ['what the pod as a whole requests, whatever its containers do',
      'resources: { requests: { cpu: 60m } }', 'resources: { requests: { cpu: 2 } }', '50 % of 60m is 30m'],
    ['the limit of the pod as a whole, where it requests nothing',
      'resources: { limits: { cpu: 60m } }', 'resources: { requests: { cpu: 2 } }', '50 % of 60m is 30m'],
    ['its containers, where the pod as a whole requests memory alone',
      'resources: { requests: { memory: 2Gi } }', RESOURCES, '50 % of 50m is 25m'],
    ['its containers, where what the pod as a whole requests is null',
      'resources: { requests: { cpu: null } }', RESOURCES, '50 % of 50m is 25m'],
  ])('on %s', (_, whole, own, expected) => {
    const text = change(SMALL, 'spec:\n      containers:', `spec:\n      ${whole}\n      containers:`);
    expect(computed(change(text, `          ${RESOURCES}`, `          ${own}`))).toEqual([expected]);
  });

  test('on the one container that is measured, whatever the pod as a whole requests', () => {
    const whole = 'spec:\n      resources: { requests: { cpu: 2 } }\n      containers:';
    const text = change(change(SMALL, METRIC, OF_SERVER), 'spec:\n      containers:', whole);
    expect(computed(text)).toEqual(['50 % of 50m is 25m']);
  });

  test('under an autoscaler of v1', () => {
    const v1 = change(SMALL, 'autoscaling/v2', 'autoscaling/v1');
    const text = change(v1, `  metrics:\n    - ${METRIC}`, '  targetCPUUtilizationPercentage: 60');
    expect(fires(hpaTargetBelowIdle, text)).toEqual([[SCALER, 'spec.targetCPUUtilizationPercentage']]);
    expect(computed(text)).toEqual(['60 % of 50m is 30m']);
  });

  test('on a worker of a joint inference', () => {
    expect(fires(hpaTargetBelowIdle, `
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
`)).toEqual([['JointInferenceService vision/helmet', 'spec.edgeWorker.hpa.metrics[0]']]);
  });
});

describe('hpa-target-below-idle is silent', () => {
  test.each<[string, string]>([
    ['enough', "{ cpu: '2' }"],
    ['no quantity', '{ cpu: some }'],
    ['nothing at all', '{ cpu: 0 }'],
  ])('when the pod as a whole requests %s, whatever its containers do', (_, requests) => {
    const whole = `spec:\n      resources: { requests: ${requests} }\n      containers:`;
    expect(fires(hpaTargetBelowIdle, change(SMALL, 'spec:\n      containers:', whole))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the target is what an idle server uses at most', RESOURCES, 'resources: { requests: { cpu: 100m } }'],
    ['when the request is large', RESOURCES, "resources: { requests: { cpu: '2' } }"],
    ['when a sidecar makes the requests large enough',
      RESOURCES, `${RESOURCES}\n        - { name: logs, resources: { requests: { cpu: 50m } } }`],
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when maxReplicas is missing', '  maxReplicas: 4\n', ''],
    ['when memory is measured', 'name: cpu', 'name: memory'],
    ['when an amount is the target',
      'type: Utilization, averageUtilization: 50', 'type: AverageValue, averageValue: 25m'],
    ['when the target is a text', 'averageUtilization: 50', "averageUtilization: '50'"],
    ['when the target is null', 'averageUtilization: 50', 'averageUtilization: null'],
    ['when a metric of the pods is measured',
      METRIC, '{ type: Pods, pods: { metric: { name: fps }, target: { type: AverageValue, averageValue: 5 } } }'],
    ['when the measured container is unknown: hpa-unknown-container reports that',
      METRIC, change(OF_SERVER, 'container: server', 'container: other')],
    ['when nothing is requested: hpa-missing-request reports that', RESOURCES, 'resources: {}'],
    ['when the request is null', RESOURCES, 'resources: { requests: { cpu: null } }'],
    ['when the request is no quantity', RESOURCES, 'resources: { requests: { cpu: some } }'],
    ['when the request is zero', RESOURCES, 'resources: { requests: { cpu: 0 } }'],
    ['when the containers are null', `containers:\n        - name: server\n          ${RESOURCES}`, 'containers: null'],
    ['when the autoscaler scales something else',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaTargetBelowIdle, change(SMALL, from, to))).toEqual([]);
  });

  test('when the limits keep the target out of reach, so that it never scales up', () => {
    const capped = change(SMALL, RESOURCES, 'resources: { limits: { cpu: 40m } }');
    const text = change(capped, 'averageUtilization: 50', 'averageUtilization: 95');
    expect(codes(text)).toEqual(['hpa-unreachable-target']);
  });
});
