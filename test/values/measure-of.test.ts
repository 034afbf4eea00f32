import { InferenceMetric, ScalingMetric, type DescribedObject } from '../../src';
import { measureOf } from '../../src/values/measure-of';

const INGRESS: DescribedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };

test('a measure of the server is made as its user says', () => {
  const perSecond = InferenceMetric.rate('asked_total');
  expect(measureOf(ScalingMetric.inference(perSecond, '20'))).toBe(perSecond);
});

test('a metric of pods is the gauge of its name, averaged so that a pod that is scraped twice counts once', () => {
  const measure = measureOf(ScalingMetric.pods('vllm:num_requests_waiting', '5'));
  expect([measure?.name, measure?._discovered]).toEqual(['vllm:num_requests_waiting', 'vllm:num_requests_waiting']);
  expect(measure?._promql('M', 'pod')).toContain('avg(vllm:num_requests_waiting{M}) by (pod)');
});

test('no other metric is made of what pods show', () => {
  const others = [
    ScalingMetric.cpuUtilization(50), ScalingMetric.containerMemoryAverageValue('server',
      '1Gi'), ScalingMetric.objectValue('a', INGRESS, '1'), ScalingMetric.externalAverageValue('a', '1'),
  ];
  expect(others.map(measureOf)).toEqual(others.map(() => undefined));
});
