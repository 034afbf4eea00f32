import type { Duration } from 'cdk8s';
import * as check from '../validation/check';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The name that Prometheus takes for a series; colons are those of recording rules, and of TensorFlow Serving. */
const SERIES = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** What is wrong with what stands in the place of an `InferenceMetric`. */
export function wrongMetricProblems(field: string, value: unknown): Problem[] {
  return [{
    code: 'values/not-an-inference-metric',
    field,
    value,
    rule: 'must be an InferenceMetric',
    why: 'nothing else says how it is made of Prometheus series',
    fix: 'use one of its factories',
  }];
}

export function seriesProblems(series: unknown): Problem[] {
  if (typeof series === 'string' && SERIES.test(series)) return [];
  return [{
    code: 'values/invalid-series-name',
    field: 'series',
    value: series,
    rule: 'must be the name of a Prometheus series',
    why: 'Prometheus would refuse the query, and with it the adapter drops every rule',
    fix: 'give the name without labels',
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
    why: 'there is nothing to add',
    fix: 'use InferenceMetric.gauge for one',
  }];
}

export function windowProblems(window: Duration | undefined): Problem[] {
  return check.seconds('window', window, { min: 1 }, 'Prometheus would refuse the query');
}

export function factorProblems(factor: unknown): Problem[] {
  if (typeof factor === 'number' && Number.isFinite(factor) && factor > 0) return [];
  return [{
    code: 'values/factor-not-positive',
    field: 'factor',
    value: factor,
    rule: 'must be a number above 0',
    why: 'the ratio would have no meaning',
    fix: 'give a factor such as 0.001',
  }];
}

export function quantileProblems(quantile: number): Problem[] {
  if (quantile > 0 && quantile < 1) return [];
  return [{
    code: 'values/quantile-out-of-range',
    field: 'quantile',
    value: quantile,
    rule: 'must be above 0 and below 1',
    why: 'there is no such quantile',
    fix: 'give one such as 0.9',
  }];
}

/** A query of the user's own must choose and group by pods, as the adapter or KEDA fill it in. */
export function queryProblems(series: unknown, query: unknown): Problem[] {
  const problems = new Problems();
  if (!Array.isArray(series) || series.length === 0) {
    problems.add({
      code: 'values/query-without-series',
      field: 'series',
      value: series,
      rule: 'must name at least one series',
      why: 'the adapter lists a metric by its series',
      fix: 'name those that the query reads',
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
      rule: 'must hold <<.LabelMatchers>>',
      why: 'without it every pod of the cluster counts',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  }
  if (!query.includes('<<.GroupBy>>')) {
    problems.add({
      code: 'values/query-without-group-by',
      field: 'query',
      value: query,
      rule: 'must hold <<.GroupBy>>',
      why: 'without it a pod gets the value of whichever series comes last, or none',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  }
  if (/<<(?!\.LabelMatchers>>|\.GroupBy>>)/.test(query)) {
    problems.add({
      code: 'values/unknown-query-placeholder',
      field: 'query',
      value: query,
      rule: 'may hold no other << >>',
      why: 'the adapter would end, or KEDA send it as it is',
      fix: 'spell the series out',
    });
  }
  return problems.all;
}
