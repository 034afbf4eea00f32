/** A HorizontalPodAutoscaler with all defaults, as its controller reads it. Values in thousandths, time in seconds. */
export interface HpaSettings {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricSettings[];
  /** Undefined without `behavior`: then the controller has a pace of its own. */
  readonly behavior?: { readonly scaleUp: ScalingRules; readonly scaleDown: ScalingRules };
  readonly tolerance: Tolerance;
  /** Without `behavior`, and where a direction gives no window of its own. */
  readonly downscaleStabilizationSeconds: number;
  readonly syncSeconds: number;
}

export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

export type MetricType = 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External';

/** What an autoscaler compares: a percentage of requests, an average over pods, or a value as it is. */
export type TargetType = 'utilization' | 'averageValue' | 'value';

export interface MetricSettings {
  readonly type: MetricType;
  /** The resource (`cpu`, `memory`), or the name of the metric. */
  readonly name: string;
  /** The container of a ContainerResource metric. */
  readonly container?: string;
  readonly target: TargetType;
  /** A percentage for a utilization, else thousandths. */
  readonly value: number;
}

export interface ScalingRules {
  readonly stabilizationSeconds: number;
  readonly select: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/**
 * A metric that the controller can never read, or that the API server rejects. No load has this name, so the replay
 * finds no value for it, and an unreadable metric is what the controller has then: it holds back scaling in.
 */
export const UNREADABLE_METRIC: MetricSettings = { type: 'External', name: '', target: 'value', value: 0 };
