import { Duration } from 'cdk8s';
import { InferenceMetric, PrometheusType, SeriesAggregation } from '../../src';
import { describe as say } from '../../src/validation/problem';

const { GAUGE, COUNTER, HISTOGRAM } = PrometheusType;
const QUERY = 'max(fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
const MINUTES = { window: Duration.minutes(2) };

const asked = (metric: InferenceMetric) => metric._promql('pod=~"a|b"', 'pod');
/** What is computed below the guard, and the value from which on there is none. */
function guarded(metric: InferenceMetric): [string, number] {
  const [, query, limit] = /^\((.*)\) >= 0 < (\d+)$/.exec(asked(metric)) ?? [];
  return [query, Number(limit)];
}
const sum = (series: string) => `sum(${series}{pod=~"a|b"}) by (pod)`;
const rate = (series: string, seconds: number) => `sum(rate(${series}{pod=~"a|b"}[${seconds}s])) by (pod)`;

/** Each with its name, its series, the one that tells the adapter that it exists, its time span, and its query without the guard. */
const METRICS: Array<[string, InferenceMetric, string, Array<[string, PrometheusType]>, string, number | undefined, string]> = [
  ['a gauge', InferenceMetric.gauge('fps'), 'fps', [['fps', GAUGE]], 'fps', undefined, sum('fps')],
  ['a gauge of its own name', InferenceMetric.gauge('fps', { name: 'frames' }), 'frames', [['fps', GAUGE]], 'fps', undefined, sum('fps')],
  ['the mean of a gauge', InferenceMetric.gauge('fps', { aggregation: SeriesAggregation.AVERAGE }), 'fps', [['fps', GAUGE]], 'fps', undefined, 'avg(fps{pod=~"a|b"}) by (pod)'],
  ['the maximum of a gauge', InferenceMetric.gauge('fps', { aggregation: SeriesAggregation.MAXIMUM }), 'fps', [['fps', GAUGE]], 'fps', undefined, 'max(fps{pod=~"a|b"}) by (pod)'],
  ['a gauge with colons', InferenceMetric.gauge(':vllm::waiting'), 'vllm_waiting', [[':vllm::waiting', GAUGE]], ':vllm::waiting', undefined, sum(':vllm::waiting')],
  ['a sum', InferenceMetric.sum(['x:running', 'waiting', 'new']), 'x_running_and_waiting_and_new', [['x:running', GAUGE], ['waiting', GAUGE], ['new', GAUGE]], 'x:running', undefined,
    `${sum('x:running')} + ${sum('waiting')} + ${sum('new')}`],
  ['a sum of its own name', InferenceMetric.sum(['a', 'b'], { name: 'in_flight' }), 'in_flight', [['a', GAUGE], ['b', GAUGE]], 'a', undefined, `${sum('a')} + ${sum('b')}`],
  ['a ratio', InferenceMetric.ratio('queue_us', 'asked_total'), 'queue_us_per_asked', [['queue_us', COUNTER], ['asked_total', COUNTER]], 'queue_us', 60,
    `${rate('queue_us', 60)} / (${rate('asked_total', 60)} > 0) or ${rate('asked_total', 60)} == 0`],
  ['a ratio with factor, name and time span', InferenceMetric.ratio('queue_us', 'asked', { ...MINUTES, factor: 0.001, name: 'queue_ms' }), 'queue_ms', [['queue_us', COUNTER], ['asked', COUNTER]], 'queue_us', 120,
    `${rate('queue_us', 120)} / (${rate('asked', 120)} > 0) * 0.001 or ${rate('asked', 120)} == 0`],
  ['a quantile', InferenceMetric.quantile('tf:latency', 0.9), 'tf_latency_p90', [['tf:latency', HISTOGRAM]], 'tf:latency_bucket', 60,
    `histogram_quantile(0.9, sum(rate(tf:latency_bucket{pod=~"a|b"}[60s])) by (pod, le)) and ${rate('tf:latency_count', 60)} > 0 or ${rate('tf:latency_count', 60)} == 0`],
  ['a quantile with name and time span', InferenceMetric.quantile('latency', 0.5, { ...MINUTES, name: 'median' }), 'median', [['latency', HISTOGRAM]], 'latency_bucket', 120,
    `histogram_quantile(0.5, sum(rate(latency_bucket{pod=~"a|b"}[120s])) by (pod, le)) and ${rate('latency_count', 120)} > 0 or ${rate('latency_count', 120)} == 0`],
  ['a query', InferenceMetric.query('most', ['fps', 'drops'], `${QUERY} + ${QUERY}`), 'most', [['fps', GAUGE], ['drops', GAUGE]], 'fps', undefined,
    'max(fps{pod=~"a|b"}) by (pod) + max(fps{pod=~"a|b"}) by (pod)'],
];

