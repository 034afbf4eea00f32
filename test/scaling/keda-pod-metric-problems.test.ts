import {
  AutoscaledInference, InferenceMetric, ModelServer, PrometheusAdapterRules, ScalingEngine, ScalingMetric,
} from '../../src';
import { podMetricProblems } from '../../src/scaling/keda-pod-metric-problems';
import { autoscaledProps, codes, OWN, refused, testChart } from '../helpers';

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
  expect(codes(podMetricProblems(metrics, prometheus, OWN.server))).toEqual(problems);
});

test('the problem of a missing address names the metric that needs it', () => {
  expect(podMetricProblems([RATE], undefined, OWN.server).map(({ value }) => value)).toEqual(['asked_per_second']);
});

test.each<[string, ScalingMetric[]]>([
  ['a metric of pods', [RATIO]],
  ['a metric that is made of a series', [RATE]],
  ['a series with colons', [ScalingMetric.pods('vllm:num_requests_waiting', '1')]],
  ['the smallest target of KEDA', [ScalingMetric.pods('fps', '1m')]],
])('%s is accepted', (_, metrics) => {
  expect(podMetricProblems(metrics, PROMETHEUS, OWN.server)).toEqual([]);
});

test('CPU, memory and what is outside the pods need no address', () => {
  const outside = ScalingMetric.externalAverageValue('queue', '1');
  expect(podMetricProblems([CPU, ScalingMetric.memoryAverageValue('1Gi'), outside], undefined, OWN.server)).toEqual([]);
});

describe('what the rules of the adapter refuse of a metric is refused with KEDA too:', () => {
  const server = ModelServer.triton();

  /** The problems of a metric, in the two ways that it may reach an autoscaler. */
  const both = (metric: ScalingMetric): string[][][] => {
    const [hpa, keda] = [ScalingEngine.hpa(), ScalingEngine.keda({ prometheus: PROMETHEUS })].map((engine) => {
      const chart = testChart();
      return refused(() => {
        const it = new AutoscaledInference(chart, 'M', autoscaledProps({ server, metrics: [metric], engine }));
        if (engine._keda === undefined) new PrometheusAdapterRules(chart, 'Adapter', { of: [it] });
      });
    });
    return [hpa, keda];
  };

  test.each<[string, ScalingMetric, string]>([
    ['a counter as a gauge', ScalingMetric.pods('nv_inference_request_success', '5'), 'metrics/total-without-rate'],
    ['a series that there is not', ScalingMetric.pods('requests', '5'), 'metrics/series-not-exposed'],
    [
      'a gauge as a counter',
      ScalingMetric.inference(InferenceMetric.rate('nv_inference_pending_request_count'), '5'),
      'metrics/series-of-another-type',
    ],
  ])('%s', (_, metric, code) => {
    expect(both(metric)).toEqual([[[code, 'of[0].metrics[0]']], [[code, 'metrics[0]']]]);
  });

  test('what is right is accepted by both', () => {
    expect(both(server.scalingMetric())).toEqual([[], []]);
  });
});
