import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { LoadProfile } from '../../../src';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const minutes = (n: number) => Duration.minutes(n);
const at = (profile: LoadProfile, ...times: number[]) => {
  const course = profile._course();
  return times.map((t) => course.valueAt(t * 60));
};

describe('a profile', () => {
  test('of steps holds each until the next', () => {
    const profile = LoadProfile.steps([{ at: minutes(1), value: 5 }, { at: minutes(3), value: 0.5 }]);
    expect(at(profile, 0, 1, 2.9, 3, 1000)).toEqual([0, 5, 5, 0.5, 0.5]);
  });

  test('of a staircase is the load of the Locust shape of the same numbers', () => {
    const profile = LoadProfile.staircase({ every: minutes(1), add: 2, count: 11 });
    expect(at(profile, 0, 1, 10.9, 11)).toEqual([2, 4, 22, 0]);
    expect(profile._seconds).toBe(660);
  });

  test('that is not changed can be read by many', () => {
    const profile = LoadProfile.csv('time,a\n0,1\n60,2\n120,3');
    const [one, other] = [profile._course(), profile._course()];
    expect([one.valueAt(130), other.valueAt(0), one.valueAt(130), other.valueAt(61)]).toEqual([3, 1, 3, 2]);
  });

  test('is not changed by what is made of it, nor by its options', () => {
    const list = [{ at: minutes(0), value: 1 }];
    const peakHours = [12];
    const [steps, day] = [LoadProfile.steps(list), LoadProfile.day({ low: 0, high: 1, peakHours })];
    steps.plus(day).scaled(7).shifted(minutes(1));
    list[0] = { at: minutes(0), value: 9 };
    peakHours.push(0);
    expect([...at(steps, 0), ...at(day, 0, 720)]).toEqual([1, 0, 1]);
  });

  test('of a constant, a ramp, a day, a week and bursts has the values of its options', () => {
    expect(at(LoadProfile.constant(3), 0, 99)).toEqual([3, 3]);
    expect(at(LoadProfile.ramp({ start: 0, end: 10, over: minutes(10) }), 0, 5, 10, 99)).toEqual([0, 5, 10, 10]);
    expect(at(LoadProfile.day({ low: 0, high: 8 }), 2 * 60, 14 * 60)).toEqual([0, 8]);
    const week = LoadProfile.week({ low: 0, high: 8, peakHours: [12], weekendFactor: 2 });
    expect(at(week, 12 * 60, (5 * 24 + 12) * 60)).toEqual([8, 16]);
    const bursts = { base: 1, height: 2, length: minutes(1), every: minutes(10) };
    expect(at(LoadProfile.bursts(bursts), 0, 1, 10)).toEqual([3, 1, 3]);
    const irregular = at(LoadProfile.bursts({ ...bursts, seed: 4 }), ...Array.from({ length: 100 }, (_, i) => i));
    expect(new Set(irregular)).toEqual(new Set([1, 3]));
  });

  test('is added, scaled, moved and repeated', () => {
    const ramp = LoadProfile.ramp({ start: 0, end: 10, over: minutes(10) });
    expect(at(ramp.plus(LoadProfile.constant(1)), 0, 5)).toEqual([1, 6]);
    expect(at(ramp.scaled(3), 5)).toEqual([15]);
    expect(at(ramp.shifted(minutes(5)), 0, 5, 10)).toEqual([0, 0, 5]);
    expect(at(ramp.repeated(), 5, 15, 25)).toEqual([5, 5, 5]);
    expect(at(ramp.repeated(minutes(20)), 15, 20, 25)).toEqual([10, 0, 5]);
    expect(at(LoadProfile.day({ low: 0, high: 8 }).shifted(Duration.hours(3)), 17 * 60)).toEqual([8]);
  });

  test('knows when it ends', () => {
    const ramp = LoadProfile.ramp({ start: 0, end: 10, over: minutes(10) });
    const ends = [
      ramp, ramp.scaled(2), ramp.shifted(minutes(1)), ramp.plus(ramp.shifted(minutes(2))), ramp.repeated(),
      ramp.plus(LoadProfile.constant(1)), LoadProfile.csv('t,a\n100,1\n160,2\n190,3'),
    ];
    expect(ends.map(({ _seconds }) => _seconds)).toEqual([600, 600, 660, 720, undefined, undefined, 120]);
  });
});

/** Profiles that are accepted or not, from any numbers. */
const anyNumber = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 100 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(-1, NaN, Infinity, 0, 0.5, 1e15, 2e15) },
);
const anySpan = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 5000 }).map((n) => Duration.millis(n)) },
  { weight: 1, arbitrary: fc.constantFrom(Duration.seconds(0), Duration.hours(3)) },
);
const loose = (options: fc.Arbitrary<any>, make: (options: any) => LoadProfile) => options.map(make);
const simple: fc.Arbitrary<LoadProfile> = fc.oneof(
  loose(anyNumber, (value) => LoadProfile.constant(value)),
  loose(fc.array(fc.record({ at: anySpan, value: anyNumber }), { maxLength: 3 }), (s) => LoadProfile.steps(s)),
  loose(fc.record({ every: anySpan, add: anyNumber, count: anyNumber }), (o) => LoadProfile.staircase(o)),
  loose(fc.record({ start: anyNumber, end: anyNumber, over: anySpan }), (o) => LoadProfile.ramp(o)),
  loose(fc.record({ low: anyNumber, high: anyNumber }), (o) => LoadProfile.day(o)),
  loose(fc.record({ low: fc.constant(1), high: anyNumber, weekendFactor: anyNumber }), (o) => LoadProfile.week(o)),
  loose(
    fc.record({ base: anyNumber, height: anyNumber, length: anySpan, every: anySpan, seed: fc.option(anyNumber) }),
    (o) => LoadProfile.bursts({ ...o, seed: o.seed ?? undefined }),
  ),
);
const change = fc.oneof(
  loose(anyNumber, (n) => n).map((n: any) => (p: LoadProfile) => p.scaled(n)),
  loose(anySpan, (d) => d).map((d: any) => (p: LoadProfile) => p.shifted(d)),
  loose(anySpan, (d) => d).map((d: any) => (p: LoadProfile) => p.repeated(d)),
  simple.map((other) => (p: LoadProfile) => p.plus(other)),
);
const profiles = fc.tuple(simple, fc.array(change, { maxLength: 4 }))
  .map(([first, changes]) => changes.reduce((profile, next) => next(profile), first));

test('what is accepted is finite and not negative at any time; nothing is ever thrown', () => {
  let accepted = 0;
  fc.assert(fc.property(profiles, fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })), (profile, times) => {
    const problems = profile._problems('profile');
    const course = profile._course();
    if (problems.length > 0) return;
    accepted++;
    for (const t of times) {
      const value = course.valueAt(t);
      expect(Number.isFinite(value) && value >= 0).toBe(true);
    }
  }), { numRuns: 3000 });
  expect(accepted).toBeGreaterThan(300);
});