describe.each(METRICS)('%s', (_, metric, name, series, discovered, window, query) => {
  test('has the name, the series and the time span that adapter, KEDA and dashboard go by', () => {
    expect(metric.name).toBe(name);
    expect(metric._series.map((s) => [s.series, s.type])).toEqual(series);
    expect(metric._discovered).toBe(discovered);
    expect(metric._window).toBe(window);
    expect(metric._problems('it')).toEqual([]);
  });

  test('asks for one value of each pod', () => {
    expect(guarded(metric)[0]).toBe(query);
  });

  test('has no value where the adapter could not hold it in thousandths', () => {
    expect(guarded(metric)[1] * 1000).toBeLessThan(2 ** 63);
  });

  test('groups by what is asked for, and by nothing else', () => {
    expect(metric._promql('M', 'namespace').match(/ by \([^)]*\)/g)).toEqual(asked(metric).match(/ by \([^)]*\)/g)!.map((by) => by.replace('pod', 'namespace')));
  });
});

describe('a rate', () => {
  test('is how fast a counter grows, which needs no guard: it is always a number', () => {
    const metric = InferenceMetric.rate('x:asked_total');
    expect([metric.name, metric._discovered, metric._window]).toEqual(['x_asked_per_second', 'x:asked_total', 60]);
    expect(metric._series).toEqual([{ series: 'x:asked_total', type: COUNTER }]);
    expect(asked(metric)).toBe(rate('x:asked_total', 60));
  });

  test('has the name and time span that are asked for', () => {
    const metric = InferenceMetric.rate('asked', { ...MINUTES, name: 'rps' });
    expect([metric.name, metric._window, asked(metric)]).toEqual(['rps', 120, rate('asked', 120)]);
  });
});

test.each([[0.5, 'latency_p50'], [0.29, 'latency_p29'], [0.99, 'latency_p99'], [0.995, 'latency_p99_5'], [0.999, 'latency_p99_9']])('the quantile %d is called %s', (quantile, name) => {
  expect(InferenceMetric.quantile('latency', quantile).name).toBe(name);
});

describe('a query of one\'s own', () => {
  const made = (text: string) => InferenceMetric.query('x', ['a'], text);
  const over = (span: string) => made(`sum(rate(a{<<.LabelMatchers>>}${span})) by (<<.GroupBy>>)`);

  test('may use the placeholders more than once', () => {
    expect(guarded(made('sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(b{<<.LabelMatchers>>}) by (<<.GroupBy>>)'))[0]).toBe(`${sum('a')} / ${sum('b')}`);
  });

  test('takes what looks like a pattern of replacement as it is', () => {
    expect(made(QUERY)._promql('a="$&$1"', 'pod')).toContain('max(fps{a="$&$1"}) by (pod)');
  });

  test('says the shortest time span that it computes over', () => {
    expect([over('[30s]'), over('[2m]'), over('[1h]'), over('[1d]'), over('[90s:10s]')].map((m) => m._window)).toEqual([30, 120, 3600, 86400, 90]);
    expect(made('sum(rate(a{<<.LabelMatchers>>}[5m])) by (<<.GroupBy>>) / sum(rate(a{<<.LabelMatchers>>}[45s])) by (<<.GroupBy>>)')._window).toBe(45);
  });

  test('is the only one whose series are of any kind', () => {
    expect([made(QUERY), InferenceMetric.gauge('a'), InferenceMetric.rate('a')].map((m) => m._untyped)).toEqual([true, false, false]);
  });
});

test('a metric keeps what it was given, though the caller changes it afterwards', () => {
  const series = ['a', 'b'];
  const [added, asks] = [InferenceMetric.sum(series), InferenceMetric.query('x', series, QUERY)];
  series.push('c');
  expect(guarded(added)[0]).toBe(`${sum('a')} + ${sum('b')}`);
  expect(asks._series).toHaveLength(2);
});

