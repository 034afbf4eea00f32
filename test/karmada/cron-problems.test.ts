import { cronProblems } from '../../src/karmada/cron-problems';
import { codes } from '../helpers';

const problems = (schedule: unknown) => codes(cronProblems('schedule', schedule));

describe('a schedule runs', () => {
  test.each([
    '0 7 * * 1-5', '* * * * *', '*/15 * * * *', '5/15 0,12 1-7 1,7 0', '0 0 29 2 *', '0 0 30 2 1', '0 0 30 2 */2',
    '0 0 31 1,2 *', ' 0 7 * * * ', '59 23 31 12 6',
  ])('%s', (schedule) => {
    expect(problems(schedule)).toEqual([]);
  });
});

describe('a schedule never runs', () => {
  test.each<[string, unknown, string]>([
    ['of six fields, which the webhook accepts', '0 0 7 * * 1-5', 'cron-not-five-fields'],
    ['of four', '0 7 * *', 'cron-not-five-fields'],
    ['by a nickname', '@daily', 'cron-not-five-fields'],
    ['by an interval', '@every 5m', 'cron-not-five-fields'],
    ['with its time zone inside', 'CRON_TZ=Asia/Shanghai 0 7 * * *', 'cron-not-five-fields'],
    ['that is empty', '', 'cron-not-five-fields'],
    ['that is a number', 7, 'cron-not-five-fields'],
    ['that is null', null, 'cron-not-five-fields'],
    ['that is a list of five', ['0', '7', '*', '*', '*'], 'cron-not-five-fields'],
    ['on the last day, which the webhook accepts', '0 0 L * *', 'cron-field-invalid'],
    ['at minute 60', '60 0 * * *', 'cron-field-invalid'],
    ['at hour 24', '0 24 * * *', 'cron-field-invalid'],
    ['on day 0', '0 0 0 * *', 'cron-field-invalid'],
    ['in month 13', '0 0 1 13 *', 'cron-field-invalid'],
    ['on weekday 7', '0 0 * * 7', 'cron-field-invalid'],
    ['on a weekday by name', '0 0 * * MON', 'cron-field-invalid'],
    ['with a step of 0', '*/0 * * * *', 'cron-field-invalid'],
    ['with a range that falls', '0 7-5 * * *', 'cron-field-invalid'],
    ['with a hole in a list', '0 7,,9 * * *', 'cron-field-invalid'],
    ['with a number that no computer holds', `${'9'.repeat(400)} 0 * * *`, 'cron-field-invalid'],
    ['on 30 February', '0 0 30 2 *', 'cron-day-never-occurs'],
    ['on 31 of months of 30 days', '0 0 31 4,6,9,11 *', 'cron-day-never-occurs'],
    ['on 30 February, every day of the week', '0 0 30 2 */1', 'cron-day-never-occurs'],
  ])('%s', (_, schedule, code) => {
    expect(problems(schedule)).toEqual([[`karmada/${code}`, 'schedule']]);
  });

  test.each([
    ['60 0 * * *', 'the minute', 'from 0 to 59'],
    ['0 24 * * *', 'the hour', 'from 0 to 23'],
    ['0 0 L * *', 'the day of month', 'from 1 to 31'],
    ['0 0 1 13 *', 'the month', 'from 1 to 12'],
    ['0 0 * * MON', 'the day of week', 'from 0 to 6'],
  ])('%s, and the message names the field and its range', (schedule, field, range) => {
    const [{ rule }] = cronProblems('schedule', schedule);
    expect(rule).toContain(field);
    expect(rule).toContain(range);
  });

  test('of a length that would take hours if each day were compared with each month', () => {
    const days = '30,'.repeat(100_000);
    const months = '2,'.repeat(100_000);
    expect(problems(`0 0 ${days}30 ${months}2 *`)).toEqual([['karmada/cron-day-never-occurs', 'schedule']]);
    expect(problems(`0 0 ${'*'.repeat(200_000)} * *`)).toEqual([['karmada/cron-field-invalid', 'schedule']]);
    expect(problems(`0 0 * * ${'0'.repeat(200_000)}x`)).toEqual([['karmada/cron-field-invalid', 'schedule']]);
  });
});
