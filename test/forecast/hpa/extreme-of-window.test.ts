import * as fc from 'fast-check';
import { ExtremeOfWindow } from '../../../src/forecast/hpa/extreme-of-window';

describe('the extreme of a window', () => {
  test('is the value itself while the window is empty', () => {
    expect(new ExtremeOfWindow(1).with(3)).toBe(3);
    expect(new ExtremeOfWindow(-1).with(3)).toBe(3);
  });

  test('is the higher one, or with a sign of -1 the lower one, of the value and of those before', () => {
    const highest = new ExtremeOfWindow(1);
    const lowest = new ExtremeOfWindow(-1);
    for (const [time, value] of [[0, 5], [1, 2], [2, 3]]) {
      highest.put(time, value);
      lowest.put(time, value);
    }
    expect([highest.with(1), highest.with(9)]).toEqual([5, 9]);
    expect([lowest.with(1), lowest.with(9)]).toEqual([1, 2]);
  });

  test('forgets what is older than a time, and only where it is said also what is as old', () => {
    const window = new ExtremeOfWindow(1);
    window.put(0, 9);
    window.put(10, 5);
    window.forget(0, false);
    expect(window.with(1)).toBe(9);
    window.forget(0, true);
    expect(window.with(1)).toBe(5);
    window.forget(11, false);
    expect(window.with(1)).toBe(1);
  });

  test.each([1, -1] as const)('is that of a plain list, whatever is put and forgotten, with the sign %i', (sign) => {
    const step = fc.record({
      pass: fc.integer({ min: 0, max: 3 }),
      value: fc.integer({ min: 0, max: 40 }),
      window: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      inclusive: fc.boolean(),
    });
    fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const window = new ExtremeOfWindow(sign);
      let list: Array<readonly [number, number]> = [];
      let now = 0;
      for (const { pass, value, window: kept, inclusive } of steps) {
        now += pass;
        if (kept !== undefined) {
          window.forget(now - kept, inclusive);
          list = list.filter(([time]) => (inclusive ? time > now - kept : time >= now - kept));
        }
        const values = [value, ...list.map(([, one]) => one)];
        expect(window.with(value)).toBe(sign === 1 ? Math.max(...values) : Math.min(...values));
        window.put(now, value);
        list.push([now, value]);
      }
    }), { numRuns: 150 });
  });

  test('holds any number of values that fall, and gives them back one by one', () => {
    const window = new ExtremeOfWindow(1);
    for (let i = 0; i < 1000; i++) window.put(i, 1000 - i);
    for (let i = 0; i < 1000; i++) {
      window.forget(i, false);
      expect(window.with(0)).toBe(1000 - i);
    }
  });
});
