import { InferenceMetric, ScalingMetric } from '../../src';
import { podMetricProblems } from '../../src/scaling/keda-pod-metric-problems';
import { codes } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const CPU = ScalingMetric.cpuUtilization(60);
const RATIO = ScalingMetric.pods('ei_scale_ratio', '1');
const RATE = ScalingMetric.inference(InferenceMetric.rate('asked_total'), '2');

type Code = [code: string, field: string];
type Row = [what: string, prometheus: string | undefined, metrics: ScalingMetric[], ...problems: Code[]];

const ROWS: Row[] = [
  ['no address of Prometheus', undefined, [RATIO], ['scaling/keda-prometheus-missing', 'metrics[0]']],
  ['no address for a metric that is made', undefined, [CPU, RATE], ['scaling/keda-prometheus-missing', 'metrics[1]']],
  ['no address for two metrics, once', undefined, [RATE, RATIO], ['scaling/keda-prometheus-missing', 'metrics[0]']],
  [
    'a name that is no series',
    PROMETHEUS,
    [ScalingMetric.pods('requests-in-flight', '1')],
    ['scaling/keda-not-a-series', 'metrics[0].metric'],
  ],
  [
    'a key that is no label of Prometheus',
    PROMETHEUS,
    [ScalingMetric.pods('fps', '1', { matchLabels: { 'example.com/stream': 'a', 'stream': 'b' } })],
    ['scaling/keda-not-a-label', 'metrics[0].matchLabels["example.com/stream"]'],
  ],
  [
    'a target below a thousandth',
    PROMETHEUS,
    [ScalingMetric.pods('fps', '500u')],
    ['scaling/keda-target-too-small', 'metrics[0].averageValue'],
  ],
  [
    'several things at once',
    undefined,
    [CPU, ScalingMetric.pods('a-b', '1u', { matchLabels: { 'c-d': 'e' } })],
    ['scaling/keda-not-a-series', 'metrics[1].metric'],
    ['scaling/keda-not-a-label', 'metrics[1].matchLabels["c-d"]'],
    ['scaling/keda-target-too-small', 'metrics[1].averageValue'],
    ['scaling/keda-prometheus-missing', 'metrics[1]'],
  ],
];

test.each(ROWS)('refused: %s', (_, prometheus, metrics, ...problems) => {
  expect(codes(podMetricProblems(metrics, prometheus))).toEqual(problems);
});

test('the problem of a missing address names the metric that needs it', () => {
  expect(podMetricProblems([RATE], undefined).map(({ value }) => value)).toEqual(['asked_per_second']);
});

test.each<[string, ScalingMetric[]]>([
  ['a metric of pods', [RATIO]],
  ['a metric that is made of a series', [RATE]],
  ['a series with colons', [ScalingMetric.pods('vllm:num_requests_waiting', '1')]],
  ['the smallest target of KEDA', [ScalingMetric.pods('fps', '1m')]],
])('%s is accepted', (_, metrics) => {
  expect(podMetricProblems(metrics, PROMETHEUS)).toEqual([]);
});

test('CPU, memory and what is outside the pods need no address', () => {
  const outside = ScalingMetric.externalAverageValue('queue', '1');
  expect(podMetricProblems([CPU, ScalingMetric.memoryAverageValue('1Gi'), outside], undefined)).toEqual([]);
});
