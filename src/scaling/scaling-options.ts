import type { ScalingBehavior } from '../values/scaling-behavior';
import type { ScalingMetric } from '../values/scaling-metric';

/** How many replicas, by which metrics, and how fast. */
export interface ScalingOptions {
  /**
   * How many replicas there are at most: a whole number, at least 1 and at least `minReplicas`.
   */
  readonly maxReplicas: number;

  /**
   * What the replicas follow: at least one metric. With several, the one that wants most replicas wins.
   */
  readonly metrics: ScalingMetric[];

  /**
   * How many replicas there are at least: a whole number, 1 or more.
   *
   * Zero needs what a HorizontalPodAutoscaler cannot do everywhere: it is refused, but with `ScalingEngine.keda`.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /**
   * How fast replicas are added and taken away.
   *
   * @default ScalingBehavior.kubernetesDefault()
   */
  readonly behavior?: ScalingBehavior;
}
