import { hasValueWithoutSeries, seriesOf } from '../../../../src/rules/metrics/adapter/series-in-query';

test.each<[string, string[]]>([
  ['sum(a)', ['a']],
  ['sum by (b) (a{c="d"})', ['a']],
  ['sum(rate(a:b_total[1m])) + on (c) group_left (d) max(e)', ['a:b_total', 'e']],
  ['a or b and c unless d', ['a', 'b', 'c', 'd']],
  ['(a offset 5m) > bool 3', ['a']],
  ['vector(1)', []],
  ['', []],
])('the series of %s are %j', (query, expected) => {
  expect(seriesOf(query)).toEqual(expected);
});

test.each<[string, boolean]>([
  ['sum(a)', false],
  ['sum(a) or vector(0)', false],
  ['sum(a) or vector(1)', true],
  ['absent(a)', true],
  ['sum(absent) + vector', false],
  ['sum(a) * time()', true],
])('%s has a value without a series: %s', (query, expected) => {
  expect(hasValueWithoutSeries(query)).toBe(expected);
});
