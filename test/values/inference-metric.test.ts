import { Duration } from 'cdk8s';
import { InferenceMetric, PrometheusType, SeriesAggregation } from '../../src';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

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

function quantile(q: number, series: string, seconds: number): string {
  const buckets = `sum(rate(${series}_bucket{pod=~"a|b"}[${seconds}s])) by (pod, le)`;
  const observed = rate(`${series}_count`, seconds);
  return `histogram_quantile(${q}, ${buckets}) and ${observed} > 0 or ${observed} == 0`;
}

/** What is made of a metric. */
interface Made {
  readonly metric: InferenceMetric;
  readonly name: string;
  readonly series: ReadonlyArray<[string, PrometheusType]>;
  /** The series that tells the adapter that it exists. */
  readonly discovered: string;
  /** The query without its guard. */
  readonly query: string;
}

const METRICS: Array<[string, Made]> = [
  ['a gauge', {
    metric: InferenceMetric.gauge('fps'),
    name: 'fps',
    series: [['fps', GAUGE]],
    discovered: 'fps',
    query: sum('fps'),
  }],
  ['a gauge of its own name', {
    metric: InferenceMetric.gauge('fps', { name: 'frames' }),
    name: 'frames',
    series: [['fps', GAUGE]],
    discovered: 'fps',
    query: sum('fps'),
  }],
  ['the mean of a gauge', {
    metric: InferenceMetric.gauge('fps', { aggregation: SeriesAggregation.AVERAGE }),
    name: 'fps',
    series: [['fps', GAUGE]],
    discovered: 'fps',
    query: 'avg(fps{pod=~"a|b"}) by (pod)',
  }],
  ['the maximum of a gauge', {
    metric: InferenceMetric.gauge('fps', { aggregation: SeriesAggregation.MAXIMUM }),
    name: 'fps',
    series: [['fps', GAUGE]],
    discovered: 'fps',
    query: 'max(fps{pod=~"a|b"}) by (pod)',
  }],
  ['a gauge with colons', {
    metric: InferenceMetric.gauge(':vllm::waiting'),
    name: 'vllm_waiting',
    series: [[':vllm::waiting', GAUGE]],
    discovered: ':vllm::waiting',
    query: sum(':vllm::waiting'),
  }],
  ['a sum', {
    metric: InferenceMetric.sum(['x:running', 'waiting', 'new']),
    name: 'x_running_and_waiting_and_new',
    series: [['x:running', GAUGE], ['waiting', GAUGE], ['new', GAUGE]],
    discovered: 'x:running',
    query: `${sum('x:running')} + ${sum('waiting')} + ${sum('new')}`,
  }],
  ['a sum of its own name', {
    metric: InferenceMetric.sum(['a', 'b'], { name: 'in_flight' }),
    name: 'in_flight',
    series: [['a', GAUGE], ['b', GAUGE]],
    discovered: 'a',
    query: `${sum('a')} + ${sum('b')}`,
  }],
  ['a ratio', {
    metric: InferenceMetric.ratio('queue_us', 'asked_total'),
    name: 'queue_us_per_asked',
    series: [['queue_us', COUNTER], ['asked_total', COUNTER]],
    discovered: 'queue_us',
    query: `${rate('queue_us', 60)} / (${rate('asked_total', 60)} > 0) or ${rate('asked_total', 60)} == 0`,
  }],
  ['a ratio with factor, name and time window', {
    metric: InferenceMetric.ratio('queue_us', 'asked', { ...MINUTES, factor: 0.001, name: 'queue_ms' }),
    name: 'queue_ms',
    series: [['queue_us', COUNTER], ['asked', COUNTER]],
    discovered: 'queue_us',
    query: `${rate('queue_us', 120)} / (${rate('asked', 120)} > 0) * 0.001 or ${rate('asked', 120)} == 0`,
  }],
  ['a quantile', {
    metric: InferenceMetric.quantile('tf:latency', 0.9),
    name: 'tf_latency_p90',
    series: [['tf:latency', HISTOGRAM]],
    discovered: 'tf:latency_bucket',
    query: quantile(0.9, 'tf:latency', 60),
  }],
  ['a quantile with name and time window', {
    metric: InferenceMetric.quantile('latency', 0.5, { ...MINUTES, name: 'median' }),
    name: 'median',
    series: [['latency', HISTOGRAM]],
    discovered: 'latency_bucket',
    query: quantile(0.5, 'latency', 120),
  }],
  ['a query', {
    metric: InferenceMetric.query('most', ['fps', 'drops'], `${QUERY} + ${QUERY}`),
    name: 'most',
    series: [['fps', GAUGE], ['drops', GAUGE]],
    discovered: 'fps',
    query: 'max(fps{pod=~"a|b"}) by (pod) + max(fps{pod=~"a|b"}) by (pod)',
  }],
];

