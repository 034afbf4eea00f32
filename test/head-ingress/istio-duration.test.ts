import { Duration } from 'cdk8s';
import { durationProblems, formatDuration, milliseconds } from '../../src/head-ingress/istio-duration';
import { codes } from '../helpers';

test.each<[string, Duration]>([
  ['250ms', Duration.millis(250)],
  ['90s', Duration.seconds(90)],
  ['300s', Duration.minutes(5)],
  ['100s500ms', Duration.millis(100_500)],
  ['123s456ms', Duration.millis(123_456)],
  ['48h', Duration.days(2)],
  ['27h2800s1ms', Duration.millis(100_000_001)],
])('the notation of a duration has at most five digits before a unit: %s', (text, duration) => {
  expect(formatDuration(duration)).toBe(text);
});

test.each<[string, unknown]>([
  ['a number', 30],
  ['a string', '30s'],
  ['null', null],
  ['a plain object', { seconds: 30 }],
])('%s is no duration', (_, value) => {
  expect(milliseconds(value)).toBeUndefined();
  expect(codes(durationProblems('timeout', value))).toEqual([['head-ingress/not-a-duration', 'timeout']]);
});

test.each<[string, Duration]>([
  ['zero', Duration.seconds(0)],
  ['half a millisecond', Duration.millis(0.5)],
])('a duration of %s is refused', (_, duration) => {
  expect(codes(durationProblems('timeout', duration))).toEqual([['validation/integer', 'timeout']]);
});

test('no duration and a millisecond are accepted', () => {
  expect(durationProblems('timeout', undefined)).toEqual([]);
  expect(durationProblems('timeout', Duration.millis(1))).toEqual([]);
});
