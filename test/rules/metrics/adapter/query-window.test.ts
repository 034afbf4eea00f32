import { shortestWindow } from '../../../../src/rules/metrics/adapter/query-window';

test.each<[string, number | undefined]>([
  ['sum(rate(a[1m])) / sum(rate(b[ 30s ]))', 30],
  ['max_over_time(sum(rate(a[2m]))[5m:1m])', 120],
  ['sum(a{b="[1s]"})', undefined],
  ['rate(a[$window])', undefined],
])('the shortest window of %s is %p', (query, expected) => {
  expect(shortestWindow(query)).toBe(expected);
});
