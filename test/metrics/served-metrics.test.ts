import { AutoscaledInference, InferenceDeployment, InferenceMetric, ModelServer, PrometheusType, ScalingMetric, type IInference } from '../../src';
import { measuresOf } from '../../src/metrics/served-metrics';
import { describe as say } from '../../src/validation/problem';
import { measureProblems } from '../../src/metrics/measure-problems';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const { GAUGE, COUNTER, HISTOGRAM } = PrometheusType;
const OWN = { fps: GAUGE, asked_total: COUNTER, latency: HISTOGRAM };
const custom = (metrics?: Record<string, PrometheusType>) => ModelServer.custom({ image: 'a/b:1', httpPort: 8080, metricsPort: 9100, metrics });

function scaled(metrics: ScalingMetric[], server: ModelServer = custom()): IInference {
  return new AutoscaledInference(testChart(), 'It', autoscaledProps({ server, metrics }));
}

describe('the measures that an autoscaler follows', () => {
  test('are those that pods show, with target, labels and place; others come from elsewhere', () => {
    const perSecond = InferenceMetric.rate('asked_total');
    const found = measuresOf(scaled([
      ScalingMetric.cpuUtilization(50), ScalingMetric.inference(perSecond, '20'), ScalingMetric.externalAverageValue('depth', '3'), ScalingMetric.pods('fps', '500m', { matchLabels: { stream: 'a' } }),
    ]));
    expect(found.map(({ metric, target, labels, index }) => [metric.name, target, labels, index])).toEqual([['asked_per_second', '20', {}, 1], ['fps', '500m', { stream: 'a' }, 3]]);
    expect(found[0].metric).toBe(perSecond);
  });

  test('are none where the number is fixed', () => {
    expect(measuresOf(new InferenceDeployment(testChart(), 'It', deploymentProps({ replicas: 2 })))).toEqual([]);
  });
});

describe('a measure', () => {
  const told = (metric: InferenceMetric, server: ModelServer = custom(OWN)): string[] => {
    const it = new InferenceDeployment(testChart(), 'It', deploymentProps({ server }));
    return measureProblems('at', metric, it.server).map(say);
  };
  const query = (series: string) => InferenceMetric.query('x', [series], `max(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`);

  test.each<[string, InferenceMetric]>([
    ['of a gauge', InferenceMetric.gauge('fps')],
    ['of gauges', InferenceMetric.sum(['fps', 'fps'])],
    ['of a counter', InferenceMetric.rate('asked_total')],
    ['of counters', InferenceMetric.ratio('asked_total', 'asked_total')],
    ['of a histogram', InferenceMetric.quantile('latency', 0.9)],
    ['of the parts of a histogram, which are counters: its mean', InferenceMetric.ratio('latency_sum', 'latency_count')],
    ['of a histogram\'s bucket', InferenceMetric.rate('latency_bucket')],
    ['by a query of what the server shows', query('asked_total')],
    ['by a query of what another container shows', query('envoy_requests_total')],
  ])('%s is made of what the server shows', (_, metric) => {
    expect(told(metric)).toEqual([]);
  });

  test('of a server of which nothing is known is taken as it is', () => {
    expect(told(InferenceMetric.gauge('anything'), custom())).toEqual([]);
  });

  const FIX = 'use one of these, or InferenceMetric.query for what another container shows';
  const UNKNOWN = `is not shown by server, which shows fps, asked_total, latency — the autoscaler would find no value, and hold; ${FIX}`;
  const WRONG = 'the query would give no value, or a wrong one';
  const GROWS = 'a total only grows, so the replicas would only grow';

  test.each<[string, InferenceMetric, string[]]>([
    ['of a series that the server does not show', InferenceMetric.gauge('frames'), [`at: got "frames"; ${UNKNOWN}`]],
    ['of two of them', InferenceMetric.sum(['frames', 'drops']), [`at: got "frames"; ${UNKNOWN}`, `at: got "drops"; ${UNKNOWN}`]],
    ['of the count of what is no histogram', InferenceMetric.gauge('fps_count'), [`at: got "fps_count"; ${UNKNOWN}`]],
    ['of a part of what is not shown', InferenceMetric.rate('delay_count'), [`at: got "delay_count"; ${UNKNOWN}`]],
    ['of a counter as if it were a gauge', InferenceMetric.gauge('asked_total'), [`at: got "asked_total"; is a counter, not a gauge — ${GROWS}; use InferenceMetric.rate or ratio`]],
    ['of a histogram\'s count as if it were a gauge', InferenceMetric.gauge('latency_count'), [`at: got "latency_count"; is a counter, not a gauge — ${GROWS}; use InferenceMetric.rate or ratio`]],
    ['of a gauge as if it were a counter', InferenceMetric.rate('fps'), [`at: got "fps"; is a gauge, not a counter — ${WRONG}; use InferenceMetric.gauge or sum`]],
    ['of a gauge as if it were a histogram', InferenceMetric.quantile('fps', 0.5), [`at: got "fps"; is a gauge, not a histogram — ${WRONG}; use InferenceMetric.gauge or sum`]],
    ['of a histogram as if it were a counter', InferenceMetric.rate('latency'), [`at: got "latency"; is a histogram, not a counter — ${WRONG}; use InferenceMetric.quantile`]],
    ['of a histogram as if it were a gauge', InferenceMetric.gauge('latency'), [`at: got "latency"; is a histogram, not a gauge — ${WRONG}; use InferenceMetric.quantile`]],
    ['by a name that no series has', InferenceMetric.gauge('requests-per-second'), [
      'at.series: got "requests-per-second"; must be the name of a Prometheus series — Prometheus would refuse the query, and with it the adapter drops every rule; '
      + 'give the name without labels',
    ]],
  ])('%s is told', (_, metric, lines) => {
    expect(told(metric)).toEqual(lines);
  });

  test('of a server that shows nothing is told', () => {
    expect(told(InferenceMetric.gauge('fps'), ModelServer.llamaCpp({ modelFile: 'q.gguf', enableMetrics: false }))).toEqual([
      'at: got "fps"; is not shown by llama-cpp — the autoscaler would find no value, and hold; switch its metrics on, or say what it shows (metrics of ModelServer.custom)',
    ]);
  });
});
