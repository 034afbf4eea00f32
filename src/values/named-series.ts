import type { PrometheusType } from './prometheus-type';

/** A Prometheus series from which a metric is computed. */
export interface NamedSeries {
  readonly series: string;
  readonly type: PrometheusType;
}
