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
