import { isReadable, ScheduleTimes } from '../../../src/forecast/engines/schedule-times';

const MONDAY = new Date('2026-11-02T00:00:00Z');
const HOUR = 3600;

function times(schedule: string, count: number, timeZone = 'UTC', from = MONDAY): number[] {
  const all = ScheduleTimes.of({ schedule, timeZone }, from)!;
  const found: number[] = [];
  let at = -1;
  for (let i = 0; i < count; i++) found.push(at = all.after(at));
  return found;
}

describe('the times of a schedule', () => {
  test.each([
    ['0 8 * * *', 'UTC', [8, 32, 56]],
    ['0 8 * * *', '', [8, 32, 56]],
    ['0 8 * * *', 'Europe/Berlin', [7, 31, 55]],
    ['0 8 * * *', 'Asia/Shanghai', [0, 24, 48]],
    ['0 8 * * MON-FRI', 'UTC', [8, 32, 56]],
    ['0 8 ? * 6', 'UTC', [128, 128 + 168, 128 + 336]],
    // Both a day of the month and one of the week: either is enough.
    ['0 0 3 * 2', 'UTC', [24, 24 + 168, 24 + 336]],
    // Every day of the month is no choice.
    ['0 0 */1 * 2', 'UTC', [24, 24 + 168, 24 + 336]],
    ['0 0 * * 1/7', 'UTC', [0, 168, 336]],
    ['0 */30 * * *', 'UTC', [0, 24, 48]],
    ['@daily', 'UTC', [0, 24, 48]],
    ['0 */6 * * *', 'UTC', [0, 6, 12]],
  ])('%s in %p are hours %p', (schedule, zone, hours) => {
    expect(times(schedule, 3, zone)).toEqual(hours.map((hour) => hour * HOUR));
  });

  // As robfig/cron v3.0.1 gave them, which KEDA and Karmada use.
  const SPRING = new Date('2026-03-28T20:00:00Z');
  const AUTUMN = new Date('2026-10-24T20:00:00Z');
  test.each([
    ['30 2 * * *', SPRING, ['30T00:30', '31T00:30']],
    ['0 * * * *', SPRING, ['28T21:00', '28T22:00', '28T23:00', '29T00:00', '29T01:00']],
    ['*/30 1-3 * * *', SPRING, ['29T00:00', '29T00:30', '29T01:00', '29T01:30', '29T23:00']],
    ['0 8 * * *', SPRING, ['29T06:00', '30T06:00']],
    ['30 2 * * *', AUTUMN, ['25T00:30', '25T01:30', '26T01:30']],
    ['0 * * * *', AUTUMN, ['24T21:00', '24T22:00', '24T23:00', '25T00:00', '25T01:00', '25T02:00', '25T03:00']],
    ['*/30 1-3 * * *', AUTUMN, ['24T23:00', '24T23:30', '25T00:00', '25T00:30', '25T01:00', '25T01:30', '25T02:00']],
    ['0 8 * * *', AUTUMN, ['25T07:00', '26T07:00']],
  ])('where the clocks change, %s after %p is %p', (schedule, from, moments) => {
    // The beginning itself may be one of them.
    const found = times(schedule, moments.length + 1, 'Europe/Berlin', from).filter((seconds) => seconds > 0);
    const written = found.map((seconds) => new Date(from.getTime() + seconds * 1000).toISOString().slice(8, 16));
    expect(written.slice(0, moments.length)).toEqual(moments);
  });

  test('a year of hours takes no second', () => {
    const begin = Date.now();
    expect(times('0 * * * *', 8760, 'Europe/Berlin').at(-1)).toBe(8759 * HOUR);
    expect(Date.now() - begin).toBeLessThan(5000);
  });

  test('one may ask for any moment, also back in time', () => {
    const all = ScheduleTimes.of({ schedule: '0 8 * * *', timeZone: 'UTC' }, MONDAY)!;
    expect([9, 8, 7.5, 0, 50].map((hour) => all.after(hour * HOUR) / HOUR)).toEqual([32, 32, 8, 8, 56]);
  });

  test('a day that never comes has no time', () => {
    expect(times('0 0 31 2 *', 1)).toEqual([Infinity]);
  });

  test.each([
    ['0 0 8 * * *', 'UTC'], ['0 8 L * *', 'UTC'], ['0 8 * * 7', 'UTC'], ['0 8 * * MON#1', 'UTC'], ['60 * * * *', 'UTC'],
    ['@every 5m', 'UTC'], ['', 'UTC'], ['0 8 * * *', 'Mars/X'],
    ['0 8 * * *', 'CST'], ['0 8 * * *', 'europe/berlin'], ['0 22-2 * * *', 'UTC'], ['@reboot', 'UTC'],
  ])('%p in %s cannot be read', (schedule, timeZone) => {
    expect(isReadable({ schedule, timeZone })).toBe(false);
    expect(ScheduleTimes.of({ schedule, timeZone }, MONDAY)).toBeUndefined();
  });
});