describe.each(METRICS)('%s', (_, { metric, name, series, discovered, query }) => {
  test('has the name and the series that adapter, KEDA and dashboard use', () => {
    expect(metric.name).toBe(name);
    expect(metric._series.map((s) => [s.series, s.type])).toEqual(series);
    expect(metric._discovered).toBe(discovered);
    expect(metric._problems('it')).toEqual([]);
  });

  test('asks for one value of each pod', () => {
    expect(guarded(metric)[0]).toBe(query);
  });

  test('has no value where the adapter could not hold it in thousandths', () => {
    expect(guarded(metric)[1] * 1000).toBeLessThan(2 ** 63);
  });

  test('groups by what is asked for, and by nothing else', () => {
    const groups = (query: string) => query.match(/ by \([^)]*\)/g)!;
    const byPod = groups(asked(metric));
    expect(groups(metric._promql('M', 'namespace'))).toEqual(byPod.map((by) => by.replace('pod', 'namespace')));
  });
});

describe('a rate', () => {
  test('is how fast a counter grows, which needs no guard: it is always a number', () => {
    const metric = InferenceMetric.rate('x:asked_total');
    expect([metric.name, metric._discovered]).toEqual(['x_asked_per_second', 'x:asked_total']);
    expect(metric._series).toEqual([{ series: 'x:asked_total', type: COUNTER }]);
    expect(asked(metric)).toBe(rate('x:asked_total', 60));
  });

  test('has the name and time window that are asked for', () => {
    const metric = InferenceMetric.rate('asked', { ...MINUTES, name: 'rps' });
    expect([metric.name, asked(metric)]).toEqual(['rps', rate('asked', 120)]);
  });
});

test.each([[0.5, 'latency_p50'], [0.29, 'latency_p29'], [0.99, 'latency_p99'], [0.995, 'latency_p99_5'], [0.999, 'latency_p99_9']])('the quantile %d is called %s', (quantile, name) => {
  expect(InferenceMetric.quantile('latency', quantile).name).toBe(name);
});

