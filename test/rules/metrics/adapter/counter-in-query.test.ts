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
  ['', undefined],
])('the counter whose value is read by %s is %s', (query, expected) => {
  expect(counterIn(query, isCounter)).toBe(expected);
});
