import { readMatrix } from '../../../src/forecast/demand/prometheus-matrix';
import { codes } from '../../helpers';

const RESULT = [
  { metric: { __name__: 'up', job: 'a' }, values: [[1435781430.781, '1'], [1435781445.781, '1.5']] },
  { metric: {}, values: [[1435781430.781, 'NaN'], [1435781445.781, '+Inf'], [1435781460.781, '3e2']] },
];
const DATA = { resultType: 'matrix', result: RESULT };

test.each<[string, unknown]>([
  ['whole', { status: 'success', data: DATA }],
  ['with warnings', { status: 'success', data: DATA, warnings: ['partial'] }],
  ['its data', DATA],
  ['a list of series', RESULT],
  ['the data as a list', { data: RESULT }],
])('an answer is read: %s', (_, answer) => {
  const { matrix, problems } = readMatrix(`\uFEFF${JSON.stringify(answer)}`, 'f.json');
  expect(problems).toEqual([]);
  expect(matrix!.step).toBe(15);
  expect(matrix!.series.map(({ labels, times, values }) => [labels, [...times], [...values]])).toEqual([
    [{ __name__: 'up', job: 'a' }, [1435781430.781, 1435781445.781], [1, 1.5]],
    [{}, [1435781430.781, 1435781445.781, 1435781460.781], [NaN, NaN, 300]],
  ]);
});

test('the shortest usual distance of samples is the step, also where many are missing', () => {
  const values = [0, 60, 180, 600, 840, 960].map((time) => [time, '1']);
  expect(readMatrix(JSON.stringify([{ values }]), 'f.json').matrix!.step).toBe(60);
});

const one = (...values: unknown[]) => [{ metric: {}, values }];

test.each<[string, unknown, ...Array<[code: string, field: string]>]>([
  ['an error', { status: 'error', error: 'parse error' }, ['forecast/prometheus-error', 'f.json']],
  ['another object', { a: 1 }, ['forecast/not-a-prometheus-answer', 'f.json']],
  ['null', null, ['forecast/not-a-prometheus-answer', 'f.json']],
  ['a number', 5, ['forecast/not-a-prometheus-answer', 'f.json']],
  ['data that is null', { data: null }, ['forecast/not-a-prometheus-answer', 'f.json']],
  ['no series', { data: { resultType: 'matrix', result: [] } }, ['forecast/prometheus-without-values', 'f.json']],
  ['no values', one(), ['forecast/prometheus-without-values', 'f.json']],
  ['an instant query', [{ metric: {}, value: [0, '1'] }], ['forecast/prometheus-not-a-range', 'f.json result[0]']],
  ['series that are null', [null], ['forecast/prometheus-not-a-range', 'f.json result[0]']],
  ['a histogram', [{ metric: {}, histograms: [] }], ['forecast/prometheus-not-a-range', 'f.json result[0]']],
  ['a scalar', { data: { resultType: 'scalar', result: [0, '1'] } },
    ['forecast/prometheus-not-a-range', 'f.json result[0]'], ['forecast/prometheus-not-a-range', 'f.json result[1]']],
  ['a value below 0', one([0, '1'], [15, '-1']), ['forecast/prometheus-sample', 'f.json result[0].values[1]']],
  ['a word', one([0, 'many']), ['forecast/prometheus-sample', 'f.json result[0].values[0]']],
  ['a time that is a word', one(['now', '1']), ['forecast/prometheus-sample', 'f.json result[0].values[0]']],
  ['a time that falls', one([5, '1'], [5, '1']), ['forecast/prometheus-sample', 'f.json result[0].values[1]']],
  ['a sample that is null', one(null), ['forecast/prometheus-sample', 'f.json result[0].values[0]']],
  ['a time beyond all dates', one([1e15, '1']), ['forecast/prometheus-sample', 'f.json result[0].values[0]']],
])('%s is a problem', (_, answer, ...problems) => {
  const read = readMatrix(JSON.stringify(answer), 'f.json');
  expect(codes(read.problems)).toEqual(problems);
  expect(read.matrix).toBeUndefined();
});

test.each<[string, unknown]>([['no text', undefined], ['an object', {}], ['no JSON', '{"status":']])(
  '%s is a problem', (_, text) => {
    expect(codes(readMatrix(text, 'f.json').problems)).toEqual([['forecast/not-a-prometheus-answer', 'f.json']]);
  },
);
