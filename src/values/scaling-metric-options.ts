/** The object that an `Object` metric describes, in the namespace of the autoscaler. */
export interface DescribedObject {
  /** Its API version such as `networking.k8s.io/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  /** Its kind such as `Ingress`. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
}

/** What narrows down the series of a metric. */
export interface ScalingMetricOptions {
  /**
   * Labels that the series must carry.
   *
   * They are labels of the metric, not of pods: the metrics server behind the API matches them.
   *
   * @default - all series of that name
   */
  readonly matchLabels?: Record<string, string>;
}
