/** What a Prometheus series is, by which it may be used for scaling. */
export enum PrometheusType {
  /** A value that goes up and down: requests in flight, frames per second. */
  GAUGE = 'gauge',
  /** A total that only grows: scaling follows its rate. */
  COUNTER = 'counter',
  /** A distribution (`_bucket`, `_sum`, `_count`): scaling follows a quantile. */
  HISTOGRAM = 'histogram',
}
