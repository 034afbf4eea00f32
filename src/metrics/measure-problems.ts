import type { InferenceMetric } from '../values/inference-metric';
import type { ModelServer } from '../servers/model-server';
import { PrometheusType } from '../values/prometheus-type';
import type { Problem } from '../validation/problem';

const FITS: Readonly<Record<PrometheusType, string>> = {
  [PrometheusType.GAUGE]: 'InferenceMetric.gauge or sum',
  [PrometheusType.COUNTER]: 'InferenceMetric.rate or ratio',
  [PrometheusType.HISTOGRAM]: 'InferenceMetric.quantile',
};

/** What is wrong with a measure that is to be made of what a server shows. */
export function measureProblems(at: string, metric: InferenceMetric, server: ModelServer): Problem[] {
  // ScalingMetric.pods takes any name, but here it must be that of a series.
  const wrong = metric._problems(at);
  const shown = server.metrics;
  // A query of one's own may read what another container shows.
  if (wrong.length > 0 || shown === undefined || metric._untyped) return wrong;
  return metric._series.flatMap(({ series, type }): Problem[] => {
    const is = shown[series] ?? partOfHistogram(series, shown);
    if (is === undefined) {
      const names = Object.keys(shown);
      return [{
        field: at,
        value: series,
        rule: `is not shown by ${server._row.id}${names.length > 0 ? `, which shows ${names.join(', ')}` : ''}`,
        why: 'the autoscaler would find no value, and hold',
        fix: names.length > 0 ? 'use one of these, or InferenceMetric.query for what another container shows' : 'switch its metrics on, or say what it shows (metrics of ModelServer.custom)',
      }];
    }
    if (is === type) return [];
    return [{
      field: at,
      value: series,
      rule: `is a ${is}, not a ${type}`,
      why: is === PrometheusType.COUNTER ? 'a total only grows, so the replicas would only grow' : 'the query would give no value, or a wrong one',
      fix: `use ${FITS[is]}`,
    }];
  });
}

/** The parts of a histogram are counters. */
function partOfHistogram(series: string, shown: Readonly<Record<string, PrometheusType>>): PrometheusType | undefined {
  const [, histogram] = /^(.*)_(?:bucket|sum|count)$/.exec(series) ?? [];
  return histogram !== undefined && shown[histogram] === PrometheusType.HISTOGRAM ? PrometheusType.COUNTER : undefined;
}
