import * as fc from 'fast-check';
import { unparse } from 'papaparse';
import { messages } from './messages';
import { readCsv } from '../../../src/forecast/demand/csv-table';
import { codes } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

/** The table of a text without problems, as plain values; a gap is null. */
function table(text: string): { start: unknown; times: number[]; columns: Array<[string, Array<number | null>]> } {
  const { table: read, problems } = readCsv(text, 'f.csv');
  expect(problems).toEqual([]);
  const { start, times, columns } = read!;
  const plain = (values: Float64Array) => [...values].map((value) => (Number.isNaN(value) ? null : value));
  return { start, times: [...times], columns: columns.map(({ header, values }) => [header, plain(values)]) };
}

test('a column of times and columns of values are read', () => {
  expect(table('time,classifier,chat cores\n08:00,12,0.5\n08:15,,1\n08:30,40,NaN\n')).toEqual({
    start: { kind: 'clock', seconds: 28_800 },
    times: [0, 900, 1800],
    columns: [['classifier', [12, null, 40]], ['chat cores', [0.5, 1, null]]],
  });
});

test('an export of Grafana is read: its byte order mark, quoted labels and milliseconds, also for Excel', () => {
  const head = '"Time","{deployment=""a"", namespace=""x""}","b"';
  const expected = {
    start: { kind: 'instant', seconds: 1_704_067_200 },
    times: [0, 15, 30],
    columns: [['{deployment="a", namespace="x"}', [1, 2, null]], ['b', [4, null, 6]]],
  };
  const lines = ['sep=,', head, '1704067200000,1,4', '1704067215000,2,', '1704067230000,,6', ''];
  expect(table(`\uFEFF${lines.join('\r\n')}`)).toEqual(expected);
  expect(table(`${head}\n2024-01-01 00:00:00,1,4\n2024-01-01 00:00:15,2,null\n2024-01-01 00:00:30,undefined,6`))
    .toEqual(expected);
});

test.each([';', '\t'])('columns are separated by %j too', (separator) => {
  const { columns } = table('time,a b,c\n0,1,2\n60,3,4\n'.replace(/,/g, separator));
  expect(columns).toEqual([['a b', [1, 3]], ['c', [2, 4]]]);
});

test('empty lines, comments, spaces and empty columns are left out', () => {
  expect(table('# recorded on Monday\ntime, a ,\n\n 0 , 1 ,\n# later\n60,2,\n\n').columns).toEqual([['a', [1, 2]]]);
});

test('times of day go on after midnight', () => {
  expect(table('time,a\n23:30,1\n23:45,2\n00:00,3\n00:15,4\n12:00,5\n00:00,6\n').times)
    .toEqual([0, 900, 1800, 2700, 45_000, 88_200]);
});

test('what is written is read again, whatever the names, the separator and the order of quotes', () => {
  const name = fc.string({ minLength: 1, maxLength: 12 }).map((s) => s.trim()).filter((s) => s !== '');
  const value = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(null));
  const data = fc.tuple(
    fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 20 }),
    fc.constantFrom(',', ';', '\t'),
    fc.constantFrom('\n', '\r\n'),
  ).chain(([names, times, delimiter, newline]) => fc.record({
    names: fc.constant(names),
    times: fc.constant([...times].sort((a, b) => a - b)),
    options: fc.constant({ delimiter, newline, quotes: true }),
    rows: fc.array(
      fc.array(value, { minLength: names.length, maxLength: names.length }),
      { minLength: times.length, maxLength: times.length },
    ),
  }));
  fc.assert(fc.property(data, ({ names, times, options, rows }) => {
    const cells = [['time', ...names], ...rows.map((row, i) => [times[i], ...row.map((v) => v ?? '')])];
    const read = table(`sep=${options.delimiter}${options.newline}${unparse(cells, options)}`);
    expect(read.times).toEqual(times.map((time) => time - times[0]));
    expect(read.columns).toEqual(names.map((header, column) => [
      header, rows.map((row) => (row[column] === null ? null : Math.abs(row[column]))),
    ]));
  }));
});

