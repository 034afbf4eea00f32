import { counterIn } from '../../../../src/rules/metrics/adapter/counter-in-query';

const isCounter = (name: string) => name === 'c' || name === 'd';

test.each<[string, string | undefined]>([
  ['sum(c)', 'c'],
  ['sum(rate(c[1m])) + max(d{a="b"})', 'd'],
  ['c', 'c'],
  ['sum by (c) (d)', 'd'],
  ['sum(rate(c[1m]))', undefined],
  ['sum(increase((c)[5m:1m]))', undefined],
  ['sum(c - c offset 5m)', undefined],
  ['sum(e) by (c)', undefined],
  ['c(e)', undefined],
  ['sum(max_over_time(c[1m]) - min_over_time(c[1m]))', undefined],
  ['sum(c) - sum(d)', undefined],
  ['sum(c) / sum(d)', undefined],
  ['sum(c) - sum(e)', 'c'],
  ['sum(c) / 5 + sum(d)', 'c'],
  ['sum(e and on (pod) c > 0)', undefined],
  ['sum(e unless c) + sum(d)', 'd'],
  ['sum(e) and sum(e) or sum(d)', 'd'],
  ['sum(c and on (pod) e)', 'c'],
  ['sum(c > bool 5)', undefined],
  ['histogram_quantile(0.9, c)', undefined],
  ['', undefined],
])('the counter whose value is read by %s is %s', (query, expected) => {
  expect(counterIn(query, isCounter)).toBe(expected);
});
