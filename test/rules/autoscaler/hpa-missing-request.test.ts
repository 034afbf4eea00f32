import { hpaMissingRequest } from '../../../src/rules/autoscaler/hpa-missing-request';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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
const METRICS = 'metrics: '
  + '[{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]';
const REQUESTS = 'requests: { memory: 1Gi }';
const CPU = '{ type: Resource, resource: { name: cpu, target: { averageUtilization: 60 } } }';
const MEMORY = '{ type: Resource, resource: { name: memory, target: { averageUtilization: 80 } } }';
const OF_SERVER = '{ type: ContainerResource, containerResource: '
  + '{ name: cpu, container: server, target: { averageUtilization: 60 } } }';
/** The containers of a pod that states resources as a whole. */
const whole = (resources: string) => `resources: { ${resources} }\n      containers:\n`;
const FIRST = [[SCALER, 'spec.metrics[0]']];
const SERVER = 'spec.metrics[0]: container "server" of Deployment vision/classifier has no CPU request — '
  + 'utilization is usage divided by request, so the autoscaler reports "missing request for cpu" and never scales; ';

/** Which container, and of which resource, in the order of the findings. */
function missing(text: string): string[] {
  return told(hpaMissingRequest, text).map(([, message]) => {
    const [, container, resource] = /container "(.*)" of .* has no (.*) request — /.exec(message)!;
    return `${container} ${resource}`;
  });
}

test('the examples of hpa-missing-request', () => {
  expect(codes(hpaMissingRequest.failing)).toEqual(['hpa-missing-request']);
  expect(codes(hpaMissingRequest.repaired)).toEqual([]);
});

describe('hpa-missing-request fires', () => {
  test('on a container without the request, though its neighbour has one', () => {
    expect(told(hpaMissingRequest, MISSING)).toEqual([[
      SCALER,
      `${SERVER}set a CPU request on "server", or use a ContainerResource metric for "exporter" alone `
      + `(${hpaMissingRequest.source})`,
    ]]);
  });

  test('once for a metric, with all containers that lack the request', () => {
    const all = MISSING.replace(/requests: \{ cpu: [^}]*\}/, 'requests: {}');
    expect(told(hpaMissingRequest, all)).toEqual([[
      SCALER,
      'spec.metrics[0]: containers "server", "exporter" of Deployment vision/classifier have no CPU request — '
      + 'utilization is usage divided by request, so the autoscaler reports "missing request for cpu" and never '
      + `scales; set a CPU request on "server", "exporter" (${hpaMissingRequest.source})`,
    ]]);
  });

  test('on each container and metric', () => {
    const text = change(MISSING, METRICS, `metrics: [${CPU}, ${MEMORY}]`);
    expect(fires(hpaMissingRequest, text)).toEqual([[SCALER, 'spec.metrics[0]'], [SCALER, 'spec.metrics[1]']]);
    expect(missing(text)).toEqual(['server CPU', 'exporter memory']);
  });

  test('on the container that a ContainerResource metric names', () => {
    expect(told(hpaMissingRequest, change(MISSING, METRICS, `metrics: [${OF_SERVER}]`))).toEqual([[
      SCALER,
      `${SERVER}set a CPU request on "server" (${hpaMissingRequest.source})`,
    ]]);
  });

  test('once where two metrics, or two autoscalers, need the same request', () => {
    const twice = change(MISSING, METRICS, `metrics: [${CPU}, ${OF_SERVER}]`);
    const second = twice.split('---\n')[1].replace('name: scaler', 'name: second');
    expect(fires(hpaMissingRequest, `${twice}---\n${second}`)).toEqual(FIRST);
  });

  test('on the one container that is measured, though the pod as a whole has the request', () => {
    const text = change(MISSING, 'containers:\n', whole("requests: { cpu: '1' }"));
    expect(fires(hpaMissingRequest, change(text, METRICS, `metrics: [${OF_SERVER}]`))).toEqual(FIRST);
  });

  test('on containers that all have none, where the pod as a whole requests another resource', () => {
    const none = change(MISSING, 'requests: { cpu: 100m }', 'requests: { memory: 64Mi }');
    expect(fires(hpaMissingRequest, change(none, 'containers:\n', whole('requests: { memory: 4Gi }')))).toEqual(FIRST);
  });

  test('on a native sidecar', () => {
    const sidecar = change(MISSING, "{ name: init, image: 'fetch:1' }", '{ name: proxy, restartPolicy: Always }');
    const text = change(sidecar, REQUESTS, 'requests: { cpu: 1 }');
    expect(fires(hpaMissingRequest, text)).toEqual(FIRST);
    expect(missing(text)).toEqual(['proxy CPU']);
  });

  test.each<[string, string]>([
    ['no metric', 'minReplicas: 1'],
    ['an empty list of metrics', 'metrics: []'],
    ['null for its metrics', 'metrics: null'],
  ])('on an autoscaler with %s, for which the API server fills in 80 %% CPU', (_, metrics) => {
    expect(fires(hpaMissingRequest, change(MISSING, METRICS, metrics))).toEqual(FIRST);
  });

  test('on an autoscaler of v1, whose one metric is CPU, given or not', () => {
    const v1 = change(MISSING, 'autoscaling/v2', 'autoscaling/v1');
    const found = [[SCALER, 'spec.targetCPUUtilizationPercentage']];
    expect(fires(hpaMissingRequest, change(v1, METRICS, 'targetCPUUtilizationPercentage: 50'))).toEqual(found);
    expect(fires(hpaMissingRequest, change(v1, METRICS, 'minReplicas: 1'))).toEqual(found);
  });

  test('on a StatefulSet without any resources', () => {
    const text = change(MISSING, `resources: { ${REQUESTS} }`, 'resources: null');
    expect(fires(hpaMissingRequest, text.replace(/kind: Deployment/g, 'kind: StatefulSet'))).toEqual(FIRST);
  });
});

