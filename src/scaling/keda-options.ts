import type { Duration } from 'cdk8s';
import type { KedaAuthentication } from './keda-authentication';
import type { KedaTrigger } from './keda-trigger';

/** Which number of replicas KEDA keeps when it cannot read a trigger, `spec.fallback.behavior`. */
export enum KedaFallbackBehavior {
  /** The number in `replicas`. */
  STATIC = 'static',
  /** The current number. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** The current number if it is above `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** The current number if it is below `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}

/** What KEDA does when it cannot read a trigger. */
export interface KedaFallback {
  /**
   * How many replicas it keeps: a whole number, 0 or more; 1 or more where the workload may be at zero, because there a
   * fallback starts one pod in any case.
   */
  readonly replicas: number;

  /**
   * How many failures in a row of one trigger KEDA tolerates: a whole number, 1 or more. The next failure starts the
   * fallback.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How `replicas` is compared with the current number. It needs KEDA 2.17 or newer.
   *
   * @default KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER; KEDA's own is STATIC, which lowers the replicas of a busy
   * workload
   */
  readonly behavior?: KedaFallbackBehavior;
}

/** How KEDA scales. */
export interface KedaOptions {
  /**
   * The URL of Prometheus, which KEDA queries for metrics of pods, such as
   * `http://prometheus-operated.monitoring:9090`.
   *
   * @default - none; required for metrics of pods
   */
  readonly prometheus?: string;

  /**
   * How often Prometheus scrapes the pods: whole seconds, 1 to 120. An `InferenceMonitor` of the model scrapes at this
   * interval unless it has its own, which must not be longer where a gauge is followed.
   *
   * With 5 seconds or less KEDA follows the sum over the pods, and is as fast as with the HPA engine. With more, the
   * sum of a gauge would not settle after scaling down, because samples of removed pods count until two scrapes later.
   * So KEDA follows the average (`metricType: Value`), and scaling up has a stabilization window of 1.2 intervals and
   * 17 seconds. A shorter one of `behavior` is refused, and one for scaling down below 2.1 intervals and 20 seconds.
   * Rates, and requests in flight from latencies, are summed at any interval; their windows must be two intervals or
   * more. Where nothing is scraped, as with CPU alone, it is refused.
   *
   * @default Duration.seconds(5) where a gauge of the pods is followed; otherwise that of the monitor
   */
  readonly scrapeInterval?: Duration;

  /**
   * The credentials for Prometheus.
   *
   * @default - none
   */
  readonly prometheusAuthentication?: KedaAuthentication;

  /**
   * More triggers, for what is measured outside the pods: a queue, a broker, a schedule. With `minReplicas: 0` or
   * `idleAtZero` at least one is required, because without a pod there are no metrics of pods.
   *
   * @default - none
   */
  readonly triggers?: KedaTrigger[];

  /**
   * How often KEDA reads the triggers while there is no replica: whole seconds, 1 or more.
   *
   * @default Duration.seconds(30), KEDA's own
   */
  readonly pollingInterval?: Duration;

  /**
   * How long after the last trigger was active KEDA scales to zero: whole seconds.
   *
   * @default Duration.minutes(5), KEDA's own
   */
  readonly cooldownPeriod?: Duration;

  /**
   * How long after the creation of the ScaledObject KEDA does not scale to zero: whole seconds.
   *
   * @default - none
   */
  readonly initialCooldownPeriod?: Duration;

  /**
   * Whether there is no replica while no trigger is active, and at least `minReplicas` while one is. It needs
   * `minReplicas` of at least 1.
   *
   * @default false
   */
  readonly idleAtZero?: boolean;

  /**
   * What KEDA does when it cannot read a trigger. It is refused where KEDA counts no failures: with cpu and memory,
   * which it leaves to the HorizontalPodAutoscaler, and with triggers that connect when they are built, such as Redis
   * and Kafka. With `minReplicas: 0` or `idleAtZero` it also starts pods where there are none.
   *
   * @default - the number of replicas does not change
   */
  readonly fallback?: KedaFallback;
}
