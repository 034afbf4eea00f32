import { seconds } from '../../../../src/rules/metrics/adapter/prometheus-duration';

test.each<[string, number]>([
  ['30s', 30], ['1m30s', 90], ['500ms', 0.5], ['2h', 7200], ['1d', 86400], ['1w', 604800], ['1y', 31536000],
  ['1m0s', 60], ['0s', 0],
])('%s is a duration in seconds', (text, expected) => {
  expect(seconds(text)).toBe(expected);
});

test.each([
  undefined, '', 's', '30', '30 s', ' 30s', '30s ', '1.5m', '-30s', '30S', 'often', '1m30', '<<.Window>>',
  `${'9'.repeat(400)}s`,
])('%s is none', (text) => {
  expect(seconds(text)).toBeUndefined();
});
