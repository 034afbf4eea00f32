import { valueTargetOnTotal } from '../../../src/rules/autoscaler/value-target-on-total';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const TOTAL = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: External, external: { metric: { name: queue_depth }, target: { type: Value, value: '30' } } }
`;

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const EXTERNAL = [[SCALER, 'spec.metrics[0].external.target']];
const METRIC = "{ type: External, external: { metric: { name: queue_depth }, target: { type: Value, value: '30' } } }";
const named = (name: string) => fires(valueTargetOnTotal, change(TOTAL, 'queue_depth', name));

test('the examples of value-target-on-total', () => {
  expect(codes(valueTargetOnTotal.failing)).toEqual(['value-target-on-total']);
  expect(codes(valueTargetOnTotal.repaired)).toEqual([]);
});

describe('value-target-on-total fires', () => {
  test('on an external total', () => {
    expect(told(valueTargetOnTotal, TOTAL)).toEqual([[
      SCALER,
      'spec.metrics[0].external.target: got "queue_depth: 30"; '
      + 'should be an AverageValue: by its name the metric is a total — '
      + 'the replicas are multiplied by the ratio of the metric to its target, '
      + 'and more replicas do not lower a total: they go to the maximum, or stay too many; '
      + 'use AverageValue (externalAverageValue, objectAverageValue), which divides the total by the replicas; '
      + `acknowledge this where the metric is no total (${valueTargetOnTotal.source})`,
    ]]);
  });

  test('on a total of an object', () => {
    const described = '{ type: Object, object: { describedObject: { apiVersion: v1, kind: Service, name: web },';
    expect(fires(valueTargetOnTotal, change(TOTAL, '{ type: External, external: {', described))).toEqual([
      [SCALER, 'spec.metrics[0].object.target'],
    ]);
  });

  test.each([
    'vllm:num_requests_waiting',
    'backlog',
    'requests_in_flight',
    'inFlight',
    'kafka_consumergroup_lag',
    'http_requests_total',
    'requests_per_second',
    'rps',
    'ei_drop_fps',
    'sqs_messages_visible',
  ])('on %s', (name) => {
    expect(named(name)).toEqual(EXTERNAL);
  });

  test('on a number, as YAML reads it', () => {
    expect(fires(valueTargetOnTotal, change(TOTAL, "value: '30'", 'value: 30'))).toEqual(EXTERNAL);
  });
});

describe('value-target-on-total is silent', () => {
  test.each([
    'request_latency',
    'http_request_duration_seconds_p90',
    'queue_time',
    'queue_wait_seconds',
    'nv_inference_queue_duration_us',
    'queue_us_per_request',
    'request_success_ratio',
    'queue_utilization',
    'requests_average',
    'temperature',
    'tfserving_request_latency_p90',
  ])('on %s, which each request or replica has for itself', (name) => {
    expect(named(name)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when it is divided by the replicas', "type: Value, value: '30'", "type: AverageValue, averageValue: '30'"],
    ['when the filled field divides it, whatever the type',
      "type: Value, value: '30'", "type: Value, averageValue: '30'"],
    ['when it is a metric of pods, of which the mean is the target',
      METRIC,
      '{ type: Pods, pods: { metric: { name: queue_depth }, target: { type: AverageValue, averageValue: 30 } } }'],
    ['when there is no name', 'name: queue_depth', 'name: null'],
    ['when there is no target', "target: { type: Value, value: '30' }", 'target: null'],
  ])('%s', (_, from, to) => {
    expect(fires(valueTargetOnTotal, change(TOTAL, from, to))).toEqual([]);
  });
});

test.each([
  ['queue', 'queue_'.repeat(17_000)],
  ['the beginning of a word', '_per_'.repeat(20_000)],
  ['digits', '_p1'.repeat(33_000)],
])('value-target-on-total reads a name of 100,000 characters in milliseconds: %s', (_, name) => {
  const objects = change(TOTAL, 'queue_depth', name);
  const begin = performance.now();
  fires(valueTargetOnTotal, objects);
  expect(performance.now() - begin).toBeLessThan(1000);
});
