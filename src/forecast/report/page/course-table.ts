import { clockOf, timeText } from '../clock';
import { amount, duration, UNKNOWN } from '../figures';
import type { ForecastData, ServiceForecastData } from '../forecast-data';
import { element, escaped } from '../markup';
import { scrolled } from './page-table';

/** Rows of a table of values: half hours of a day. */
const MOST_ROWS = 48;

type Values = ReadonlyArray<number | null>;

/** The course of a service as a table, closed until it is asked for: the text alternative of its picture. */
export function courseTable(service: ServiceForecastData, data: ForecastData, id: string): string {
  const { series, demandUnit } = service;
  const clock = clockOf(data.from);
  const together = Math.max(1, Math.ceil(series.replicas.length / MOST_ROWS));
  const seconds = series.secondsPerSpan * together;
  const columns: Array<readonly [string, (from: number, to: number) => string]> = [];
  if (demandUnit !== undefined) {
    columns.push([`Demand, ${demandUnit}`, of(series.demand, mean)]);
    if (series.unserved.length > 0) {
      columns.push(['Without room', of(series.unserved, mean)]);
    }
  }
  columns.push(
    ['Replicas asked for', of(series.replicas, highest)],
    ['Ready pods', of(series.ready, lowest)],
    ['Highest metric, % of target', of(series.ofTarget, highest)],
  );
  const rows: string[][] = [];
  for (let from = 0; from < series.replicas.length; from += together) {
    const cells = columns.map(([, text]) => text(from, from + together));
    rows.push([timeText(clock, from * series.secondsPerSpan), ...cells]);
  }
  const caption = `${service.name} in spans of ${duration(seconds)}: mean demand, the most replicas asked for, `
    + 'the fewest ready pods, the highest metric';
  return element(
    'details', {},
    element('summary', {}, escaped(`Values of ${service.name} over time`)),
    scrolled({
      id,
      caption,
      headings: [clock.zone === undefined ? 'Time' : `Time, ${clock.zone}`, ...columns.map(([name]) => name)],
      rows,
    }, true));
}

function of(values: Values, combined: (values: readonly number[]) => number): (from: number, to: number) => string {
  return (from, to) => {
    const known = values.slice(from, to).filter((value): value is number => value !== null);
    return known.length === 0 ? UNKNOWN : amount(combined(known));
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function highest(values: readonly number[]): number {
  return Math.max(...values);
}

function lowest(values: readonly number[]): number {
  return Math.min(...values);
}
