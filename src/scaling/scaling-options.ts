import type { ScalingBehavior } from '../values/scaling-behavior';
import type { ScalingMetric } from '../values/scaling-metric';

/** The limits of the replicas, the metrics to scale on, and how fast. */
export interface ScalingOptions {
  /**
   * The greatest number of replicas: a whole number, at least 1 and at least `minReplicas`.
   */
  readonly maxReplicas: number;

  /**
   * The metrics to scale on: at least one. With several, the one that results in the most replicas applies.
   */
  readonly metrics: ScalingMetric[];

  /**
   * The least number of replicas: a whole number, 1 or more; with `ScalingEngine.keda` 0 or more. A
   * HorizontalPodAutoscaler takes 0 for Kubernetes 1.37 or newer (`KubernetesVersion.set`), with a metric of an object
   * or an external one and none of memory.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /**
   * How fast the autoscaler scales up and down.
   *
   * @default ScalingBehavior.kubernetesDefault()
   */
  readonly behavior?: ScalingBehavior;
}
