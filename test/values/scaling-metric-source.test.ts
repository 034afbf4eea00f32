import { InferenceMetric, ModelServer, ScalingMetric, type DescribedObject } from '../../src';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const INGRESS: DescribedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };

test.each<[string, ScalingMetric, ...Expected[]]>([
  ['zero percent', ScalingMetric.cpuUtilization(0), ['validation/integer', 'averageUtilization']],
  ['a negative percentage', ScalingMetric.memoryUtilization(-5), ['validation/integer', 'averageUtilization']],
  ['a fraction instead of percent', ScalingMetric.cpuUtilization(0.6), ['validation/integer', 'averageUtilization']],
  ['no number', ScalingMetric.cpuUtilization(NaN), ['validation/integer', 'averageUtilization']],
  ['an endless number', ScalingMetric.cpuUtilization(Infinity), ['validation/integer', 'averageUtilization']],
  ['a quantity that does not parse', ScalingMetric.cpuAverageValue('1 core'),
    ['validation/quantity', 'averageValue']],
  ['a quantity of zero', ScalingMetric.memoryAverageValue('0Gi'),
    ['validation/quantity-not-positive', 'averageValue']],
  ['a negative quantity', ScalingMetric.pods('a', '-1'), ['validation/quantity-not-positive', 'averageValue']],
  ['a container that is none', ScalingMetric.containerCpuUtilization('My Server', 0),
    ['validation/name', 'container'], ['validation/integer', 'averageUtilization']],
  ['no container', ScalingMetric.containerMemoryAverageValue('', 'x'), ['validation/name', 'container'],
    ['validation/quantity', 'averageValue']],
  ['no metric', ScalingMetric.pods('', '1'), ['validation/name', 'metric']],
  ['a metric with a slash', ScalingMetric.externalValue('a/b', '1'), ['validation/name', 'metric']],
  ['a metric with neither name nor value', ScalingMetric.externalAverageValue('%', ''), ['validation/name', 'metric'],
    ['validation/quantity', 'averageValue']],
  ['a value of zero', ScalingMetric.externalValue('a', '0'), ['validation/quantity-not-positive', 'value']],
  ['a metric with an invalid name and series, and no value',
    ScalingMetric.inference(InferenceMetric.gauge('a b', { name: 'a/b' }), '0'),
    ['validation/name', 'metric.name'],
    ['values/invalid-series-name', 'metric.series'],
    ['validation/quantity-not-positive', 'averageValue']],
  ['the signal of a server without a target', ModelServer.vllm().scalingMetric(),
    ['servers/signal-without-target', 'averageValue']],
  ['labels that are none', ScalingMetric.pods('a', '1', { matchLabels: { 'a b': 'c d' } }),
    ['validation/label-key', 'matchLabels["a b"]'], ['validation/label-value', 'matchLabels["a b"]']],
  ['an object without a version',
    ScalingMetric.objectAverageValue('a', { ...INGRESS, apiVersion: 'networking.k8s.io' }, 'x'),
    ['validation/quantity', 'averageValue'], ['values/incomplete-described-object', 'describedObject']],
])('%s is refused', (_, metric, ...expected) => {
  expect(codes(metric._problems('metric'))).toEqual(expected.map(([code, field]) => [code, `metric.${field}`]));
});