describe('a query of one\'s own', () => {
  const made = (text: string) => InferenceMetric.query('x', ['a'], text);

  test('may use the placeholders more than once', () => {
    expect(guarded(made('sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(b{<<.LabelMatchers>>}) by (<<.GroupBy>>)'))[0]).toBe(`${sum('a')} / ${sum('b')}`);
  });

  test('takes what looks like a pattern of replacement as it is', () => {
    expect(made(QUERY)._promql('a="$&$1"', 'pod')).toContain('max(fps{a="$&$1"}) by (pod)');
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
  const text = (value: unknown) => value as string;
  const list = (value: unknown) => value as string[];

  test.each<[string, InferenceMetric, ...Expected[]]>([
    ['a series with a space', InferenceMetric.gauge('a b'), ['values/invalid-series-name', 'series']],
    ['a series with labels', InferenceMetric.gauge('fps{a="b"}'), ['values/invalid-series-name', 'series']],
    ['a series that starts with a digit', InferenceMetric.rate('1x'), ['values/invalid-series-name', 'series']],
    ['a series with a dot', InferenceMetric.quantile('http.latency', 0.9), ['values/invalid-series-name', 'series']],
    ['no series', InferenceMetric.gauge(''), ['values/invalid-series-name', 'series']],
    ['a number for a series', InferenceMetric.sum(['a', text(5)]), ['values/invalid-series-name', 'series']],
    ['the second series of a ratio', InferenceMetric.ratio('a', 'b-c'), ['values/invalid-series-name', 'series']],
    ['no name', InferenceMetric.gauge('a', { name: '' }), ['validation/name', 'name']],
    ['a name with a slash', InferenceMetric.rate('a', { name: 'a/s' }), ['validation/name', 'name']],
    ['a sum of one', InferenceMetric.sum(['a']), ['values/sum-of-one-series', 'series']],
    ['a series whose name is left with nothing', InferenceMetric.gauge(':'), ['validation/name', 'name']],
    ['a name that is that of a wrong series', InferenceMetric.gauge('a/b', { name: 'a/b' }), ['values/invalid-series-name', 'series']],
    ['a name of its own, and no series', InferenceMetric.gauge('', { name: 'a/b' }), ['validation/name', 'name'], ['values/invalid-series-name', 'series']],
    ['a sum of nothing', InferenceMetric.sum([]), ['values/sum-of-one-series', 'series']],
    ['text for the series of a sum', InferenceMetric.sum(list('ab')), ['values/sum-of-one-series', 'series']],
    ['a time span below a second', InferenceMetric.rate('a', { window: Duration.millis(500) }), ['validation/seconds', 'window']],
    ['a time span with a fraction', InferenceMetric.quantile('a', 0.5, { window: Duration.millis(1500) }), ['validation/seconds', 'window']],
    ['no time span, and a factor of 0', InferenceMetric.ratio('a', 'b', { window: Duration.seconds(0), factor: 0 }), ['validation/seconds', 'window'], ['values/factor-not-positive', 'factor']],
    ['a number for a time span', InferenceMetric.rate('a', { window: 60 as unknown as Duration }), ['validation/duration', 'window']],
    ['text for a factor', InferenceMetric.ratio('a', 'b', { factor: '1' as unknown as number }), ['values/factor-not-positive', 'factor']],
    ['a factor that is no number', InferenceMetric.ratio('a', 'b', { factor: NaN }), ['values/factor-not-positive', 'factor']],
    ['a factor without end', InferenceMetric.ratio('a', 'b', { factor: Infinity }), ['values/factor-not-positive', 'factor']],
    ['a quantile in per cent', InferenceMetric.quantile('a', 90), ['values/quantile-out-of-range', 'quantile']],
    ['a quantile of 0', InferenceMetric.quantile('a', 0), ['values/quantile-out-of-range', 'quantile']],
    ['a quantile of 1', InferenceMetric.quantile('a', 1), ['values/quantile-out-of-range', 'quantile']],
    ['no quantile', InferenceMetric.quantile('a', NaN), ['values/quantile-out-of-range', 'quantile']],
    ['a query of every pod', InferenceMetric.query('x', ['a'], 'max(a) by (<<.GroupBy>>)'), ['values/query-without-label-matchers', 'query']],
    ['a query that is not aggregated', InferenceMetric.query('x', ['a'], 'a{<<.LabelMatchers>>}'), ['values/query-without-group-by', 'query']],
    ['a query with the series of the adapter', InferenceMetric.query('x', ['a'], 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'), ['values/unknown-query-placeholder', 'query']],
    ['a query of no series', InferenceMetric.query('x', [], QUERY), ['values/query-without-series', 'series']],
    ['text for the series of a query', InferenceMetric.query('x', list('fps'), QUERY), ['values/query-without-series', 'series']],
    ['a query with nothing', InferenceMetric.query('', list(undefined), text(undefined)), ['validation/name', 'name'], ['values/query-without-series', 'series'], ['values/query-not-a-string', 'query']],
  ])('%s', (_, metric, ...expected) => {
    expect(codes(metric._problems('it'))).toEqual(expected.map(([code, field]) => [code, `it.${field}`]));
  });
});
