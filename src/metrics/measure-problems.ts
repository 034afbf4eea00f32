import type { ModelServer } from '../servers/model-server';
import { SERVER_METRICS } from '../servers/server-metrics';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import type { InferenceMetric } from '../values/inference-metric';
import type { NamedSeries } from '../values/metric-query';
import { PrometheusType } from '../values/prometheus-type';

/** The type of each series of a server, by name. */
type Shown = Readonly<Record<string, PrometheusType>>;

/** The factory for each type of series. */
const FITS: Readonly<Record<PrometheusType, string>> = {
  [PrometheusType.GAUGE]: 'InferenceMetric.gauge or sum',
  [PrometheusType.COUNTER]: 'InferenceMetric.rate, inFlight or ratio',
  [PrometheusType.HISTOGRAM]: 'InferenceMetric.quantile, or inFlight with its _sum',
};

/** Problems of a metric that is computed from the series of a server. */
export function measureProblems(at: string, metric: InferenceMetric, server: ModelServer): Problem[] {
  // ScalingMetric.pods accepts any name, but here it must be that of a series.
  const wrong = metric._problems(at);
  // A query may read series of another container.
  if (wrong.length > 0 || server.metrics === undefined || metric._untyped) return wrong;
  const problems = new Problems();
  for (const series of metric._series) {
    problems.addAll(seriesProblems(at, series, metric._countedWithin !== undefined, server));
  }
  return problems.all;
}

function seriesProblems(
  at: string,
  { series, type }: NamedSeries,
  sumsLatencies: boolean,
  { _row: { id }, metrics: shown = {} }: ModelServer,
): Problem[] {
  const is = typeOf(series, shown) ?? partOfHistogram(series, shown);
  if (is === undefined) return missingProblems(at, series, id, shown);
  if (is === type && sumsLatencies && isCount(series, id)) {
    return [{
      code: 'metrics/no-sum-of-latencies',
      field: at,
      value: series,
      rule: 'must be a sum of latencies, and counts',
      why: 'how many requests ended per second is their rate, whatever the number of those in flight',
      fix: 'use the sum of their durations (the _sum of a histogram), or InferenceMetric.rate',
    }];
  }
  if (is === type) return [];
  if (is === PrometheusType.COUNTER) {
    return [{
      code: 'metrics/total-without-rate',
      field: at,
      value: series,
      rule: `must be a ${type}, and is a ${is}`,
      why: 'a counter only increases, so the autoscaler would only scale up',
      fix: `use ${FITS[is]}`,
    }];
  }
  return [{
    code: 'metrics/series-of-another-type',
    field: at,
    value: series,
    rule: `must be a ${type}, and is a ${is}`,
    why: 'the query would return no value, or a wrong one',
    fix: `use ${FITS[is]}`,
  }];
}

function missingProblems(at: string, series: string, server: string, shown: Shown): Problem[] {
  const names = Object.keys(shown);
  if (names.length === 0) {
    return [{
      code: 'metrics/no-series-exposed',
      field: at,
      value: series,
      rule: `must be a series that ${server} exposes, and it exposes none`,
      why: 'the autoscaler would get no value, and keep the current replicas',
      fix: 'enable the metrics of the server, or declare its series (metrics of ModelServer.custom); '
        + 'of a ServedWorkload set metricsPort or metricsPath',
    }];
  }
  return [{
    code: 'metrics/series-not-exposed',
    field: at,
    value: series,
    rule: `must be a series that ${server} exposes: ${names.join(', ')}`,
    why: 'the autoscaler would get no value, and keep the current replicas',
    fix: 'use one of these series, or InferenceMetric.query for a series of another container',
  }];
}

/** The type of a part of a histogram, which is a counter. */
function partOfHistogram(series: string, shown: Shown): PrometheusType | undefined {
  const [, histogram] = /^(.*)_(?:bucket|sum|count)$/.exec(series) ?? [];
  const isPart = histogram !== undefined && typeOf(histogram, shown) === PrometheusType.HISTOGRAM;
  return isPart ? PrometheusType.COUNTER : undefined;
}

function typeOf(series: string, shown: Shown): PrometheusType | undefined {
  return Object.hasOwn(shown, series) ? shown[series] : undefined;
}

/** Whether a series certainly counts, and sums up no latencies: of a server with a row, by what its name leaves out. */
function isCount(series: string, server: string): boolean {
  const isKnown = Object.hasOwn(SERVER_METRICS, server);
  return /_(bucket|count)$/.test(series) || (isKnown && !/duration|latency|time|second/.test(series));
}
