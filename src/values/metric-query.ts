import { LatencyUnit } from './inference-metric-options';
import type { PrometheusType } from './prometheus-type';

/** A Prometheus series from which a metric is computed. */
export interface NamedSeries {
  readonly series: string;
  readonly type: PrometheusType;
}

/** The query of a metric, for label matchers and the labels that it is grouped by. */
export type Expression = (matchers: string, by: string) => string;

/**
 * Above every real value, such as bytes of memory; in thousandths, the unit of the metrics API, it fits into 64 bits.
 */
const LARGEST = 1e15;

/** How many of a unit are one second. */
export const PER_SECOND: Readonly<Record<LatencyUnit, number>> = {
  [LatencyUnit.SECONDS]: 1,
  [LatencyUnit.MILLISECONDS]: 1e3,
  [LatencyUnit.MICROSECONDS]: 1e6,
  [LatencyUnit.NANOSECONDS]: 1e9,
};

/** What a name of a sum of latencies says besides: the unit, and that it is a sum. */
export const LATENCY_SUFFIX = new RegExp(`(_(${Object.values(LatencyUnit).join('|')}|s|ms|us|ns))?(_(sum|total))?$`);

/** A name without colons, which are a problem in the URLs of the metrics APIs. */
export function plain(series: string): string {
  return String(series).replace(/:+/g, '_').replace(/^_+/, '');
}

export function rate(counter: string, matchers: string, by: string, window: number): string {
  return `sum(rate(${counter}{${matchers}}[${window}s])) by (${by})`;
}

/** No value in place of NaN, infinity and negative numbers: the autoscaler then keeps the current replicas. */
export function guarded(expression: Expression): Expression {
  return (matchers, by) => `(${expression(matchers, by)}) >= 0 < ${LARGEST}`;
}

/** Whether a query reads series over a time window, `[1m]`, besides what its strings hold. */
export function hasRange(query: string): boolean {
  return /\[\s*\d\w*\s*[\]:]/.test(query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, ''));
}
