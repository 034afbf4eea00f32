import { isTimeZone, neverRuns } from '../../src/karmada/cron';

describe('a schedule runs', () => {
  test.each([
    '0 7 * * 1-5', '* * * * *', '*/15 * * * *', '5/15 0,12 1-7 1,7 0', '0 0 29 2 *', '0 0 30 2 1', '0 0 30 2 */2', '0 0 31 1,2 *', ' 0 7 * * * ', '59 23 31 12 6',
  ])('%s', (schedule) => {
    expect(neverRuns(schedule)).toBeUndefined();
  });
});

describe('a schedule never runs', () => {
  const FIVE = 'must have five fields: minute, hour, day of the month, month, day of the week';
  const field = (least: number, most: number, got: string) => `has a field that is no list of numbers from ${least} to ${most}: ${got}`;

  test.each<[string, unknown, string]>([
    ['of six fields, which the webhook takes', '0 0 7 * * 1-5', FIVE],
    ['of four', '0 7 * *', FIVE],
    ['by a nickname', '@daily', FIVE],
    ['by an interval', '@every 5m', FIVE],
    ['with its time zone inside', 'CRON_TZ=Asia/Shanghai 0 7 * * *', FIVE],
    ['that is empty', '', FIVE],
    ['that is no text', 7, FIVE],
    ['on the last day, which the webhook takes', '0 0 L * *', field(1, 31, 'L')],
    ['at minute 60', '60 0 * * *', field(0, 59, '60')],
    ['at hour 24', '0 24 * * *', field(0, 23, '24')],
    ['on day 0', '0 0 0 * *', field(1, 31, '0')],
    ['in month 13', '0 0 1 13 *', field(1, 12, '13')],
    ['on weekday 7', '0 0 * * 7', field(0, 6, '7')],
    ['on a weekday by name', '0 0 * * MON', field(0, 6, 'MON')],
    ['with a step of 0', '*/0 * * * *', field(0, 59, '*/0')],
    ['with a range that falls', '0 7-5 * * *', field(0, 23, '7-5')],
    ['with a hole in a list', '0 7,,9 * * *', field(0, 23, '7,,9')],
    ['on 30 February', '0 0 30 2 *', 'names a day that none of its months has'],
    ['on 31 of months of 30 days', '0 0 31 4,6,9,11 *', 'names a day that none of its months has'],
    ['on 30 February, every day of the week', '0 0 30 2 */1', 'names a day that none of its months has'],
  ])('%s', (_, schedule, expected) => {
    expect(neverRuns(schedule)).toBe(expected);
  });
});

describe('a time zone', () => {
  test.each(['UTC', 'Asia/Shanghai', 'Asia/Calcutta', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'Etc/GMT+8'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each([['CST'], ['Mars/X'], [''], ['asia/shanghai'], ['Asia/shanghai'], ['ASIA/SHANGHAI'], ['+08:00'], ['Local'], [undefined], [8]])('%p is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
