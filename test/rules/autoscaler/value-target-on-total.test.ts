import { change, told } from '../manifests';
import { valueTargetOnTotal } from '../../../src/rules/autoscaler/value-target-on-total';

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

function message(at: string, got: string): string {
  return `spec.metrics[0].${at}.target: got "${got}"; holds what looks like a total at a Value — `
    + 'the replicas are multiplied by its ratio to the target, though more of them do not lower it: they go to the maximum, or stay too many; '
    + 'use AverageValue (externalAverageValue, objectAverageValue), which divides it by the replicas; acknowledge this where it is no total '
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details)';
}

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const named = (name: string) => told(valueTargetOnTotal, change(TOTAL, 'queue_depth', name));

describe('value-target-on-total fires', () => {
  test('on an external total', () => {
    expect(told(valueTargetOnTotal, TOTAL)).toEqual([[SCALER, message('external', 'queue_depth: 30')]]);
  });

  test('on a total of an object', () => {
    const text = change(TOTAL, '{ type: External, external: {', '{ type: Object, object: { describedObject: { apiVersion: v1, kind: Service, name: web },');
    expect(told(valueTargetOnTotal, text)).toEqual([[SCALER, message('object', 'queue_depth: 30')]]);
  });

  test.each(['vllm:num_requests_waiting', 'backlog', 'requests_in_flight', 'inFlight', 'kafka_consumergroup_lag', 'http_requests_total', 'requests_per_second', 'rps', 'ei_drop_fps', 'sqs_messages_visible'])('on %s', (name) => {
    expect(named(name)).toEqual([[SCALER, message('external', `${name}: 30`)]]);
  });

  test('on a number, as YAML reads it', () => {
    expect(told(valueTargetOnTotal, change(TOTAL, "value: '30'", 'value: 30'))).toEqual([[SCALER, message('external', 'queue_depth: 30')]]);
  });
});

describe('value-target-on-total is silent', () => {
  test.each([
    'request_latency', 'http_request_duration_seconds_p90', 'queue_time', 'queue_wait_seconds', 'nv_inference_queue_duration_us', 'queue_us_per_request', 'request_success_ratio',
    'queue_utilization', 'requests_average', 'temperature', 'tfserving_request_latency_p90',
  ])('on %s, which each request or replica has for itself', (name) => {
    expect(named(name)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when it is divided by the replicas', "type: Value, value: '30'", "type: AverageValue, averageValue: '30'"],
    ['when the filled field divides it, whatever the type', "type: Value, value: '30'", "type: Value, averageValue: '30'"],
    ['when it is a metric of pods, whose mean is held', '{ type: External, external: { metric: { name: queue_depth }, target: { type: Value, value: \'30\' } } }', '{ type: Pods, pods: { metric: { name: queue_depth }, target: { type: AverageValue, averageValue: 30 } } }'],
    ['when there is no name', 'name: queue_depth', 'name: null'],
    ['when there is no target', "target: { type: Value, value: '30' }", 'target: null'],
  ])('%s', (_, from, to) => {
    expect(told(valueTargetOnTotal, change(TOTAL, from, to))).toEqual([]);
  });
});
