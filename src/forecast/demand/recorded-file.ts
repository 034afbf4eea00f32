import { readCsv, type CsvTable } from './csv-table';
import { readMatrix, type PrometheusMatrix } from './prometheus-matrix';
import type { RecordedSeries } from './recorded-series';
import { inMillis } from './recorded-time';
import { splitHeader, type SeriesName } from './series-service';
import type { Problem } from '../../validation/problem';

/** All series of a file, whatever its format. */
export interface RecordedFile {
  readonly series: readonly NamedSeries[];
  /** The first and the last time, and how long the last value lasts. */
  readonly start: number;
  readonly end: number;
  /** The usual distance of samples, where those that are missing are gaps. */
  readonly step?: number;
  /** How long the data lasts; undefined with a single time. */
  readonly seconds?: number;
  readonly from?: Date;
  readonly timeOfDay?: number;
}

/** A series, what it is called, and how a message names it. */
export interface NamedSeries extends RecordedSeries, SeriesName {
  readonly at: string;
}

/** Reads JSON by its first character, and everything else as CSV. */
export function readFile(
  text: unknown,
  fileName: string,
): { readonly file?: RecordedFile; readonly problems: readonly Problem[] } {
  if (typeof text === 'string' && /^\uFEFF?\s*[{[]/.test(text)) {
    const { matrix, problems } = readMatrix(text, fileName);
    return { file: matrix && fileOfMatrix(matrix, fileName), problems };
  }
  const { table, problems } = readCsv(text, fileName);
  return { file: table && fileOfTable(table, fileName), problems };
}

function fileOfTable({ start, times, columns }: CsvTable, fileName: string): RecordedFile {
  const last = times.length - 1;
  const end = last === 0 ? 0 : 2 * times[last] - times[last - 1];
  return {
    series: columns.map(({ header, values }) => ({
      ...splitHeader(header), times, values, at: `${fileName} ${JSON.stringify(header)}`,
    })),
    start: 0,
    end,
    ...(last > 0 && { seconds: end }),
    ...(start.kind === 'instant' && { from: new Date(start.seconds * 1000) }),
    ...(start.kind === 'clock' && { timeOfDay: start.seconds }),
  };
}

function fileOfMatrix({ series, step }: PrometheusMatrix, fileName: string): RecordedFile {
  let [start, last] = [Infinity, -Infinity];
  for (const { times } of series) {
    if (times.length > 0) [start, last] = [Math.min(start, times[0]), Math.max(last, times[times.length - 1])];
  }
  const end = last + (step ?? 0);
  return {
    series: series.map((one, i) => ({ ...one, name: '', at: `${fileName} result[${i}]` })),
    start,
    end,
    ...(step !== undefined && { step, seconds: inMillis(end - start) }),
    from: new Date(start * 1000),
  };
}
