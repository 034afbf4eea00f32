import { isTimeZone, isTimeZoneOfGo } from '../../src/validation/time-zone';

describe('a time zone', () => {
  test.each([
    'UTC', 'Asia/Shanghai', 'Asia/Calcutta', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince',
    'Etc/GMT+8',
  ])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each([
    ['CST'], ['Mars/X'], [''], ['asia/shanghai'], ['Asia/shanghai'], ['ASIA/SHANGHAI'], ['+08:00'], ['Local'],
    [undefined], [8], [null], [['UTC']],
  ])('%p is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  test('a long name is none, at once', () => {
    expect(isTimeZone('A/'.repeat(100_000))).toBe(false);
    expect(isTimeZone(`A${'a'.repeat(200_000)}!`)).toBe(false);
  });
});

test.each([
  'UTC', 'Etc/UTC', 'Etc/GMT+8', 'CET', 'EST5EDT', 'GB', 'NZ-CHAT', 'Japan', 'Local', 'Europe/Kyiv', 'Asia/Calcutta',
  'US/Eastern',
])('Go loads %s', (name) => {
  expect(isTimeZoneOfGo(name)).toBe(true);
});

test.each(['Berlin', '+02:00', 'CST', 'IST', 'japan', 'utc', 'Mars/X', undefined, 5])('Go does not load %p', (name) => {
  expect(isTimeZoneOfGo(name)).toBe(false);
});
