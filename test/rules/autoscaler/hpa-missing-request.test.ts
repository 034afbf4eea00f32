import { change, told } from '../manifests';
import { hpaMissingRequest } from '../../../src/rules/autoscaler/hpa-missing-request';

const MISSING = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      initContainers: [{ name: init, image: 'fetch:1' }]
      containers:
        - name: server
          resources: { requests: { memory: 1Gi } }
        - { name: exporter, resources: { requests: { cpu: 100m } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
`;

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const METRICS = 'metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]';
const REQUESTS = 'requests: { memory: 1Gi }';

function message({ at = 'spec.metrics[0]', container = 'server', workload = 'Deployment vision/classifier', resource = 'cpu', oneOnly = false } = {}): string {
  return `${at}: container "${container}" of ${workload} requests no ${resource} — `
    + `utilization is a share of the request, so the autoscaler says "missing request for ${resource}" and never scales; `
    + `give container "${container}" a ${resource} request${oneOnly ? '' : ', or measure one container only (ContainerResource)'} `
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics)';
}

describe('hpa-missing-request fires', () => {
  test('on a container without the request, though its neighbour has one', () => {
    expect(told(hpaMissingRequest, MISSING)).toEqual([[SCALER, message()]]);
  });

  test('on each container and metric', () => {
    const metrics = 'metrics: [{ type: Resource, resource: { name: cpu, target: { averageUtilization: 60 } } }, { type: Resource, resource: { name: memory, target: { averageUtilization: 80 } } }]';
    expect(told(hpaMissingRequest, change(MISSING, METRICS, metrics))).toEqual([
      [SCALER, message()],
      [SCALER, message({ at: 'spec.metrics[1]', container: 'exporter', resource: 'memory' })],
    ]);
  });

  test('on the container that a ContainerResource metric names', () => {
    const metrics = 'metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: server, target: { averageUtilization: 60 } } }]';
    expect(told(hpaMissingRequest, change(MISSING, METRICS, metrics))).toEqual([[SCALER, message({ oneOnly: true })]]);
  });

  test('on one container though the pod as a whole has the request, which does not count for a ContainerResource metric', () => {
    const metrics = 'metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: server, target: { averageUtilization: 60 } } }]';
    const text = change(MISSING, 'containers:\n', "resources: { requests: { cpu: '1' } }\n      containers:\n");
    expect(told(hpaMissingRequest, change(text, METRICS, metrics))).toEqual([[SCALER, message({ oneOnly: true })]]);
  });

  test('on a container where the pod as a whole requests another resource', () => {
    expect(told(hpaMissingRequest, change(MISSING, 'containers:\n', 'resources: { requests: { memory: 4Gi }, limits: null }\n      containers:\n'))).toEqual([[SCALER, message()]]);
  });

  test('on a native sidecar', () => {
    const text = change(change(MISSING, "{ name: init, image: 'fetch:1' }", '{ name: proxy, restartPolicy: Always }'), REQUESTS, 'requests: { cpu: 1 }');
    expect(told(hpaMissingRequest, text)).toEqual([[SCALER, message({ container: 'proxy' })]]);
  });

  test.each<[string, string]>([
    ['no metric', 'minReplicas: 1'],
    ['an empty list of metrics', 'metrics: []'],
    ['null for its metrics', 'metrics: null'],
  ])('on an autoscaler with %s, for which the API server fills in 80 %% CPU', (_, metrics) => {
    expect(told(hpaMissingRequest, change(MISSING, METRICS, metrics)).map(([object]) => object)).toEqual([SCALER]);
  });

  test('on an autoscaler of v1, whose one metric is CPU, given or not', () => {
    const v1 = change(MISSING, 'autoscaling/v2', 'autoscaling/v1');
    const whole = [[SCALER, message({ at: 'spec.targetCPUUtilizationPercentage' })]];
    expect(told(hpaMissingRequest, change(v1, METRICS, 'targetCPUUtilizationPercentage: 50'))).toEqual(whole);
    expect(told(hpaMissingRequest, change(v1, METRICS, 'minReplicas: 1'))).toEqual(whole);
  });

  test('on a StatefulSet without any resources', () => {
    const text = change(MISSING, `resources: { ${REQUESTS} }`, 'resources: null').replace(/kind: Deployment/g, 'kind: StatefulSet');
    expect(told(hpaMissingRequest, text)).toEqual([[SCALER, message({ workload: 'StatefulSet vision/classifier' })]]);
  });
});

describe('hpa-missing-request is silent', () => {
  test.each<[string, string, string]>([
    ['when every container has the request', REQUESTS, 'requests: { cpu: 1 }'],
    ['when a limit stands for the request', REQUESTS, "limits: { cpu: '2' }"],
    ['when the metric names a container that has the request', METRICS, 'metrics: [{ containerResource: { name: cpu, container: exporter, target: { averageUtilization: 60 } } }]'],
    ['when the metric names a container that is not there', METRICS, 'metrics: [{ containerResource: { name: cpu, container: other, target: { averageUtilization: 60 } } }]'],
    ['when the pod as a whole has the request', 'containers:\n', "resources: { requests: { cpu: '1' } }\n      containers:\n"],
    ['when the pod as a whole has the limit', 'containers:\n', "resources: { limits: { cpu: '1' } }\n      containers:\n"],
    ['when the metric is a value, not a share', METRICS, 'metrics: [{ resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }]'],
    ['when the metric is a value and its share is null', METRICS, 'metrics: [{ resource: { name: cpu, target: { averageValue: 500m, averageUtilization: null } } }]'],
    ['when the metric is of pods', METRICS, "metrics: [{ type: Pods, pods: { metric: { name: fps }, target: { averageValue: '1' } } }]"],
    ['when the target is not among the objects', 'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the target is in another namespace', 'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
    ['when the target is null', 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }', 'scaleTargetRef: null'],
  ])('%s', (_, from, to) => {
    expect(told(hpaMissingRequest, change(MISSING, from, to))).toEqual([]);
  });

  test('of an init container that ends: the autoscaler does not count it', () => {
    expect(told(hpaMissingRequest, change(MISSING, REQUESTS, 'requests: { cpu: 500m }'))).toEqual([]);
  });

  test('of a pod without containers', () => {
    expect(told(hpaMissingRequest, MISSING.replace(/ {6}containers:[^]*?---/, '      containers: null\n---'))).toEqual([]);
  });
});
