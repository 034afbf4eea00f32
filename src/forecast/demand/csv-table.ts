import { parse } from 'papaparse';
import { isAmount } from './load-checks';
import { isNoValue } from './recorded-series';
import { inMillis, numberOf, recordedTime, type RecordedTime } from './recorded-time';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

/** A file in CSV: a column of times, and columns of values. */
export interface CsvTable {
  /** When it begins: in seconds since 1970 for dates, in seconds since midnight for times of day. */
  readonly start: RecordedTime;
  /** Of each row, in seconds since the first. */
  readonly times: Float64Array;
  readonly columns: readonly CsvColumn[];
}

export interface CsvColumn {
  readonly header: string;
  /** NaN where there is no value. */
  readonly values: Float64Array;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The first line with which a CSV names its separator for Excel. */
const SEPARATOR = /^sep=(.)\n/i;
const DAY = 86_400;
const WHY = 'the load over time could not be read';

/** Reads a file in CSV; `at` is its name. Without problems there is a table. */
export function readCsv(given: unknown, at: string): { readonly table?: CsvTable; readonly problems: Problem[] } {
  const problems = new Problems();
  const [head, ...body] = rowsOf(typeof given === 'string' ? given : '', at, problems);
  if (problems.isEmpty) problems.addAll(headProblems(given, at, head, body));
  if (!problems.isEmpty) return { problems: problems.all };
  problems.addAll(lengthProblems(head, body, at));
  const times = timesOf(body, at, problems);
  const columns = head.cells.flatMap((header, i) => (i === 0 ? [] : columnOf(header, i, body, at, problems)));
  if (problems.isEmpty && columns.length === 0) problems.add(noColumnProblem(`${at}:${head.line}`));
  if (!problems.isEmpty) return { problems: problems.all };
  return { table: { start: recordedTime(body[0].cells[0])!, times, columns }, problems: [] };
}

/** All rows with something in them but comments, and the line of each. */
function rowsOf(given: string, at: string, problems: Problems): Row[] {
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const stated = SEPARATOR.exec(text);
  const { data, errors } = parse<string[]>(stated ? text.slice(stated[0].length) : text, {
    newline: '\n',
    delimiter: stated?.[1] ?? separatorOf(text),
  });
  const quotes = errors.find(({ type }) => type === 'Quotes');
  if (quotes !== undefined) {
    problems.add({
      code: 'forecast/csv-quotes',
      field: `${at}:${(quotes.row ?? 0) + (stated ? 2 : 1)}`,
      rule: 'must close each quote that it opens, and double those inside',
      why: WHY,
      fix: 'write "a ""quoted"" name"',
    });
  }
  let line = stated ? 2 : 1;
  return data.map((cells): Row => {
    const row = { line, cells: cells.map((cell) => cell.trim()) };
    line += 1 + cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    return row;
  }).filter(({ cells }) => cells.some((cell) => cell !== '') && !cells[0].startsWith('#'));
}

/** What separates most in the first row: values may have commas of their own. */
function separatorOf(text: string): string {
  const head = /^(?!#)[^\n]*\S[^\n]*$/m.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const [best] = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length);
  return best;
}

function headProblems(given: unknown, at: string, head: Row | undefined, body: readonly Row[]): Problem[] {
  if (typeof given !== 'string') {
    return [{
      code: 'forecast/data-not-text',
      field: at,
      value: given,
      rule: 'must be a text',
      why: 'recorded values are read from the content of a file',
      fix: 'read the file first, such as with fs.readFileSync(file, \'utf8\')',
    }];
  }
  if (head !== undefined && recordedTime(head.cells[0]) !== undefined) {
    return [{
      code: 'forecast/csv-without-header',
      field: `${at}:${head.line}`,
      value: head.cells.join(),
      rule: 'must have a first row with the names of the columns',
      why: 'the columns are found by their names',
      fix: 'add a row such as time,classifier',
    }];
  }
  if (head !== undefined && head.cells.length < 2) return [noColumnProblem(`${at}:${head.line}`)];
  if (head !== undefined && body.length > 0) return [];
  return [{
    code: 'forecast/data-empty',
    field: at,
    rule: 'must have at least one row of values',
    why: 'without values there is no load',
    fix: 'export the data again, over a time with load',
  }];
}

function noColumnProblem(field: string): Problem {
  return {
    code: 'forecast/csv-without-column',
    field,
    rule: 'must have a column of times and at least one column of values',
    why: 'the first column is the time, each other one a load',
    fix: 'separate the columns by commas, semicolons or tabs',
  };
}

/** The first row with more cells than columns: a decimal comma, most likely. */
function lengthProblems(head: Row, body: readonly Row[], at: string): Problem[] {
  const columns = head.cells.length;
  const row = body.find(({ cells }) => cells.slice(columns).some((cell) => cell !== ''));
  if (row === undefined) return [];
  return [{
    code: 'forecast/csv-row-too-long',
    field: `${at}:${row.line}`,
    value: row.cells.join(),
    rule: `must not have more cells than the first row, which has ${columns}`,
    why: 'it is unknown to which column a value belongs',
    fix: 'write decimals with a point: 12.5; or name the columns that have no name',
  }];
}

/** The time of each row since the first. A time of day that falls by half a day or more is of the next day. */
function timesOf(body: readonly Row[], at: string, problems: Problems): Float64Array {
  const times = new Float64Array(body.length);
  const first = recordedTime(body[0].cells[0]);
  let days = 0;
  for (const [i, { line, cells }] of body.entries()) {
    const time = recordedTime(cells[0]);
    if (time === undefined || time.kind !== first!.kind) {
      problems.add({
        code: 'forecast/csv-time',
        field: `${at}:${line}`,
        value: cells[0],
        rule: 'must begin with a time, written in the same way in all rows',
        why: WHY,
        fix: 'write seconds, HH:MM, ISO 8601 such as 2026-11-02T08:00:00Z, or Unix time',
      });
      break;
    }
    times[i] = inMillis(time.seconds - first!.seconds + days * DAY);
    if (i > 0 && time.kind === 'clock' && times[i - 1] - times[i] >= DAY / 2) {
      days++;
      times[i] += DAY;
    }
    if (i > 0 && times[i] <= times[i - 1]) {
      problems.add({
        code: 'forecast/csv-time-not-rising',
        field: `${at}:${line}`,
        value: cells[0],
        rule: 'must be later than the row before it',
        why: 'each value holds until the next row',
        fix: 'sort the rows by time, each time once',
      });
      break;
    }
  }
  return times;
}

/** A column; none where nothing is in it. Its first wrong value is reported. */
function columnOf(header: string, i: number, body: readonly Row[], at: string, problems: Problems): CsvColumn[] {
  const values = new Float64Array(body.length).fill(NaN);
  let isEmpty = true;
  for (const [row, { line, cells }] of body.entries()) {
    const cell = cells[i] ?? '';
    isEmpty &&= cell === '';
    if (isNoValue(cell)) continue;
    const value = numberOf(cell);
    if (!isAmount(value)) {
      problems.add({
        code: 'forecast/csv-value',
        field: `${at}:${line} ${JSON.stringify(header)}`,
        value: cell,
        rule: 'must be a number from 0 to 1e15, with a decimal point and without a unit',
        why: 'the load at that time is unknown',
        fix: 'write 12.5, or nothing for a gap; in Grafana, switch off "Formatted data" before you export',
      });
      return [];
    }
    values[row] = value;
  }
  if (header !== '') return [{ header, values }];
  if (!isEmpty) {
    problems.add({
      code: 'forecast/csv-column-without-name',
      field: `${at} column ${i + 1}`,
      rule: 'must have a name in the first row',
      why: 'the service of a column is found by its name',
      fix: 'write the name of the service above the column',
    });
  }
  return [];
}
