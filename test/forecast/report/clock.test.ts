import { axisName, clockOf, timeText, timeTicks } from '../../../src/forecast/report/clock';

const DAY = 86400;
const texts = (from: string | undefined, seconds: number, most: number) =>
  timeTicks(clockOf(from), seconds, most).map((t) => t.text);

describe('the clock of a forecast', () => {
  test('keeps the time zone of the load, and is UTC without one', () => {
    expect(timeText(clockOf('2026-11-02T06:30:00+01:00'), 3600)).toBe('2 Nov 2026, 07:30');
    expect(clockOf('2026-11-02T06:30:00+01:00').zone).toBe('UTC+01:00');
    expect([clockOf('2026-11-02').zone, clockOf('2026-11-02T10:00').zone, clockOf('2026-11-02T10:00:00.5Z').zone])
      .toEqual(['UTC', 'UTC', 'UTC']);
  });

  test.each(['', 'monday', '2026-13-45T99:99:00Z', undefined])('a date that cannot be read (%p) is none', (from) => {
    expect(clockOf(from)).toEqual({ from: 0 });
  });

  test('marks stand at full hours of its day, and midnight has the date', () => {
    expect(texts('2026-11-02T00:00:00Z', DAY, 8))
      .toEqual(['2 Nov', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '3 Nov']);
    expect(texts('2026-11-02T22:10:00Z', 4 * 3600, 4)).toEqual(['23:00', '3 Nov', '01:00', '02:00']);
  });

  test('a time without a date is a time of day', () => {
    expect(clockOf('T05:30')).toEqual({ from: 19_800, isTimeOfDay: true });
    expect(timeText(clockOf('T05:30:15'), 3600)).toBe('06:30:15');
    expect(texts('T05:30', 6 * 3600, 3)).toEqual(['06:00', '08:00', '10:00']);
    expect(axisName(clockOf('T05:30'), DAY)).toBe('time of day');
  });

  test('without dates they are the time since the beginning: seconds, hours, days', () => {
    expect(texts(undefined, 60, 3)).toEqual(['0:00:00', '0:00:30', '0:01:00']);
    expect(texts(undefined, DAY, 4)).toEqual(['0:00', '6:00', '12:00', '18:00', '24:00']);
    expect(texts(undefined, 28 * DAY, 4)).toEqual(['0', '7', '14', '21', '28']);
    expect(axisName(clockOf(undefined), 28 * DAY)).toBe('days since the beginning');
  });

  const spans = [1, 59, 3600, 7 * DAY, 400 * DAY, 4000 * DAY];
  test.each(spans)('of %p seconds there are never too many marks', (seconds) => {
    [2, 3, 5, 9].forEach((most) => {
      expect(timeTicks(clockOf('2026-02-27T23:59:00Z'), seconds, most).length).toBeLessThanOrEqual(most + 1);
    });
  });
});
