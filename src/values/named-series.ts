import type { PrometheusType } from './prometheus-type';

/** A series of Prometheus, as a metric is made of it. */
export interface NamedSeries {
  readonly series: string;
  readonly type: PrometheusType;
}
