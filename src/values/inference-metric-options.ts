import type { Duration } from 'cdk8s';

/** How the series of one pod are combined into one value. */
export enum SeriesAggregation {
  /** Their average: for a pod that may be scraped twice, and for ratios. */
  AVERAGE = 'avg',
  /** Their sum: for counts over several models or engines of a pod. */
  SUM = 'sum',
  /** Their maximum. */
  MAXIMUM = 'max',
}

/** The unit of a series of latencies. */
export enum LatencyUnit {
  /** Seconds, as Prometheus recommends. */
  SECONDS = 'seconds',
  /** Thousandths of a second. */
  MILLISECONDS = 'milliseconds',
  /** Millionths of a second, such as `nv_inference_request_duration_us`. */
  MICROSECONDS = 'microseconds',
  /** Billionths of a second. */
  NANOSECONDS = 'nanoseconds',
}

/** Options of every `InferenceMetric`. */
export interface InferenceMetricOptions {
  /**
   * The name of the metric, by which autoscalers refer to it.
   *
   * @default - the name of the series, with `_` in place of `:`, and a suffix for what is computed: `_per_second`,
   * `_p90`
   */
  readonly name?: string;
}

/** Options of a gauge. */
export interface GaugeMetricOptions extends InferenceMetricOptions {
  /**
   * How several series of a pod are combined, for example one of each served model.
   *
   * @default SeriesAggregation.SUM
   */
  readonly aggregation?: SeriesAggregation;
}

/** Options of a metric over a time window. */
export interface WindowMetricOptions extends InferenceMetricOptions {
  /**
   * The time window of the rate: two scrapes or more, best four. Whole seconds, 1 or more. Autoscaling is delayed by
   * about this time.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;
}

/** Options of a ratio. */
export interface RatioMetricOptions extends WindowMetricOptions {
  /**
   * A number above 0 by which the ratio is multiplied: 0.001 turns microseconds into milliseconds.
   *
   * @default 1
   */
  readonly factor?: number;
}

/** Options of the requests in flight. */
export interface InFlightMetricOptions extends InferenceMetricOptions {
  /**
   * The unit of the series. A unit that contradicts the end of its name (`_us`, `_microseconds_sum`) is refused.
   *
   * @default LatencyUnit.SECONDS
   */
  readonly unit?: LatencyUnit;

  /**
   * The time window: longer than the longest request by a scrape or more, and four scrapes or more. Whole seconds, 1
   * or more. Autoscaling is delayed by about half of this time.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;
}
