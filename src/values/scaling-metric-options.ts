/** The object of an `Object` metric, in the namespace of the autoscaler. */
export interface DescribedObject {
  /** Its API version such as `networking.k8s.io/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  /** Its kind such as `Ingress`. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
}

/** Options of a metric of a metrics API. */
export interface ScalingMetricOptions {
  /**
   * Labels that the series must have.
   *
   * They are labels of the metric, not of pods; the server of the metrics API matches them.
   *
   * @default - all series of that name
   */
  readonly matchLabels?: Record<string, string>;
}