describe('hpa-missing-request is silent', () => {
  test.each<[string, string, string]>([
    ['when every container has the request', REQUESTS, 'requests: { cpu: 1 }'],
    ['when a limit stands for the request', REQUESTS, "limits: { cpu: '2' }"],
    ['when the metric names a container that has the request',
      METRICS, `metrics: [${change(OF_SERVER, 'server', 'exporter')}]`],
    ['when the metric names a container that is not there',
      METRICS, `metrics: [${change(OF_SERVER, 'server', 'other')}]`],
    ['when the pod as a whole has the request', 'containers:\n', whole("requests: { cpu: '1' }")],
    ['when the pod as a whole has the limit', 'containers:\n', whole("limits: { cpu: '1' }")],
    ['when the pod as a whole requests another resource: what its containers have together counts',
      'containers:\n', whole('requests: { memory: 4Gi }, limits: null')],
    ['when the pod as a whole limits another resource', 'containers:\n', whole('limits: { memory: 4Gi }')],
    ['when the metric is a value, not a utilization',
      METRICS, 'metrics: [{ resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }]'],
    ['when the metric is a value and its utilization is null',
      METRICS, 'metrics: [{ resource: { name: cpu, target: { averageValue: 500m, averageUtilization: null } } }]'],
    ['when the metric is of pods',
      METRICS, "metrics: [{ type: Pods, pods: { metric: { name: fps }, target: { averageValue: '1' } } }]"],
    ['when the metric names no resource',
      METRICS, 'metrics: [{ type: Resource, resource: { target: { averageUtilization: 60 } } }]'],
    ['when the target is not among the objects',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the target is in another namespace', 'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
    ['when the target is null',
      'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }', 'scaleTargetRef: null'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaMissingRequest, change(MISSING, from, to))).toEqual([]);
  });

  test('of an init container that ends: the autoscaler does not count it', () => {
    expect(fires(hpaMissingRequest, change(MISSING, REQUESTS, 'requests: { cpu: 500m }'))).toEqual([]);
  });

  test('of a pod without containers', () => {
    const text = MISSING.replace(/ {6}containers:[^]*?---/, '      containers: null\n---');
    expect(fires(hpaMissingRequest, text)).toEqual([]);
  });
});
