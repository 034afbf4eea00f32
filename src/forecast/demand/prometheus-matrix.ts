import { isAmount } from './load-checks';
import { isNoValue, type RecordedSeries } from './recorded-series';
import { LATEST, numberOf } from './recorded-time';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { isObject } from '../../validation/value-checks';

const RANGE_QUERY = 'https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries';

/** The answer of Prometheus to a range query. */
export interface PrometheusMatrix {
  readonly series: readonly LabelledSeries[];
  /** The distance between two samples; undefined with a single one. */
  readonly step?: number;
}

/** A series with its labels; times since 1970. */
export interface LabelledSeries extends RecordedSeries {
  readonly labels: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status?: unknown;
  readonly error?: unknown;
  readonly data?: unknown;
  readonly result?: unknown;
}

/** Reads the whole answer, its `data`, or its `result` alone; `at` is the name of the file. */
export function readMatrix(
  given: unknown,
  at: string,
): { readonly matrix?: PrometheusMatrix; readonly problems: Problem[] } {
  const result = resultOf(parsed(given));
  if (!Array.isArray(result)) return { problems: [answerProblem(given, at)] };
  const problems = new Problems();
  const series = result.flatMap((one, i) => seriesOf(one, `${at} result[${i}]`, problems));
  if (problems.isEmpty && series.every(({ times }) => times.length === 0)) {
    problems.add({
      code: 'forecast/prometheus-without-values',
      field: at,
      rule: 'must have at least one series with values',
      why: 'the query found nothing, so there is no load',
      fix: 'check the query and its time range in Prometheus',
    });
  }
  if (!problems.isEmpty) return { problems: problems.all };
  return { matrix: { series, step: stepOf(series) }, problems: [] };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text.replace(/^\uFEFF/, '')) : undefined;
  } catch {
    return undefined;
  }
}

function resultOf(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { data, result } = answer as Answer;
  return result ?? (isObject(data) ? (data as Answer).result : data);
}

function answerProblem(given: unknown, at: string): Problem {
  const answer = parsed(given);
  const { status, error } = (isObject(answer) ? answer : {}) as Answer;
  if (status === 'error') {
    return {
      code: 'forecast/prometheus-error',
      field: at,
      value: error,
      rule: 'must be the answer to a query that succeeded',
      why: 'Prometheus answered with an error, so there are no values',
      fix: 'correct the query, and save the answer again',
      source: RANGE_QUERY,
    };
  }
  return {
    code: 'forecast/not-a-prometheus-answer',
    field: at,
    ...(typeof given !== 'string' && { value: given }),
    rule: 'must be the JSON with which Prometheus answers a range query',
    why: 'no series could be found in it',
    fix: 'save the answer of /api/v1/query_range, such as with curl -o',
    source: RANGE_QUERY,
  };
}

function seriesOf(given: unknown, at: string, problems: Problems): LabelledSeries[] {
  const { metric, values } = (isObject(given) ? given : {}) as { readonly metric?: unknown; readonly values?: unknown };
  if (!Array.isArray(values)) {
    problems.add({
      code: 'forecast/prometheus-not-a-range',
      field: at,
      rule: 'must have values: a list of times and numbers',
      why: 'an instant query and a native histogram have no number for each time',
      fix: 'use a range query (/api/v1/query_range) whose result are numbers',
      source: RANGE_QUERY,
    });
    return [];
  }
  const times = new Float64Array(values.length);
  const numbers = new Float64Array(values.length);
  for (const [i, sample] of values.entries()) {
    const [time, value] = sampleOf(sample);
    if (time === undefined || value === undefined || (i > 0 && time <= times[i - 1])) {
      problems.add({
        code: 'forecast/prometheus-sample',
        field: `${at}.values[${i}]`,
        value: sample,
        rule: 'must be a time after the one before it, and a number from 0 to 1e15',
        why: 'the load at that time is unknown',
        fix: 'check the query: a load is never negative; a rate or a sum of gauges is one',
      });
      return [];
    }
    times[i] = time;
    numbers[i] = value;
  }
  return [{ labels: labelsOf(metric), times, values: numbers }];
}

/** The time and the value of a sample: NaN for none, undefined for a wrong one. */
function sampleOf(sample: unknown): [time?: number, value?: number] {
  const [time, value] = (Array.isArray(sample) ? sample : []) as unknown[];
  const text = String(value ?? '').trim();
  const number = isNoValue(text) ? NaN : numberOf(text);
  const isRight = number !== undefined && (Number.isNaN(number) || isAmount(number));
  const isTime = typeof time === 'number' && time >= 0 && time <= LATEST;
  return [isTime ? time : undefined, isRight ? number : undefined];
}

function labelsOf(metric: unknown): Record<string, string> {
  if (!isObject(metric)) return {};
  return Object.fromEntries(Object.entries(metric).map(([label, value]) => [label, String(value)]));
}

/** Enough distances to know the step. */
const ENOUGH = 10_000;

/** The step of the query: most distances are longer where many samples are missing, and one may be too short. */
function stepOf(series: readonly RecordedSeries[]): number | undefined {
  const distances: number[] = [];
  for (const { times } of series) {
    for (let i = 1; i < times.length && distances.length < ENOUGH; i++) distances.push(times[i] - times[i - 1]);
  }
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 10)];
}
