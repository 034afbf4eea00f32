import { Duration } from 'cdk8s';
import { waitTime, waitTimeProblems } from '../../src/load/wait-time';
import { codes } from '../helpers';

type Waits = Parameters<typeof waitTime>[0];

test.each<[string, Waits, least: number, most: number]>([
  ['0.8 to 0.9 seconds by default', {}, 800, 900],
  ['no longer than minWait where that is longer', { minWait: Duration.seconds(2) }, 2000, 2000],
  ['0.9 seconds at most where minWait is shorter', { minWait: Duration.millis(100) }, 100, 900],
  ['between two times', { minWait: Duration.seconds(1), maxWait: Duration.seconds(3) }, 1000, 3000],
  ['a fraction of a millisecond', { minWait: Duration.seconds(1.0005) }, 1000.5, 1000.5],
])('a user waits %s', (_, waits, least, most) => {
  expect(waitTime(waits)).toEqual({ least, most });
  expect(waitTimeProblems(waits)).toEqual([]);
});

const rows: Array<[what: string, waits: object, ...problems: Array<[code: string, field: string]>]> = [
  [
    'maxWait below the default of minWait',
    { maxWait: Duration.millis(799) },
    ['load/max-wait-below-min-wait', 'maxWait'],
  ],
  [
    'maxWait below minWait',
    { minWait: Duration.seconds(2), maxWait: Duration.seconds(1) },
    ['load/max-wait-below-min-wait', 'maxWait'],
  ],
  [
    'waits that are no Duration',
    { minWait: 2, maxWait: '1s' },
    ['load/wait-not-a-duration', 'minWait'],
    ['load/wait-not-a-duration', 'maxWait'],
  ],
  ['a wait that is null', { maxWait: null }, ['load/wait-not-a-duration', 'maxWait']],
];

test.each(rows)('refused: %s', (_, waits, ...problems) => {
  expect(codes(waitTimeProblems(waits))).toEqual(problems);
});

test('the problem gives both times in milliseconds', () => {
  const [{ value, rule }] = waitTimeProblems({ minWait: Duration.seconds(2), maxWait: Duration.seconds(1) });
  expect(value).toBe('1000 ms');
  expect(rule).toContain('2000 ms');
});
