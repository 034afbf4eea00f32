import type { Duration } from 'cdk8s';

/** How the series of one pod become one value. */
export enum SeriesAggregation {
  /** Their mean: right where a pod may be scraped twice, and for ratios. */
  AVERAGE = 'avg',
  /** Their sum: right for counts over several models or engines of a pod. */
  SUM = 'sum',
  /** Their maximum. */
  MAXIMUM = 'max',
}

/** What every `InferenceMetric` has. */
export interface InferenceMetricOptions {
  /**
   * The name under which autoscalers ask for it.
   *
   * @default - the name of the series, with `_` for `:`, and what was made of it: `_per_second`, `_ratio`, `_p90`
   */
  readonly name?: string;
}

/** Options of a gauge. */
export interface GaugeMetricOptions extends InferenceMetricOptions {
  /**
   * How several series of a pod become one.
   *
   * @default SeriesAggregation.SUM, for one of a pod has several where it serves several models
   */
  readonly aggregation?: SeriesAggregation;
}

/** Options of what is computed over a span of time. */
export interface WindowMetricOptions extends InferenceMetricOptions {
  /**
   * Over which time the rate is computed: at least two scrapes, better four. Autoscaling answers about as late as this.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;
}

/** Options of a ratio. */
export interface RatioMetricOptions extends WindowMetricOptions {
  /**
   * What the ratio is multiplied by: 0.001 makes milliseconds of microseconds.
   *
   * @default 1
   */
  readonly factor?: number;
}
