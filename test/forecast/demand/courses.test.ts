import * as fc from 'fast-check';
import * as courses from '../../../src/forecast/demand/courses';
import type { Course } from '../../../src/forecast/demand/demand';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Rising times, each once, and a value for each. */
const points = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 })
  .map((times) => Float64Array.from(times).sort())
  .chain((times) => fc.array(fc.nat(100), { minLength: times.length, maxLength: times.length })
    .map((values) => ({ times, values: Float64Array.from(values) })));
const anyTimes = fc.array(fc.double({ min: -100, max: 6000, noNaN: true }), { maxLength: 60 });

/** The last value whose time has come. */
function naive(times: Float64Array, values: Float64Array, seconds: number): number {
  return [...values].filter((_, i) => times[i] <= seconds).at(-1) ?? 0;
}

function at(course: Course, ...hours: number[]): number[] {
  return hours.map((hour) => Number(course.valueAt(hour * HOUR).toFixed(6)));
}

describe('values that hold until the next', () => {
  test('are those of a naive search at any times, in any order', () => {
    fc.assert(fc.property(points, anyTimes, ({ times, values }, seconds) => {
      const course = courses.held(times, values);
      for (const t of seconds) expect(course.valueAt(t)).toBe(naive(times, values, t));
    }));
  });

  test('are those of a naive search at rising times', () => {
    fc.assert(fc.property(points, fc.integer({ min: 40, max: 400 }), ({ times, values }, step) => {
      const course = courses.held(times, values);
      const seconds = Array.from({ length: Math.ceil(5300 / step) }, (_, i) => (i - 1) * step);
      expect(seconds.map((t) => course.valueAt(t))).toEqual(seconds.map((t) => naive(times, values, t)));
    }));
  });

  test('do not depend on what was asked before', () => {
    fc.assert(fc.property(points, anyTimes, ({ times, values }, seconds) => {
      const course = courses.held(times, values);
      for (const t of seconds) expect(course.valueAt(t)).toBe(courses.held(times, values).valueAt(t));
    }));
  });

  test('take few comparisons while time rises', () => {
    const times = Float64Array.from({ length: 20_000 }, (_, i) => i);
    let reads = 0;
    const counted = new Proxy(times, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(target, key, target);
      },
    });
    const course = courses.held(counted, times);
    for (let t = 0; t < 20_000; t++) course.valueAt(t);
    expect(reads).toBeLessThan(100_000);
  });
});

describe('a day', () => {
  test('is lowest half a day from its only peak', () => {
    expect(at(courses.day(2, 10, [14]), 14, 2, 8, 20, 26, 38)).toEqual([10, 2, 6, 6, 2, 10]);
  });

  test('with two peaks falls little between them, and to the lowest in the night', () => {
    const course = courses.day(0, 100, [10, 15]);
    expect(at(course, 10, 15, 0.5)).toEqual([100, 100, 0]);
    const [noon] = at(course, 12.5);
    expect(noon).toBeGreaterThan(85);
    expect(noon).toBeLessThan(95);
  });

  test('with peaks in any order is the same', () => {
    expect(at(courses.day(0, 9, [20, 3, 8]), 1, 5, 9, 13)).toEqual(at(courses.day(0, 9, [3, 8, 20]), 1, 5, 9, 13));
  });

  test('stays between low and high, changes smoothly, and repeats', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(fc.nat(50), fc.nat(50), hours, fc.nat(DAY), (low, more, peaks, t) => {
      const course = courses.day(low, low + more, peaks);
      const value = course.valueAt(t);
      expect(value).toBeGreaterThanOrEqual(low - 1e-9);
      expect(value).toBeLessThanOrEqual(low + more);
      expect(Math.abs(course.valueAt(t + 60) - value)).toBeLessThanOrEqual(more * 0.06);
      expect(course.valueAt(t + 3 * DAY)).toBeCloseTo(value, 6);
      expect(course.valueAt(t - 2 * DAY)).toBeCloseTo(value, 6);
    }));
  });
});

test('a week has five working days from Monday on, and a weekend', () => {
  const course = courses.week(courses.day(0, 10, [12]), 0.5);
  expect(at(course, 12, 36, 4 * 24 + 12, 5 * 24 + 12, 6 * 24 + 12, 7 * 24 + 12)).toEqual([10, 10, 10, 5, 5, 10]);
  expect(at(course, -12)).toEqual([5]);
});

