import { InferenceMetric } from '../../src';
import { hasRange } from '../../src/values/metric-query';

test.each<[string, boolean]>([
  ['sum(rate(a{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)', true],
  ['max_over_time(sum(a)[5m:1m])', true],
  ['sum(a{b="[1m]"})', false],
  ['sum(a)', false],
])('%s reads over a time window: %s', (query, expected) => {
  expect(hasRange(query)).toBe(expected);
  expect(InferenceMetric.query('a', ['a'], query)._isRate).toBe(expected);
});
