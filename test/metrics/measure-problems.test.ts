import { InferenceMetric, LatencyUnit, ModelServer, PrometheusType } from '../../src';
import { measureProblems } from '../../src/metrics/measure-problems';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const { GAUGE, COUNTER, HISTOGRAM } = PrometheusType;
const OWN = { fps: GAUGE, asked_total: COUNTER, latency: HISTOGRAM };
const custom = (metrics?: Record<string, PrometheusType>) => (
  ModelServer.custom({ image: 'a/b:1', httpPort: 8080, metricsPort: 9100, metrics }));

describe('a measure', () => {
  const found = (metric: InferenceMetric, server: ModelServer = custom(OWN)) => (
    codes(measureProblems('at', metric, server)));
  const query = (series: string) => (
    InferenceMetric.query('x', [series], `max(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`));

  test.each<[string, InferenceMetric]>([
    ['of a gauge', InferenceMetric.gauge('fps')],
    ['of gauges', InferenceMetric.sum(['fps', 'fps'])],
    ['of a counter', InferenceMetric.rate('asked_total')],
    ['of counters', InferenceMetric.ratio('asked_total', 'asked_total')],
    ['of a histogram', InferenceMetric.quantile('latency', 0.9)],
    ['of the parts of a histogram, which are counters: its mean',
      InferenceMetric.ratio('latency_sum', 'latency_count')],
    ['of the sum of a histogram: what is in flight', InferenceMetric.inFlight('latency_sum')],
    ['of a counter that may sum up latencies', InferenceMetric.inFlight('asked_total')],
    ['of a histogram\'s bucket', InferenceMetric.rate('latency_bucket')],
    ['by a query of what the server shows', query('asked_total')],
    ['by a query of what another container shows', query('envoy_requests_total')],
  ])('%s is made of what the server shows', (_, metric) => {
    expect(found(metric)).toEqual([]);
  });

  test('of a server of which nothing is known is taken as it is', () => {
    expect(found(InferenceMetric.gauge('anything'), custom())).toEqual([]);
  });

  test.each<[string, InferenceMetric, ...Expected[]]>([
    ['of a series that the server does not show', InferenceMetric.gauge('frames'),
      ['metrics/series-not-exposed', 'at']],
    ['of two of them', InferenceMetric.sum(['frames', 'drops']), ['metrics/series-not-exposed', 'at'],
      ['metrics/series-not-exposed', 'at']],
    ['of the count of what is no histogram', InferenceMetric.gauge('fps_count'), ['metrics/series-not-exposed', 'at']],
    ['of a part of what is not shown', InferenceMetric.rate('delay_count'), ['metrics/series-not-exposed', 'at']],
    ['of a counter as if it were a gauge', InferenceMetric.gauge('asked_total'), ['metrics/total-without-rate', 'at']],
    ['of a histogram\'s count as if it were a gauge', InferenceMetric.gauge('latency_count'),
      ['metrics/total-without-rate', 'at']],
    ['of a histogram\'s count as if it were latencies', InferenceMetric.inFlight('latency_count'),
      ['metrics/no-sum-of-latencies', 'at']],
    ['of a histogram\'s bucket as if it were latencies', InferenceMetric.inFlight('latency_bucket'),
      ['metrics/no-sum-of-latencies', 'at']],
    ['of a member of every object', InferenceMetric.gauge('constructor'), ['metrics/series-not-exposed', 'at']],
    ['of a gauge as if it were a counter', InferenceMetric.rate('fps'), ['metrics/series-of-another-type', 'at']],
    ['of a gauge as if it were a histogram', InferenceMetric.quantile('fps', 0.5),
      ['metrics/series-of-another-type', 'at']],
    ['of a histogram as if it were a counter', InferenceMetric.rate('latency'),
      ['metrics/series-of-another-type', 'at']],
    ['of a histogram as if it were a gauge', InferenceMetric.gauge('latency'),
      ['metrics/series-of-another-type', 'at']],
    ['by a name that no series has', InferenceMetric.gauge('requests-per-second'),
      ['values/invalid-series-name', 'at.series']],
  ])('%s is reported', (_, metric, ...expected) => {
    expect(found(metric)).toEqual(expected);
  });

  test.each<[string, ModelServer, LatencyUnit | undefined, Expected[]]>([
    ['nv_inference_request_success', ModelServer.triton(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
    ['nv_inference_count', ModelServer.triton(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
    ['vllm:generation_tokens_total', ModelServer.vllm(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
    ['vllm:request_success_total', ModelServer.vllm(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
    ['ts_inference_requests_total', ModelServer.torchServe(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
    ['nv_inference_queue_duration_us', ModelServer.triton(), LatencyUnit.MICROSECONDS, []],
    ['ts_queue_latency_microseconds', ModelServer.torchServe(), LatencyUnit.MICROSECONDS, []],
    ['vllm:e2e_request_latency_seconds_sum', ModelServer.vllm(), undefined, []],
    ['model_infer_request_duration_sum', ModelServer.mlServer(), undefined, []],
    ['model_infer_request_duration_count', ModelServer.mlServer(), undefined, [['metrics/no-sum-of-latencies', 'at']]],
  ])('of requests in flight by %s of a known server', (series, server, unit, expected) => {
    expect(found(InferenceMetric.inFlight(series, { unit }), server)).toEqual(expected);
  });

  test('of a server that shows nothing is reported', () => {
    expect(found(InferenceMetric.gauge('fps'), ModelServer.llamaCpp({
      modelFile: 'q.gguf',
      enableMetrics: false,
    }))).toEqual([
      ['metrics/no-series-exposed', 'at'],
    ]);
  });

  test('is reported with the series that the server shows instead', () => {
    const [{ rule }] = measureProblems('at', InferenceMetric.gauge('frames'), custom(OWN));
    expect(rule).toContain('fps, asked_total, latency');
  });

  test.each<[string, InferenceMetric, string]>([
    ['a counter', InferenceMetric.gauge('asked_total'), 'InferenceMetric.rate, inFlight or ratio'],
    ['a gauge', InferenceMetric.rate('fps'), 'InferenceMetric.gauge or sum'],
    ['a histogram', InferenceMetric.gauge('latency'), 'InferenceMetric.quantile'],
  ])('of %s is reported with the factory that fits', (_, metric, factory) => {
    const [{ fix }] = measureProblems('at', metric, custom(OWN));
    expect(fix).toContain(factory);
  });
});
