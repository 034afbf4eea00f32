import { readCsv } from './csv-table';
import { faulty, recorded, type ProfileDefinition } from './profile-definition';
import { readMatrix, type LabelledSeries } from './prometheus-matrix';
import { known, type RecordedSeries } from './recorded-series';
import { inMillis } from './recorded-time';
import { splitHeader } from './series-service';
import type { Problem } from '../../validation/problem';
import { isObject } from '../../validation/value-checks';

/** The values of one column of a file in CSV. */
export function csvProfile(text: unknown, column: unknown): ProfileDefinition {
  const { table, problems } = readCsv(text, 'text');
  if (table === undefined) return faulty(problems);
  const { times, columns } = table;
  const found = columns.filter(({ header }) => (
    column === undefined || header === column || splitHeader(header).name === column
  ));
  const names = columns.map(({ header }) => header);
  if (found.length !== 1) return faulty([choiceProblem(column, names)]);
  return profileOf({ times, values: found[0].values }, distance(times));
}

function choiceProblem(column: unknown, names: readonly string[]): Problem {
  return {
    code: 'forecast/csv-column-choice',
    field: 'column',
    value: column,
    rule: 'must name one column of values',
    why: `the columns are ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''}`,
    fix: 'give the name in the first row',
  };
}

/** The values of one series of an answer of Prometheus. */
export function prometheusProfile(text: unknown, labels: unknown): ProfileDefinition {
  const { matrix, problems } = readMatrix(text, 'text');
  if (matrix === undefined) return faulty(problems);
  const wanted = isObject(labels) ? Object.entries(labels) : [];
  const isWanted = ({ labels: has }: LabelledSeries) => wanted.every(([label, value]) => has[label] === value);
  const found = matrix.series.filter(isWanted);
  if (found.length !== 1 || (labels !== undefined && !isObject(labels))) {
    return faulty([{
      code: 'forecast/prometheus-series-choice',
      field: 'labels',
      value: labels,
      rule: 'must be labels that one series has',
      why: `${found.length} of ${matrix.series.length} series have them`,
      fix: 'give labels that tell the series apart, or add the series up in the query',
    }]);
  }
  return profileOf(found[0], matrix.step);
}

/** Values from the first time on, until one step after the last. */
function profileOf(series: RecordedSeries, step: number | undefined): ProfileDefinition {
  const { times } = series;
  if (times.length === 0) return recorded(Float64Array.of(0), Float64Array.of(0));
  const seconds = step === undefined ? undefined : inMillis(times[times.length - 1] - times[0] + step);
  const { times: at, values } = known(series, times[0], times[times.length - 1]);
  if (at.length === 0) return recorded(Float64Array.of(0), Float64Array.of(0), seconds);
  return recorded(at, values, seconds);
}

/** From the row before the last to the last; undefined with a single row. */
function distance(times: Float64Array): number | undefined {
  return times.length < 2 ? undefined : times[times.length - 1] - times[times.length - 2];
}