const WRONG: Array<[string, unknown, ...Array<[code: string, field: string]>]> = [
  ['no text', undefined, ['forecast/data-not-text', 'f.csv']],
  ['a number', 5, ['forecast/data-not-text', 'f.csv']],
  ['an empty file', '', ['forecast/data-empty', 'f.csv']],
  ['a header alone', 'time,a\n', ['forecast/data-empty', 'f.csv']],
  ['no header', '0,1\n60,2\n', ['forecast/csv-without-header', 'f.csv:1']],
  ['one column', 'time\n0\n', ['forecast/csv-without-column', 'f.csv:1']],
  ['empty columns', 'time,,\n0,,\n', ['forecast/csv-without-column', 'f.csv:1']],
  ['a column without a name', 'time,,a\n0,1,2\n', ['forecast/csv-column-without-name', 'f.csv column 2']],
  ['a word for a time', 'time,a\n0,1\nnoon,2\n', ['forecast/csv-time', 'f.csv:3']],
  ['two kinds of times', 'time,a\n0,1\n08:00,2\n', ['forecast/csv-time', 'f.csv:3']],
  ['a time that falls', 'time,a\n60,1\n\n0,2\n', ['forecast/csv-time-not-rising', 'f.csv:4']],
  ['a time twice', 'time,a\n60,1\n60,2\n', ['forecast/csv-time-not-rising', 'f.csv:3']],
  ['a time of day a little earlier', 'time,a\n08:00,1\n07:00,2\n', ['forecast/csv-time-not-rising', 'f.csv:3']],
  ['a value with a unit', 'time,a\n0,1.2 K\n', ['forecast/csv-value', 'f.csv:2 "a"']],
  ['a value below 0', 'time,a\n0,-1\n', ['forecast/csv-value', 'f.csv:2 "a"']],
  ['a decimal comma', 'time;a\n0;1,5\n', ['forecast/csv-value', 'f.csv:2 "a"']],
  ['a decimal comma between commas', 'time,a\n0,1\n60,1,5\n', ['forecast/csv-row-too-long', 'f.csv:3']],
  ['an open quote', 'time,a\n0,1\n60,"2\n', ['forecast/csv-quotes', 'f.csv:3']],
  ['a wrong value in each column, each behind a name of two lines', 'time,"a\nb",c\n0,x,1\n60,y,z\n',
    ['forecast/csv-value', 'f.csv:3 "a\\nb"'], ['forecast/csv-value', 'f.csv:4 "c"']],
];

test.each(WRONG)('%s is a problem', (_, text, ...problems) => {
  const read = readCsv(text, 'f.csv');
  expect(codes(read.problems)).toEqual(problems);
  expect(read.table).toBeUndefined();
});

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, text]) => readCsv(text, 'f.csv').problems);
  expect(messages(problems)).toMatchInlineSnapshot(`
"error  forecast/data-not-text  f.csv
  got undefined; must be a text
  why: recorded values are read from the content of a file
  fix: read the file first, such as with fs.readFileSync(file, 'utf8')
error  forecast/data-empty  f.csv
  must have at least one row of values
  why: without values there is no load
  fix: export the data again, over a time with load
error  forecast/csv-without-header  f.csv:1
  got "0,1"; must have a first row with the names of the columns
  why: the columns are found by their names
  fix: add a row such as time,classifier
error  forecast/csv-without-column  f.csv:1
  must have a column of times and at least one column of values
  why: the first column is the time, each other one a load
  fix: separate the columns by commas, semicolons or tabs
error  forecast/csv-column-without-name  f.csv column 2
  must have a name in the first row
  why: the service of a column is found by its name
  fix: write the name of the service above the column
error  forecast/csv-time  f.csv:3
  got "noon"; must begin with a time, written in the same way in all rows
  why: the load over time could not be read
  fix: write seconds, HH:MM, ISO 8601 such as 2026-11-02T08:00:00Z, or Unix time
error  forecast/csv-time-not-rising  f.csv:4
  got "0"; must be later than the row before it
  why: each value holds until the next row
  fix: sort the rows by time, each time once
error  forecast/csv-row-too-long  f.csv:3
  got "60,1,5"; must not have more cells than the first row, which has 2
  why: it is unknown to which column a value belongs
  fix: write decimals with a point: 12.5; or name the columns that have no name
error  forecast/csv-quotes  f.csv:3
  must close each quote that it opens, and double those inside
  why: the load over time could not be read
  fix: write "a ""quoted"" name"
error  forecast/csv-value  f.csv:2 "a"
  got "1.2 K"; must be a number from 0 to 1e15, with a decimal point and without a unit
  why: the load at that time is unknown
  fix: write 12.5, or nothing for a gap; in Grafana, switch off "Formatted data" before you export"
`);
});
