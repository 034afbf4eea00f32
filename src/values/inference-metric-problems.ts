import type { Duration } from 'cdk8s';
import { LatencyUnit } from './inference-metric-options';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The name of a Prometheus series. Recording rules and TensorFlow Serving use colons. */
const SERIES = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** The problem of a value that is not an `InferenceMetric`. */
export function wrongMetricProblems(field: string, value: unknown): Problem[] {
  return [{
    code: 'values/not-an-inference-metric',
    field,
    value,
    rule: 'must be an InferenceMetric',
    why: 'no query can be computed from any other value',
    fix: 'use a factory such as InferenceMetric.gauge',
  }];
}

export function seriesProblems(series: unknown): Problem[] {
  if (typeof series === 'string' && SERIES.test(series)) return [];
  return [{
    code: 'values/invalid-series-name',
    field: 'series',
    value: series,
    rule: 'must be the name of a Prometheus series',
    why: 'Prometheus would reject the query, and prometheus-adapter would then serve no metric at all',
    fix: 'set the name alone, without labels',
  }];
}

/** A sum adds two series or more. */
export function summandProblems(series: unknown): Problem[] {
  if (Array.isArray(series) && series.length > 1) return [];
  return [{
    code: 'values/sum-of-one-series',
    field: 'series',
    value: series,
    rule: 'must name at least two series',
    why: 'a sum has two summands or more',
    fix: 'use InferenceMetric.gauge for one',
  }];
}

export function windowProblems(window: Duration | undefined): Problem[] {
  return check.seconds('window', window, { min: 1 }, 'Prometheus would reject the query');
}

export function factorProblems(factor: unknown): Problem[] {
  if (typeof factor === 'number' && Number.isFinite(factor) && factor > 0) return [];
  return [{
    code: 'values/factor-not-positive',
    field: 'factor',
    value: factor,
    rule: 'must be a number above 0',
    why: 'no target could be compared with such a ratio',
    fix: 'set a factor such as 0.001',
  }];
}

/** The end of a name for each unit. */
const UNIT_ENDS: ReadonlyArray<[LatencyUnit, RegExp]> = [
  [LatencyUnit.SECONDS, /_(s|seconds)(_sum|_total)?$/],
  [LatencyUnit.MILLISECONDS, /_(ms|milliseconds)(_sum|_total)?$/],
  [LatencyUnit.MICROSECONDS, /_(us|microseconds)(_sum|_total)?$/],
  [LatencyUnit.NANOSECONDS, /_(ns|nanoseconds)(_sum|_total)?$/],
];

/** The unit of a sum of latencies must be the one that its name states. */
export function latencyUnitProblems(series: unknown, unit: unknown): Problem[] {
  if (!Object.values<unknown>(LatencyUnit).includes(unit)) {
    return [{
      code: 'values/unknown-latency-unit',
      field: 'unit',
      value: unit,
      rule: `must be one of ${Object.values(LatencyUnit).join(', ')}`,
      why: 'the number of requests in flight could not be computed',
      fix: 'use LatencyUnit.SECONDS or another of its members',
    }];
  }
  const [stated] = UNIT_ENDS.find(([, end]) => end.test(String(series))) ?? [];
  if (stated === undefined || stated === unit) return [];
  return [{
    code: 'values/latency-unit-of-series',
    field: 'unit',
    value: unit,
    rule: `must be ${stated}, which is how the name of ${series} ends`,
    why: 'the number of requests in flight would be wrong by a factor of 1000 or more, and so would the replicas',
    fix: `set unit: LatencyUnit.${stated.toUpperCase()}`,
  }];
}

export function quantileProblems(quantile: number): Problem[] {
  if (quantile > 0 && quantile < 1) return [];
  return [{
    code: 'values/quantile-out-of-range',
    field: 'quantile',
    value: quantile,
    rule: 'must be above 0 and below 1',
    why: 'a histogram cannot estimate any other quantile',
    fix: 'set a quantile such as 0.9',
  }];
}

/** A query must select and group by pods, where prometheus-adapter or KEDA replace the placeholders. */
export function queryProblems(series: unknown, query: unknown): Problem[] {
  const problems = new Problems();
  if (!Array.isArray(series) || series.length === 0) {
    problems.add({
      code: 'values/query-without-series',
      field: 'series',
      value: series,
      rule: 'must name at least one series',
      why: 'prometheus-adapter discovers a metric by its series',
      fix: 'name the series that the query reads',
    });
  }
  problems.addAll(placeholderProblems(query));
  return problems.all;
}

function placeholderProblems(query: unknown): Problem[] {
  if (typeof query !== 'string') {
    return [{
      code: 'values/query-not-a-string',
      field: 'query',
      value: query,
      rule: 'must be a string',
      why: 'Prometheus reads a query as text',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    }];
  }
  const problems = new Problems();
  if (!query.includes('<<.LabelMatchers>>')) {
    problems.add({
      code: 'values/query-without-label-matchers',
      field: 'query',
      value: query,
      rule: 'must contain <<.LabelMatchers>>',
      why: 'without it the query reads every pod of the cluster',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  }
  if (!query.includes('<<.GroupBy>>')) {
    problems.add({
      code: 'values/query-without-group-by',
      field: 'query',
      value: query,
      rule: 'must contain <<.GroupBy>>',
      why: 'without it a pod gets the value of the last series, or none',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  }
  if (/<<(?!\.LabelMatchers>>|\.GroupBy>>)/.test(query)) {
    problems.add({
      code: 'values/unknown-query-placeholder',
      field: 'query',
      value: query,
      rule: 'must not contain any other << >>',
      why: 'prometheus-adapter would exit, and KEDA would send the placeholder to Prometheus',
      fix: 'write the name of the series',
    });
  }
  return problems.all;
}
