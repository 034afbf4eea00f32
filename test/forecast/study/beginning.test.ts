import { beginningOf } from '../../../src/forecast/study/beginning';

describe('the beginning of a recorded load', () => {
  test('is its date', () => {
    const from = new Date('2026-11-02T06:00:00Z');
    expect(beginningOf({ from, timeOfDay: 21_600 })).toEqual({ from });
  });

  test('is its time of day on some Monday, which is not printed', () => {
    expect(beginningOf({ timeOfDay: 19_800 })).toEqual({ from: new Date('2026-01-05T05:30:00Z'), fromText: 'T05:30' });
    expect(beginningOf({ timeOfDay: 0 }).fromText).toBe('T00:00');
  });

  test('is unknown without either', () => {
    expect(beginningOf({})).toEqual({});
  });
});
