/** The type of a Prometheus series, which decides how it can be used for scaling. */
export enum PrometheusType {
  /** A value that increases and decreases, such as requests in flight or frames per second. */
  GAUGE = 'gauge',
  /** A total that only increases; a metric uses its rate. */
  COUNTER = 'counter',
  /** A distribution (`_bucket`, `_sum`, `_count`); a metric uses a quantile. */
  HISTOGRAM = 'histogram',
}
