import { hpaUnreachableTarget } from '../../../src/rules/autoscaler/hpa-unreachable-target';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNREACHABLE = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          resources: { requests: { cpu: '2' }, limits: { cpu: 2000m } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } } }]
`;

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const RESOURCES = "resources: { requests: { cpu: '2' }, limits: { cpu: 2000m } }";
const FIRES = [[SCALER, 'spec.metrics[0]']];

/** What the rule computes: `100 %, above 104.5 %, tolerance 10 %, 90 % or less`. */
function computed(text: string): string[] {
  const parts = /at (\d+ %) — .* (above [\d.]+ %), the target and a tolerance of (\d+ %); lower the target to (.*), or/;
  return told(hpaUnreachableTarget, text).map(([, message]) => {
    const [, highest, threshold, tolerance, reachable] = parts.exec(message)!;
    return `${highest}, ${threshold}, tolerance ${tolerance}, ${reachable}`;
  });
}

test('the examples of hpa-unreachable-target', () => {
  expect(codes(hpaUnreachableTarget.failing)).toEqual(['hpa-unreachable-target']);
  expect(codes(hpaUnreachableTarget.repaired)).toEqual([]);
});

describe('hpa-unreachable-target fires', () => {
  test('on a target within the tolerance of what the limits allow', () => {
    expect(told(hpaUnreachableTarget, UNREACHABLE)).toEqual([[
      SCALER,
      'spec.metrics[0]: got 95; CPU limits of Deployment vision/classifier cap utilization at 100 % — '
      + 'the autoscaler scales up only above 104.5 %, the target and a tolerance of 10 %; '
      + `lower the target to 90 % or less, or raise the limit (${hpaUnreachableTarget.source})`,
    ]]);
  });

  test('on memory, and where a limit alone stands for the request', () => {
    const memory = change(UNREACHABLE, 'name: cpu', 'name: memory');
    const text = change(memory, RESOURCES, 'resources: { limits: { memory: 2Gi } }');
    expect(fires(hpaUnreachableTarget, text)).toEqual(FIRES);
    expect(computed(text)).toEqual(['100 %, above 104.5 %, tolerance 10 %, 90 % or less']);
  });

  test('on the sum of all containers', () => {
    const exporter = '{ name: exporter, resources: { requests: { cpu: 100m }, limits: { cpu: 100m } } }';
    const text = change(UNREACHABLE, RESOURCES, `${RESOURCES}\n        - ${exporter}`);
    expect(fires(hpaUnreachableTarget, text)).toEqual(FIRES);
  });

  test('on the container alone that a ContainerResource metric names', () => {
    const exporter = '{ name: exporter, resources: { requests: { cpu: 100m } } }';
    const text = change(UNREACHABLE, RESOURCES, `${RESOURCES}\n        - ${exporter}`);
    const ofServer = 'type: ContainerResource, containerResource: { container: server, name: cpu';
    expect(fires(hpaUnreachableTarget, change(text, 'type: Resource, resource: { name: cpu', ofServer))).toEqual(FIRES);
  });

  test('on a native sidecar among those that are summed up', () => {
    const proxy = '{ name: proxy, restartPolicy: Always, resources: { limits: { cpu: 1 } } }';
    const text = change(UNREACHABLE, 'containers:', `initContainers: [${proxy}]\n      containers:`);
    expect(fires(hpaUnreachableTarget, text)).toEqual(FIRES);
  });

  test('on exactly ten per cent above the target, which is still within the tolerance', () => {
    const limited = change(UNREACHABLE, RESOURCES, 'resources: { requests: { cpu: 1 }, limits: { cpu: 1.1 } }');
    const text = change(limited, 'averageUtilization: 95', 'averageUtilization: 100');
    expect(fires(hpaUnreachableTarget, text)).toEqual(FIRES);
  });

  test('on an autoscaler of v1', () => {
    const v1 = UNREACHABLE.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1');
    expect(fires(hpaUnreachableTarget, `${v1}  targetCPUUtilizationPercentage: 95\n`)).toEqual([
      [SCALER, 'spec.targetCPUUtilizationPercentage'],
    ]);
  });

  test('on a wider tolerance of the autoscaler\'s own', () => {
    const behavior = "maxReplicas: 4\n  behavior: { scaleUp: { tolerance: '0.2' } }";
    const wider = change(UNREACHABLE, 'maxReplicas: 4', behavior);
    expect(computed(change(wider, 'averageUtilization: 95', 'averageUtilization: 85'))).toEqual([
      '100 %, above 102 %, tolerance 20 %, 83 % or less',
    ]);
  });

  test('when only its way down has a tolerance of its own', () => {
    const behavior = "maxReplicas: 4\n  behavior: { scaleUp: null, scaleDown: { tolerance: '0.01' } }";
    expect(computed(change(UNREACHABLE, 'maxReplicas: 4', behavior))).toEqual([
      '100 %, above 104.5 %, tolerance 10 %, 90 % or less',
    ]);
  });
});

/** The trigger of a ScaledObject that keeps one replica. */
const keda = (query: string, threshold: string, metricType: string) => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  triggers:
    - { type: prometheus, metricType: ${metricType}, metadata: { query: '${query}', threshold: '${threshold}' } }
`;

