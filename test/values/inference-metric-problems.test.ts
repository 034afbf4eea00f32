import { Duration } from 'cdk8s';
import { InferenceMetric, LatencyUnit } from '../../src';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const QUERY = 'max(fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)';

describe('InferenceMetric refuses', () => {

  test.each<[string, InferenceMetric, ...Expected[]]>([
    ['a series with a space', InferenceMetric.gauge('a b'), ['values/invalid-series-name', 'series']],
    ['a series with labels', InferenceMetric.gauge('fps{a="b"}'), ['values/invalid-series-name', 'series']],
    ['a series that starts with a digit', InferenceMetric.rate('1x'), ['values/invalid-series-name', 'series']],
    ['a series with a dot', InferenceMetric.quantile('http.latency', 0.9), ['values/invalid-series-name', 'series']],
    ['no series', InferenceMetric.gauge(''), ['values/invalid-series-name', 'series']],
    ['the second series of a ratio', InferenceMetric.ratio('a', 'b-c'), ['values/invalid-series-name', 'series']],
    ['no name', InferenceMetric.gauge('a', { name: '' }), ['validation/name', 'name']],
    ['a name with a slash', InferenceMetric.rate('a', { name: 'a/s' }), ['validation/name', 'name']],
    ['a sum of one', InferenceMetric.sum(['a']), ['values/sum-of-one-series', 'series']],
    ['a series whose name is left with nothing', InferenceMetric.gauge(':'), ['validation/name', 'name']],
    ['a name that is that of a wrong series', InferenceMetric.gauge('a/b', { name: 'a/b' }),
      ['values/invalid-series-name', 'series']],
    ['a name of its own, and no series', InferenceMetric.gauge('', { name: 'a/b' }), ['validation/name', 'name'],
      ['values/invalid-series-name', 'series']],
    ['a sum of nothing', InferenceMetric.sum([]), ['values/sum-of-one-series', 'series']],
    ['a time window below a second', InferenceMetric.rate('a', { window: Duration.millis(500) }),
      ['validation/seconds', 'window']],
    ['a time window with a fraction', InferenceMetric.quantile('a', 0.5, { window: Duration.millis(1500) }),
      ['validation/seconds', 'window']],
    ['no time window, and a factor of 0', InferenceMetric.ratio('a', 'b', { window: Duration.seconds(0), factor: 0 }),
      ['validation/seconds', 'window'], ['values/factor-not-positive', 'factor']],
    ['a factor that is no number', InferenceMetric.ratio('a', 'b', { factor: NaN }),
      ['values/factor-not-positive', 'factor']],
    ['an infinite factor', InferenceMetric.ratio('a', 'b', { factor: Infinity }),
      ['values/factor-not-positive', 'factor']],
    ['microseconds for seconds', InferenceMetric.inFlight('took_us'), ['values/latency-unit-of-series', 'unit']],
    ['the sum of a histogram in seconds for milliseconds',
      InferenceMetric.inFlight('took_seconds_sum', { unit: LatencyUnit.MILLISECONDS }),
      ['values/latency-unit-of-series', 'unit']],
    ['a time window of requests in flight below a second',
      InferenceMetric.inFlight('took', { window: Duration.millis(10) }), ['validation/seconds', 'window']],
    ['a quantile in per cent', InferenceMetric.quantile('a', 90), ['values/quantile-out-of-range', 'quantile']],
    ['a quantile of 0', InferenceMetric.quantile('a', 0), ['values/quantile-out-of-range', 'quantile']],
    ['a quantile of 1', InferenceMetric.quantile('a', 1), ['values/quantile-out-of-range', 'quantile']],
    ['no quantile', InferenceMetric.quantile('a', NaN), ['values/quantile-out-of-range', 'quantile']],
    ['a query of every pod', InferenceMetric.query('x', ['a'], 'max(a) by (<<.GroupBy>>)'),
      ['values/query-without-label-matchers', 'query']],
    ['a query that is not aggregated', InferenceMetric.query('x', ['a'], 'a{<<.LabelMatchers>>}'),
      ['values/query-without-group-by', 'query']],
    ['a query with the series of the adapter',
      InferenceMetric.query('x', ['a'], 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'),
      ['values/unknown-query-placeholder', 'query']],
    ['a query of no series', InferenceMetric.query('x', [], QUERY), ['values/query-without-series', 'series']],
  ])('%s', (_, metric, ...expected) => {
    expect(codes(metric._problems('it'))).toEqual(expected.map(([code, field]) => [code, `it.${field}`]));
  });
});
