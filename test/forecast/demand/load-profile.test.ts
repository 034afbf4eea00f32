import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { LoadProfile } from '../../../src';
import { codes } from '../../helpers';

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

  test('of CSV is the column of its name, or the only one', () => {
    const text = 'time,a,b cores\n08:00,1,10\n08:01,,20\n08:02,3,30\n';
    expect(at(LoadProfile.csv(text, 'a'), 0, 1, 2, 9)).toEqual([1, 1, 3, 3]);
    expect(at(LoadProfile.csv(text, 'b'), 0, 1)).toEqual([10, 20]);
    expect(at(LoadProfile.csv(text, 'b cores'), 0, 1)).toEqual([10, 20]);
    expect(at(LoadProfile.csv('time,a\n0,\n60,5\n'), 0, 1)).toEqual([0, 5]);
  });

  test('of Prometheus is the series of its labels, or the only one', () => {
    const series = (app: string, ...values: string[]) => (
      { metric: { app, zone: 'x' }, values: values.map((v, i) => [1000 + i * 60, v]) }
    );
    const two = JSON.stringify({ data: { result: [series('a', '1', '2'), series('b', '5', 'NaN', '7')] } });
    expect(at(LoadProfile.prometheus(two, { app: 'b' }), 0, 1, 2)).toEqual([5, 5, 7]);
    expect(at(LoadProfile.prometheus(JSON.stringify([series('a', '1', '2')])), 0, 1)).toEqual([1, 2]);
  });
});

/** Profiles that are accepted or not, from any numbers. */
const anyNumber = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 100 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(-1, NaN, Infinity, 0, 0.5, 1e15, 2e15, '1', null) },
);
const anySpan = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 5000 }).map((n) => Duration.millis(n)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<any>(Duration.seconds(0), Duration.hours(3), undefined, 60, null, 'PT1M', {}),
  },
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

const steps = (...list: any[]) => LoadProfile.steps(list);
const staircase = (changes: object) => (
  LoadProfile.staircase({ every: minutes(1), add: 2, count: 3, ...changes })
);
const ramp = (changes: object) => LoadProfile.ramp({ start: 0, end: 1, over: minutes(1), ...changes });
const day = (changes: object) => LoadProfile.day({ low: 0, high: 1, ...changes });
const week = (changes: object) => LoadProfile.week({ low: 0, high: 1, weekendFactor: 1, ...changes });
const bursts = (changes: object) => (
  LoadProfile.bursts({ base: 1, height: 1, length: minutes(1), every: minutes(2), ...changes })
);
const ONE = LoadProfile.constant(1);
const MOST = LoadProfile.constant(1e15);