/** The rule of an adapter that serves a metric of pods, and an autoscaler of it. */
const served = (query: string, value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'vllm:kv_cache_usage_perc{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: cache_usage}
      metricsQuery: ${query} by (<<.GroupBy>>)
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Pods, pods: { metric: { name: cache_usage }, target: { type: AverageValue, averageValue: ${value} } } }
`;
const SERIES = '(<<.Series>>{<<.LabelMatchers>>})';

describe('hpa-unreachable-target fires on what a metric never shows', () => {
  test.each<[string, string, string]>([
    ['avg(vllm:kv_cache_usage_perc)', '80', 'Value'],
    ['avg(vllm:kv_cache_usage_perc)', '80', 'AverageValue'],
    ['avg(vllm:kv_cache_usage_perc)', '1', 'Value'],
    ['avg(DCGM_FI_DEV_GPU_UTIL) / 100', '80', 'Value'],
    ['clamp_max(sum(queue), 10)', '10', 'AverageValue'],
  ])('%s with a threshold of %s and the type %s', (query, threshold, type) => {
    expect(fires(hpaUnreachableTarget, keda(query, threshold, type))).toEqual([
      ['ScaledObject vision/scaler', 'spec.triggers[0]'],
    ]);
  });

  test.each<[string, string, string]>([
    ['avg(vllm:kv_cache_usage_perc)', '0.8', 'Value'],
    ['avg(vllm:kv_cache_usage_perc) * 100', '80', 'Value'],
    ['avg(DCGM_FI_DEV_GPU_UTIL)', '80', 'AverageValue'],
    ['sum(vllm:kv_cache_usage_perc)', '80', 'Value'],
  ])('and not on %s with %s and the type %s', (query, threshold, type) => {
    expect(fires(hpaUnreachableTarget, keda(query, threshold, type))).toEqual([]);
  });

  test('by the query of an adapter', () => {
    const scaler = [SCALER, 'spec.metrics[0]'];
    expect(fires(hpaUnreachableTarget, served(`avg${SERIES}`, '80'))).toEqual([scaler]);
    expect(told(hpaUnreachableTarget, served(`avg${SERIES}`, '80'))[0][1]).toContain(
      'got 80; is out of reach: cache_usage shows 1 at most — ');
    expect(fires(hpaUnreachableTarget, served(`100 * avg${SERIES}`, '80'))).toEqual([]);
    expect(fires(hpaUnreachableTarget, served(`sum${SERIES}`, '80'))).toEqual([]);
    expect(fires(hpaUnreachableTarget, served(`avg${SERIES}`, '800m'))).toEqual([]);
  });

  test('on averages of usage, in the unit of their resource', () => {
    const [from, to] = ['type: Utilization, averageUtilization: 95', 'type: AverageValue, averageValue: 3'];
    const average = change(UNREACHABLE, from, to);
    expect(told(hpaUnreachableTarget, average)).toEqual([[
      SCALER,
      'spec.metrics[0]: got 3; CPU limits of Deployment vision/classifier cap the usage of a pod at 2000m — the '
      + 'autoscaler scales up only above 3300m, the target and a tolerance of 10 %; set a target below 1818m, or raise '
      + `the limit (${hpaUnreachableTarget.source})`,
    ]]);
  });

  test('on limits and requests of the pod as a whole', () => {
    const bare = change(UNREACHABLE, RESOURCES, 'image: a');
    const pod = (resources: string) => change(bare, 'spec:\n      c', `spec:\n      ${resources}\n      c`);
    expect(fires(hpaUnreachableTarget, pod('resources: { requests: { cpu: 2 }, limits: { cpu: 2 } }'))).toEqual(FIRES);
    expect(fires(hpaUnreachableTarget, pod('resources: { limits: { cpu: 2 } }'))).toEqual(FIRES);
    expect(fires(hpaUnreachableTarget, pod('resources: { requests: { cpu: 1 }, limits: { cpu: 2 } }'))).toEqual([]);
    expect(fires(hpaUnreachableTarget, pod('resources: { requests: { cpu: 1 } }'))).toEqual([]);
  });
});

describe('hpa-unreachable-target is silent', () => {
  test('where another metric may scale up', () => {
    const target = '{ type: AverageValue, averageValue: 1 }';
    const queue = `{ type: External, external: { metric: { name: q }, target: ${target} } }`;
    expect(fires(hpaUnreachableTarget, change(UNREACHABLE, 'metrics: [', `metrics: [${queue}, `))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the target leaves room for the tolerance', 'averageUtilization: 95', 'averageUtilization: 90'],
    ['when the limit leaves room', 'limits: { cpu: 2000m }', "limits: { cpu: '3' }"],
    ['when there is no limit', ', limits: { cpu: 2000m }', ''],
    ['when the limits are null', 'limits: { cpu: 2000m }', 'limits: null'],
    ['when only another resource is limited', 'limits: { cpu: 2000m }', 'limits: { memory: 2Gi }'],
    ['when one container has no limit',
      RESOURCES, `${RESOURCES}\n        - { name: exporter, resources: { requests: { cpu: 100m } } }`],
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when the autoscaler has a narrower tolerance of its own',
      'maxReplicas: 4', "maxReplicas: 4\n  behavior: { scaleUp: { tolerance: '0.01' } }"],
    ['when an average leaves room',
      'type: Utilization, averageUtilization: 95', 'type: AverageValue, averageValue: 1800m'],
    ['when a quantity does not parse', 'limits: { cpu: 2000m }', 'limits: { cpu: two }'],
    ['when the target is not among the objects',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the metric names a container that is not there',
      'type: Resource, resource: { name: cpu',
      'type: ContainerResource, containerResource: { container: other, name: cpu'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaUnreachableTarget, change(UNREACHABLE, from, to))).toEqual([]);
  });

  test('of the default of v1, which leaves room', () => {
    const v1 = UNREACHABLE.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1');
    expect(fires(hpaUnreachableTarget, v1)).toEqual([]);
  });
});
