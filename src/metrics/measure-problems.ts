import type { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import type { InferenceMetric } from '../values/inference-metric';
import type { NamedSeries } from '../values/named-series';
import { PrometheusType } from '../values/prometheus-type';

/** The series of a server, with their types. */
type Shown = Readonly<Record<string, PrometheusType>>;

/** What each type of series is made into. */
const FITS: Readonly<Record<PrometheusType, string>> = {
  [PrometheusType.GAUGE]: 'InferenceMetric.gauge or sum',
  [PrometheusType.COUNTER]: 'InferenceMetric.rate or ratio',
  [PrometheusType.HISTOGRAM]: 'InferenceMetric.quantile',
};

/** What is wrong with a measure that is to be made of what a server shows. */
export function measureProblems(at: string, metric: InferenceMetric, server: ModelServer): Problem[] {
  // ScalingMetric.pods takes any name, but here it must be that of a series.
  const wrong = metric._problems(at);
  // A query of one's own may read what another container shows.
  if (wrong.length > 0 || server.metrics === undefined || metric._untyped) return wrong;
  const problems = new Problems();
  for (const series of metric._series) problems.addAll(seriesProblems(at, series, server._row.id, server.metrics));
  return problems.all;
}

function seriesProblems(at: string, { series, type }: NamedSeries, server: string, shown: Shown): Problem[] {
  const is = shown[series] ?? partOfHistogram(series, shown);
  if (is === undefined) return Object.keys(shown).length === 0 ? nothingShown(at, series, server) : notShown(at, series, server, shown);
  if (is === type) return [];
  if (is === PrometheusType.COUNTER) {
    return [{
      code: 'metrics/total-without-rate',
      field: at,
      value: series,
      rule: `is a ${is}, not a ${type}`,
      why: 'a total only grows, so the replicas would only grow',
      fix: `use ${FITS[is]}`,
    }];
  }
  return [{
    code: 'metrics/series-of-another-type',
    field: at,
    value: series,
    rule: `is a ${is}, not a ${type}`,
    why: 'the query would give no value, or a wrong one',
    fix: `use ${FITS[is]}`,
  }];
}

function notShown(at: string, series: string, server: string, shown: Shown): Problem[] {
  return [{
    code: 'metrics/series-not-shown',
    field: at,
    value: series,
    rule: `is not shown by ${server}, which shows ${Object.keys(shown).join(', ')}`,
    why: 'the autoscaler would find no value, and hold',
    fix: 'use one of these, or InferenceMetric.query for what another container shows',
  }];
}

function nothingShown(at: string, series: string, server: string): Problem[] {
  return [{
    code: 'metrics/no-series-shown',
    field: at,
    value: series,
    rule: `is not shown by ${server}`,
    why: 'the autoscaler would find no value, and hold',
    fix: 'switch its metrics on, or say what it shows (metrics of ModelServer.custom)',
  }];
}

/** The parts of a histogram are counters. */
function partOfHistogram(series: string, shown: Shown): PrometheusType | undefined {
  const [, histogram] = /^(.*)_(?:bucket|sum|count)$/.exec(series) ?? [];
  return histogram !== undefined && shown[histogram] === PrometheusType.HISTOGRAM ? PrometheusType.COUNTER : undefined;
}
