import { Duration } from 'cdk8s';
import { secondsOf } from '../../src/values/seconds-of';

test('a Duration in seconds, also a part of one', () => {
  expect([Duration.minutes(2), Duration.millis(1500)].map((span) => secondsOf(span, 60))).toEqual([120, 1.5]);
});

test.each([undefined, null, 5, 'PT1M', {}])('the default for %j', (span) => {
  expect(secondsOf(span as unknown as Duration, 60)).toBe(60);
});
