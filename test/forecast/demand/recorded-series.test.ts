import * as fc from 'fast-check';
import {
  added, isNoValue, known, withMissing, type RecordedSeries,
} from '../../../src/forecast/demand/recorded-series';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const _ = NaN;

function series(...points: Array<[time: number, value: number]>): RecordedSeries {
  return {
    times: Float64Array.from(points, ([time]) => time),
    values: Float64Array.from(points, ([, value]) => value),
  };
}

function plain({ times, values }: RecordedSeries): Array<[number, number]> {
  return [...times].map((time, i) => [time, values[i]]);
}

test('what exports write for no value is none', () => {
  const none = ['', '-', 'NaN', '+Inf', '-Inf', 'null', 'undefined', 'N/A', 'Infinity'];
  expect(none.filter((text) => !isNoValue(text))).toEqual([]);
  expect(['0', '1', 'x', '--', 'info'].filter(isNoValue)).toEqual([]);
});

test('series are added as in PromQL: what has no value counts nothing', () => {
  const sum = added([series([0, 1], [15, _], [30, 3], [45, _]), series([15, 10], [30, 20], [45, _], [60, 40])]);
  expect(plain(sum)).toEqual([[0, 1], [15, 10], [30, 23], [45, _], [60, 40]]);
});

test('a sum has the times of all, in order, and the total of all values', () => {
  const any = fc.uniqueArray(fc.nat(50), { maxLength: 20 })
    .map((times) => series(...times.sort((a, b) => a - b).map((t): [number, number] => [t, t + 1])));
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (all) => {
    const sum = added(all);
    const total = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
    expect([...sum.times]).toEqual([...new Set(all.flatMap(({ times }) => [...times]))].sort((a, b) => a - b));
    expect(total(sum.values)).toBe(total(all.flatMap(({ values }) => [...values])));
  }));
});

test('where samples are missing there is a gap, one step after the last', () => {
  const filled = withMissing(series([0, 1], [15, 2], [60, 3], [75, 4]), 15, 120);
  expect(plain(filled)).toEqual([[0, 1], [15, 2], [30, _], [60, 3], [75, 4], [90, _]]);
  expect(plain(withMissing(series([0, 1], [15, 2], [31, 3]), 15, 46))).toEqual([[0, 1], [15, 2], [31, 3]]);
});

test('gaps are from the first time without a value to the next value', () => {
  const { times, values, gaps } = known(series([110, 1], [120, _], [130, _], [140, 2], [150, _]), 100, 160);
  expect([[...times], [...values]]).toEqual([[10, 40], [1, 2]]);
  expect(gaps).toEqual([[0, 10], [20, 40], [50, 60]]);
});

test('a series without values is one gap', () => {
  expect(known(series(), 0, 60).gaps).toEqual([[0, 60]]);
  expect(known(series([0, _], [30, _]), 0, 60).gaps).toEqual([[0, 60]]);
});
