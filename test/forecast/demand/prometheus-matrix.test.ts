import { messages } from './messages';
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

const WRONG: Array<[string, unknown, ...Array<[code: string, field: string]>]> = [
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
];

test.each(WRONG)('%s is a problem', (_, answer, ...problems) => {
  const read = readMatrix(JSON.stringify(answer), 'f.json');
  expect(codes(read.problems)).toEqual(problems);
  expect(read.matrix).toBeUndefined();
});

test.each<[string, unknown]>([['no text', undefined], ['an object', {}], ['no JSON', '{"status":']])(
  '%s is a problem', (_, text) => {
    expect(codes(readMatrix(text, 'f.json').problems)).toEqual([['forecast/not-a-prometheus-answer', 'f.json']]);
  },
);

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, answer]) => readMatrix(JSON.stringify(answer), 'f.json').problems);
  expect(messages(problems)).toMatchInlineSnapshot(`
"error  forecast/prometheus-error  f.json
  got "parse error"; must be the answer to a query that succeeded
  why: Prometheus answered with an error, so there are no values
  fix: correct the query, and save the answer again
  see: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
error  forecast/not-a-prometheus-answer  f.json
  must be the JSON with which Prometheus answers a range query
  why: no series could be found in it
  fix: save the answer of /api/v1/query_range, such as with curl -o
  see: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
error  forecast/prometheus-without-values  f.json
  must have at least one series with values
  why: the query found nothing, so there is no load
  fix: check the query and its time range in Prometheus
error  forecast/prometheus-not-a-range  f.json result[0]
  must have values: a list of times and numbers
  why: an instant query and a native histogram have no number for each time
  fix: use a range query (/api/v1/query_range) whose result are numbers
  see: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
error  forecast/prometheus-sample  f.json result[0].values[1]
  got [15,"-1"]; must be a time after the one before it, and a number from 0 to 1e15
  why: the load at that time is unknown
  fix: check the query: a load is never negative; a rate or a sum of gauges is one"
`);
});
