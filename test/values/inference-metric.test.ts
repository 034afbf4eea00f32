import { Duration } from 'cdk8s';
import { InferenceMetric, LatencyUnit, PrometheusType, SeriesAggregation } from '../../src';

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

function quantileQuery(q: number, series: string, seconds: number): string {
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
    query: quantileQuery(0.9, 'tf:latency', 60),
  }],
  ['a quantile with name and time window', {
    metric: InferenceMetric.quantile('latency', 0.5, { ...MINUTES, name: 'median' }),
    name: 'median',
    series: [['latency', HISTOGRAM]],
    discovered: 'latency_bucket',
    query: quantileQuery(0.5, 'latency', 120),
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

  test('queries one value of each pod', () => {
    expect(guarded(metric)[0]).toBe(query);
  });

  test('has no value where the adapter could not hold it in thousandths', () => {
    expect(guarded(metric)[1] * 1000).toBeLessThan(2 ** 63);
  });

  test('groups by the given label alone', () => {
    const groups = (text: string) => text.match(/ by \([^)]*\)/g)!;
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

  test('has the given name and time window', () => {
    const metric = InferenceMetric.rate('asked', { ...MINUTES, name: 'rps' });
    expect([metric.name, asked(metric)]).toEqual(['rps', rate('asked', 120)]);
  });
});

describe('the requests in flight', () => {
  const { MILLISECONDS, MICROSECONDS, NANOSECONDS } = LatencyUnit;

  test.each<[string, InferenceMetric, string, string, string]>([
    ['seconds', InferenceMetric.inFlight('predict_seconds_sum'), 'predict_in_flight', 'predict_seconds_sum', ''],
    ['milliseconds', InferenceMetric.inFlight('x:spent_ms_total', { unit: MILLISECONDS }),
      'x_spent_in_flight', 'x:spent_ms_total', ' / 1000'],
    ['microseconds', InferenceMetric.inFlight('spent_us', { unit: MICROSECONDS, name: 'busy' }),
      'busy', 'spent_us', ' / 1000000'],
    ['nanoseconds of a series without a unit', InferenceMetric.inFlight('spent', { unit: NANOSECONDS }),
      'spent_in_flight', 'spent', ' / 1000000000'],
  ])('are the seconds that requests took per second, from %s', (_, metric, name, series, division) => {
    expect([metric.name, metric._discovered]).toEqual([name, series]);
    expect(metric._series).toEqual([{ series, type: COUNTER }]);
    expect(metric._problems('it')).toEqual([]);
    expect(asked(metric)).toBe(`${rate(series, 60)}${division}`);
  });

  test('are counted when a request ends, within the window', () => {
    expect(InferenceMetric.inFlight('spent')._countedWithin).toBe(60);
    expect(InferenceMetric.inFlight('spent', MINUTES)._countedWithin).toBe(120);
    expect(InferenceMetric.rate('spent')._countedWithin).toBeUndefined();
  });

  test('keep everything else over another window, as rates do, and a gauge has none', () => {
    const spent = InferenceMetric.inFlight('spent_us', { unit: MICROSECONDS, name: 'busy' })._over(MINUTES.window)!;
    expect([spent.name, asked(spent)]).toEqual(['busy', `${rate('spent_us', 120)} / 1000000`]);
    expect(asked(InferenceMetric.rate('asked')._over(MINUTES.window)!)).toBe(rate('asked', 120));
    expect(InferenceMetric.gauge('fps')._over(MINUTES.window)).toBeUndefined();
  });
});

test.each([
  [0.5, 'latency_p50'],
  [0.29, 'latency_p29'],
  [0.99, 'latency_p99'],
  [0.995, 'latency_p99_5'],
  [0.999, 'latency_p99_9'],
])('the quantile %d is called %s', (q, name) => {
  expect(InferenceMetric.quantile('latency', q).name).toBe(name);
});

describe('a query of one\'s own', () => {
  const made = (text: string) => InferenceMetric.query('x', ['a'], text);

  test('may use the placeholders more than once', () => {
    expect(
      guarded(made('sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(b{<<.LabelMatchers>>}) by (<<.GroupBy>>)'))[0],
    ).toBe(`${sum('a')} / ${sum('b')}`);
  });

  test('does not interpret patterns of replacement in label matchers', () => {
    expect(made(QUERY)._promql('a="$&$1"', 'pod')).toContain('max(fps{a="$&$1"}) by (pod)');
  });

  test('is the only one whose series are of any kind', () => {
    expect([made(QUERY), InferenceMetric.gauge('a'), InferenceMetric.rate('a')].map((m) => m._untyped)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('a metric keeps what it was given, though the caller changes it afterwards', () => {
  const series = ['a', 'b'];
  const [added, asks] = [InferenceMetric.sum(series), InferenceMetric.query('x', series, QUERY)];
  series.push('c');
  expect(guarded(added)[0]).toBe(`${sum('a')} + ${sum('b')}`);
  expect(asks._series).toHaveLength(2);
});
