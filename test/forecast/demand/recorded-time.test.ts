import { durationOf, numberOf, recordedTime } from '../../../src/forecast/demand/recorded-time';

const instant = (iso: string) => Date.parse(iso) / 1000;

test.each<[string, string, number]>([
  ['0', 'seconds', 0],
  ['90.5', 'seconds', 90.5],
  ['1e3', 'seconds', 1000],
  ['8:05', 'clock', 29_100],
  ['08:05:30', 'clock', 29_130],
  ['24:00', 'clock', 86_400],
  ['1704067200', 'instant', 1_704_067_200],
  ['1704067200.5', 'instant', 1_704_067_200.5],
  ['1704067200000', 'instant', 1_704_067_200],
  ['1704067200000000', 'instant', 1_704_067_200],
  ['1704067200000000000', 'instant', 1_704_067_200],
  ['2026-11-02', 'instant', instant('2026-11-02T00:00:00Z')],
  ['2026-11-02 08:30', 'instant', instant('2026-11-02T08:30:00Z')],
  ['2026-11-02 08:30:15', 'instant', instant('2026-11-02T08:30:15Z')],
  ['2026-11-02T08:30:15.250Z', 'instant', instant('2026-11-02T08:30:15.250Z')],
  ['2026-11-02T08:30:15+02:00', 'instant', instant('2026-11-02T06:30:15Z')],
  ['2026-11-02T08:30:15-0530', 'instant', instant('2026-11-02T14:00:15Z')],
  ['2026-11-02 08:30:15 UTC', 'instant', instant('2026-11-02T08:30:15Z')],
  ['2028-02-29', 'instant', instant('2028-02-29T00:00:00Z')],
])('the time %s is in %s', (text, kind, seconds) => {
  expect(recordedTime(text)).toEqual({ kind, seconds });
});

test.each([
  '', 'time', '8', '25:00', '08:60', '08:05:60', '2026-02-29', '2026-13-01', '2026-11-02T25:00', '02.11.2026', '1e99',
  'Infinity', 'NaN', '0x10', '11/02/2026 08:30', '08:05 PM',
])('%j is a time only as a number', (text) => {
  expect(recordedTime(text)?.seconds).toBe(text === '8' ? 8 : undefined);
});

test.each<[string, number | undefined]>([
  ['200ms', 200], ['1.5s', 1500], ['5m', 300_000], ['5min', 300_000], ['24h', 86_400_000], [' 1s ', 1000],
  ['200', undefined], ['s', undefined], ['-1s', undefined], ['1 day', undefined], ['1h30m', undefined],
])('%j is a span of time or none', (text, millis) => {
  expect(durationOf(text)?.toMilliseconds()).toBe(millis);
});

test.each<[string, number | undefined]>([
  ['12.5', 12.5], ['.5', 0.5], ['5.', 5], ['+1', 1], ['-1', -1], ['1e-3', 0.001], ['1,5', undefined],
  ['0x1', undefined],
  ['1 K', undefined], ['', undefined], ['NaN', undefined],
])('%j is a number or none', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
