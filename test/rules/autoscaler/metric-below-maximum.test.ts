import { metricBelowMaximum } from '../../../src/rules/autoscaler/metric-below-maximum';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = metricBelowMaximum;
const THRESHOLD = "threshold: '80'";
const FIRES = [['ScaledObject engine', 'spec.triggers[0]']];

/** An autoscaler of a metric of pods, and what is among the objects besides. */
const pods = (name: string, value: string, more = '') => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine, namespace: llm }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - type: Pods
      pods: { metric: { name: '${name}' }, target: { type: AverageValue, averageValue: ${value} } }
${more}`;

/** A Deployment whose limits end where its requests do, and an autoscaler of CPU and another metric. */
const two = (percent: number, second: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine }
spec:
  template: { spec: { containers: [{ name: a, resources: { limits: { cpu: 2, memory: 1Gi } } }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: ${percent} } } }
    - ${second}
`;
const MEMORY = '{ type: Resource, resource: { name: memory, target: { type: AverageValue, averageValue: 1Gi } } }';
const QUEUE = '{ type: External, external: { metric: { name: q }, target: { type: AverageValue, averageValue: 1 } } }';

test('the examples of metric-below-maximum', () => {
  expect(codes(failing)).toEqual(['metric-below-maximum']);
  expect(codes(repaired)).toEqual([]);
});

describe('metric-below-maximum fires', () => {
  test('on an average that is divided by the replicas', () => {
    expect(told(metricBelowMaximum, failing)).toEqual([[
      'ScaledObject engine',
      'spec.triggers[0]: got "80"; asks for 2 replicas at most: the query returns 100 at most — with AverageValue the '
      + 'replicas are the value divided by the threshold, and an average does not grow with them; set metricType: '
      + `Value, which compares an average with the threshold (${metricBelowMaximum.source})`,
    ]]);
  });

  test('on a threshold that is never passed, where a replica starts from zero', () => {
    const text = change(change(failing, THRESHOLD, "threshold: '95'"), 'minReplicaCount: 1', 'minReplicaCount: 0');
    expect(fires(metricBelowMaximum, text)).toEqual(FIRES);
  });

  test.each<[string, string]>([
    ['vllm:gpu_cache_usage_perc', '80'],
    ['DCGM_FI_DEV_GPU_UTIL', '95'],
    ['nv_gpu_utilization', '950m'],
  ])('on %s with a target of %s, where no adapter says how it is made', (name, value) => {
    expect(fires(metricBelowMaximum, pods(name, value))).toEqual([
      ['HorizontalPodAutoscaler llm/engine', 'spec.metrics[0]'],
    ]);
  });

  test('on the one metric of two that the limits keep out of reach', () => {
    expect(fires(metricBelowMaximum, two(95, QUEUE))).toEqual([['HorizontalPodAutoscaler engine', 'spec.metrics[0]']]);
    expect(fires(metricBelowMaximum, two(70, MEMORY))).toEqual([['HorizontalPodAutoscaler engine', 'spec.metrics[1]']]);
  });
});

describe('metric-below-maximum is silent', () => {
  test.each<[string, string, string]>([
    ['when the maximum is within reach', 'maxReplicaCount: 4', 'maxReplicaCount: 2'],
    ['when the threshold is small enough', THRESHOLD, "threshold: '25'"],
    ['on a sum', 'avg(DCGM', 'sum(DCGM'],
    ['on another type of trigger', 'type: prometheus', 'type: graphite'],
    ['on a threshold that is no number', THRESHOLD, "threshold: '$T'"],
    ['where a formula makes one metric of all', 'triggers:',
      "advanced: { scalingModifiers: { formula: 'a * 2', target: '1' } }\n  triggers:"],
  ])('%s', (_, from, to) => {
    expect(fires(metricBelowMaximum, change(failing, from, to))).toEqual([]);
  });

  test('on a metric of pods within reach, and of another name', () => {
    expect(fires(metricBelowMaximum, pods('vllm:gpu_cache_usage_perc', '800m'))).toEqual([]);
    expect(fires(metricBelowMaximum, pods('ei_scale_ratio', '80'))).toEqual([]);
    expect(fires(metricBelowMaximum, pods('constructor', '80'))).toEqual([]);
  });

  test('where all metrics are out of reach, which is an error', () => {
    expect(codes(two(95, MEMORY)).filter((code) => code === 'metric-below-maximum')).toEqual([]);
    expect(codes(two(95, MEMORY)).filter((code) => code === 'hpa-unreachable-target')).toHaveLength(2);
  });
});