describe('refused is', () => {
  const SERIES = 'must be the name of a Prometheus series — Prometheus would refuse the query, and with it the adapter drops every rule; give the name without labels';
  const NAME = 'must be a metric name (not empty, ".", "..", and without "/" and "%") — the API server would reject the object; give the name under which autoscalers ask for it (Kubernetes API validation)';
  const WINDOW = 'must be a whole number of at least 1 — Prometheus would refuse the query; give a Duration of whole seconds, 1 or more';
  const FACTOR = 'must be a number above 0 — the ratio would have no meaning; give a factor such as 0.001';
  const QUANTILE = 'must be above 0 and below 1 — there is no such quantile; give one such as 0.9';
  const TWO = 'must name at least two series — there is nothing to add; use InferenceMetric.gauge for one';
  const ONE = 'must name at least one series — the adapter lists a metric by its series; name those that the query reads';
  const MATCHERS = 'must hold <<.LabelMatchers>> — without it every pod of the cluster counts; write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
  const GROUPS = 'must hold <<.GroupBy>> — without it a pod gets the value of whichever series comes last, or none; write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
  const OTHER = 'may hold no other << >> — the adapter would end, or KEDA send it as it is; spell the series out';
  const text = (value: unknown) => value as string;
  const list = (value: unknown) => value as string[];

  test.each<[string, InferenceMetric, string[]]>([
    ['a series with a space', InferenceMetric.gauge('a b'), [`series: got "a b"; ${SERIES}`]],
    ['a series with labels', InferenceMetric.gauge('fps{a="b"}'), [`series: got "fps{a=\\"b\\"}"; ${SERIES}`]],
    ['a series that starts with a digit', InferenceMetric.rate('1x'), [`series: got "1x"; ${SERIES}`]],
    ['a series with a dot', InferenceMetric.quantile('http.latency', 0.9), [`series: got "http.latency"; ${SERIES}`]],
    ['no series', InferenceMetric.gauge(''), [`name: got ""; ${NAME}`, `series: got ""; ${SERIES}`]],
    ['a number for a series', InferenceMetric.sum(['a', text(5)]), [`series: got 5; ${SERIES}`]],
    ['the second series of a ratio', InferenceMetric.ratio('a', 'b-c'), [`series: got "b-c"; ${SERIES}`]],
    ['no name', InferenceMetric.gauge('a', { name: '' }), [`name: got ""; ${NAME}`]],
    ['a name with a slash', InferenceMetric.rate('a', { name: 'a/s' }), [`name: got "a/s"; ${NAME}`]],
    ['a sum of one', InferenceMetric.sum(['a']), [`series: got ["a"]; ${TWO}`]],
    ['a sum of nothing', InferenceMetric.sum([]), [`name: got ""; ${NAME}`, `series: got []; ${TWO}`]],
    ['text for the series of a sum', InferenceMetric.sum(list('ab')), [`name: got ""; ${NAME}`, `series: got "ab"; ${TWO}`]],
    ['a time span below a second', InferenceMetric.rate('a', { window: Duration.millis(500) }), [`window: got 0.5; ${WINDOW}`]],
    ['a time span with a fraction', InferenceMetric.quantile('a', 0.5, { window: Duration.millis(1500) }), [`window: got 1.5; ${WINDOW}`]],
    ['no time span, and a factor of 0', InferenceMetric.ratio('a', 'b', { window: Duration.seconds(0), factor: 0 }), [`window: got 0; ${WINDOW}`, `factor: got 0; ${FACTOR}`]],
    ['a factor that is no number', InferenceMetric.ratio('a', 'b', { factor: NaN }), [`factor: got NaN; ${FACTOR}`]],
    ['a factor without end', InferenceMetric.ratio('a', 'b', { factor: Infinity }), [`factor: got Infinity; ${FACTOR}`]],
    ['a quantile in per cent', InferenceMetric.quantile('a', 90), [`quantile: got 90; ${QUANTILE}`]],
    ['a quantile of 0', InferenceMetric.quantile('a', 0), [`quantile: got 0; ${QUANTILE}`]],
    ['a quantile of 1', InferenceMetric.quantile('a', 1), [`quantile: got 1; ${QUANTILE}`]],
    ['no quantile', InferenceMetric.quantile('a', NaN), [`quantile: got NaN; ${QUANTILE}`]],
    ['a query of every pod', InferenceMetric.query('x', ['a'], 'max(a) by (<<.GroupBy>>)'), [`query: got "max(a) by (<<.GroupBy>>)"; ${MATCHERS}`]],
    ['a query that is not aggregated', InferenceMetric.query('x', ['a'], 'a{<<.LabelMatchers>>}'), [`query: got "a{<<.LabelMatchers>>}"; ${GROUPS}`]],
    ['a query with the series of the adapter', InferenceMetric.query('x', ['a'], 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'), [
      `query: got "max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)"; ${OTHER}`,
    ]],
    ['a query of no series', InferenceMetric.query('x', [], QUERY), [`series: got []; ${ONE}`]],
    ['text for the series of a query', InferenceMetric.query('x', list('fps'), QUERY), [`series: got "fps"; ${ONE}`]],
    ['a query with nothing', InferenceMetric.query('', list(undefined), text(undefined)), [
      `name: got ""; ${NAME}`, `series: got undefined; ${ONE}`, `query: got "undefined"; ${MATCHERS}`, `query: got "undefined"; ${GROUPS}`,
    ]],
  ])('%s', (_, metric, lines) => {
    expect(metric._problems('it').map(say)).toEqual(lines.map((line) => `it.${line}`));
  });
});