test.each<[string, LoadProfile, ...Array<[code: string, field: string]>]>([
  ['a constant below 0', LoadProfile.constant(-1), ['forecast/load-value', 'value']],
  ['a constant that is a string', LoadProfile.constant('1' as never), ['forecast/load-value', 'value']],
  ['a constant that is infinite', LoadProfile.constant(Infinity), ['forecast/load-value', 'value']],
  ['no step', steps(), ['forecast/no-load-step', 'steps']],
  ['no list', LoadProfile.steps(5 as never), ['forecast/no-load-step', 'steps']],
  ['a step that is null', steps(null), ['forecast/not-a-duration', 'steps[0].at'],
    ['forecast/load-value', 'steps[0].value']],
  ['steps in no order', steps({ at: minutes(1), value: 1 }, { at: minutes(1), value: 2 }),
    ['forecast/load-steps-not-in-order', 'steps[1].at']],
  ['no stairs', LoadProfile.staircase(undefined as never), ['forecast/not-a-duration', 'every'],
    ['forecast/load-value', 'add'], ['forecast/load-count', 'count']],
  ['stairs in no time', staircase({ every: minutes(0) }), ['forecast/duration-not-positive', 'every']],
  ['half a stair', staircase({ count: 1.5 }), ['forecast/load-count', 'count']],
  ['stairs to the sky', staircase({ add: 1e15 }), ['forecast/load-too-large', 'count']],
  ['a ramp without times', ramp({ over: 60, end: NaN }), ['forecast/load-value', 'end'],
    ['forecast/not-a-duration', 'over']],
  ['a ramp from nothing', ramp({ start: null }), ['forecast/load-value', 'start']],
  ['a day upside down', day({ low: 2 }), ['forecast/low-above-high', 'low']],
  ['a day without values', day({ low: -1, high: '9' }), ['forecast/load-value', 'low'],
    ['forecast/load-value', 'high']],
  ['a day of 25 hours', day({ peakHours: [24] }), ['forecast/peak-hours', 'peakHours']],
  ['a day without a peak', day({ peakHours: [] }), ['forecast/peak-hours', 'peakHours']],
  ['a peak twice', day({ peakHours: [3, 3] }), ['forecast/peak-hours', 'peakHours']],
  ['a peak that is no list', day({ peakHours: 14 }), ['forecast/peak-hours', 'peakHours']],
  ['a peak that is a string', day({ peakHours: ['14'] }), ['forecast/peak-hours', 'peakHours']],
  ['a week without a factor', week({ weekendFactor: undefined }), ['forecast/load-factor', 'weekendFactor']],
  ['a week with the problems of its day', week({ low: 3 }), ['forecast/low-above-high', 'low']],
  ['a week too high', week({ high: 1e10, weekendFactor: 1e10 }), ['forecast/load-too-large', 'weekendFactor']],
  ['bursts without an end', bursts({ length: minutes(3) }), ['forecast/burst-longer-than-its-span', 'length']],
  ['bursts of nothing', LoadProfile.bursts(null as never), ['forecast/load-value', 'base'],
    ['forecast/load-value', 'height'], ['forecast/not-a-duration', 'length'], ['forecast/not-a-duration', 'every']],
  ['bursts of a wrong seed', bursts({ seed: 0.5 }), ['forecast/burst-seed', 'seed']],
  ['bursts too high', bursts({ height: 1e15 }), ['forecast/load-too-large', 'height']],
  ['a sum with a number', ONE.plus(5 as never), ['forecast/not-a-load-profile', 'other']],
  ['a sum of two wrong', LoadProfile.constant(-1).plus(day({ low: 2 })), ['forecast/load-value', 'value'],
    ['forecast/low-above-high', 'other.low']],
  ['a sum too high', MOST.plus(ONE), ['forecast/load-too-large', 'other']],
  ['a factor below 0', ONE.scaled(-1), ['forecast/load-factor', 'factor']],
  ['a factor too high', MOST.scaled(2), ['forecast/load-too-large', 'factor']],
  ['a shift by a number', ONE.shifted(5 as never), ['forecast/not-a-duration', 'by']],
  ['a repetition of what has no end', ONE.repeated(), ['forecast/repeated-without-end', 'every']],
  ['a repetition of no time', ONE.repeated(minutes(0)), ['forecast/duration-not-positive', 'every']],
  ['a repetition by a number', ONE.repeated(5 as never), ['forecast/not-a-duration', 'every']],
  ['CSV that is none', LoadProfile.csv(undefined as never), ['forecast/data-not-text', 'text']],
  ['a wrong line of CSV', LoadProfile.csv('time,a\n0,1\n60,x\n'), ['forecast/csv-value', 'text:3 "a"']],
  ['one of two columns', LoadProfile.csv('time,a,b\n0,1,2\n'), ['forecast/csv-column-choice', 'column']],
  ['a column that is not there', LoadProfile.csv('time,a\n0,1\n', 'b'), ['forecast/csv-column-choice', 'column']],
  ['no JSON', LoadProfile.prometheus('time,a'), ['forecast/not-a-prometheus-answer', 'text']],
  ['a series that is not there', LoadProfile.prometheus('[{"metric":{},"values":[[0,"1"]]}]', { a: 'b' }),
    ['forecast/prometheus-series-choice', 'labels']],
  ['labels that are a string', LoadProfile.prometheus('[{"metric":{},"values":[[0,"1"]]}]', 'a' as never),
    ['forecast/prometheus-series-choice', 'labels']],
])('%s is a problem', (_, profile, ...problems) => {
  expect(codes(profile._problems(''))).toEqual(problems.map(([code, field]) => [code, `.${field}`]));
  expect(codes(profile._problems('profile'))).toEqual(problems.map(([code, field]) => [code, `profile.${field}`]));
});