describe('bursts', () => {
  test('without a seed begin with their span', () => {
    expect(at(courses.bursts(1, 4, HOUR, 3 * HOUR), 0, 0.99, 1, 2.9, 3, 4, -3, -2)).toEqual([5, 5, 1, 1, 5, 1, 5, 1]);
  });

  test('with a seed are once in each span, at irregular and repeatable times', () => {
    fc.assert(fc.property(fc.nat(), (seed) => {
      const course = courses.bursts(0, 1, 60, 600, seed);
      const again = courses.bursts(0, 1, 60, 600, seed);
      const starts: number[] = [];
      for (let span = 0; span < 20; span++) {
        const seconds = Array.from({ length: 600 }, (_, i) => span * 600 + i);
        const high = seconds.filter((t) => course.valueAt(t) === 1);
        expect(high).toEqual(seconds.filter((t) => again.valueAt(t) === 1));
        expect([59, 60, 61]).toContain(high.length);
        expect(high[high.length - 1] - high[0]).toBe(high.length - 1);
        starts.push(high[0] - span * 600);
      }
      expect(new Set(starts).size).toBeGreaterThan(10);
    }), { numRuns: 5 });
  });
});

test('a staircase grows with each step, and ends after the last', () => {
  const course = courses.staircase(60, 2, 11);
  expect([-1, 0, 59, 60, 659, 660, 1e6].map((t) => course.valueAt(t))).toEqual([0, 2, 2, 4, 22, 0, 0]);
});

test('a ramp goes evenly from one value to another, which holds', () => {
  const course = courses.ramp(10, 0, 100);
  expect([-1, 0, 25, 100, 1000].map((t) => course.valueAt(t))).toEqual([0, 10, 7.5, 0, 0]);
});

test('a constant is 0 before the beginning', () => {
  expect([-1, 0, 1e9].map((t) => courses.constant(3).valueAt(t))).toEqual([0, 3, 3]);
});

test('combined courses are computed from those inside', () => {
  const steps = courses.staircase(60, 1, 3);
  expect(courses.sum([steps, courses.constant(10)]).valueAt(70)).toBe(12);
  expect(courses.scaled(steps, 2.5).valueAt(70)).toBe(5);
  expect([0, 29, 30, 90].map((t) => courses.shifted(steps, 30).valueAt(t))).toEqual([0, 0, 1, 2]);
  expect([0, 199, 200, 261, -1].map((t) => courses.repeated(steps, 200).valueAt(t))).toEqual([1, 0, 1, 2, 0]);
});

describe('between two jumps', () => {
  const held = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 9 })
    .map((times) => Float64Array.from(times).sort()).map((times) => courses.held(times, times.map((t) => t % 7)));
  const step = fc.oneof(
    held,
    fc.nat(9).map((value) => courses.constant(value)),
    fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5 }))
      .map(([every, count]) => courses.staircase(every, 2, count)),
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 40 }), fc.option(fc.nat(99)))
      .map(([length, every, seed]) => courses.bursts(1, 5, length, every, seed ?? undefined)),
  );
  const made = fc.oneof(
    step,
    fc.array(step, { minLength: 1, maxLength: 3 }).map((all) => courses.sum(all)),
    step.map((course) => courses.scaled(course, 3)),
    fc.tuple(step, fc.integer({ min: 0, max: 60 })).map(([course, by]) => courses.shifted(course, by)),
    fc.tuple(step, fc.integer({ min: 1, max: 60 })).map(([course, every]) => courses.repeated(course, every)),
  );

  test('the value of a course of steps stays', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20_000 }).map((t) => t / 50), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(made, times, (course, seconds) => {
      for (const t of seconds) {
        const end = Math.min(course.jumpAfter!(t), t + 100);
        expect(end).toBeGreaterThan(t);
        const before = end - 1e-6;
        for (const u of [t, (t + before) / 2, before]) if (u >= t) expect(course.valueAt(u)).toBe(course.valueAt(t));
      }
    }), { numRuns: 400 });
  });

  test('a week changes at midnight at most, and a day is smooth', () => {
    expect(courses.week(courses.day(0, 1, [12]), 0.5).jumpAfter!(4.5 * 86_400)).toBe(5 * 86_400);
    expect(courses.sum([courses.day(0, 1, [12]), courses.ramp(0, 1, 9)]).jumpAfter!(1)).toBe(Infinity);
  });
});
