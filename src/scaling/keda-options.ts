import type { Duration } from 'cdk8s';
import type { KedaAuthentication } from './keda-authentication';
import type { KedaTrigger } from './keda-trigger';

/** Which replicas KEDA keeps when its triggers cannot be read, `spec.fallback.behavior`. */
export enum KedaFallbackBehavior {
  /** The number of `replicas`. */
  STATIC = 'static',
  /** Those that there are. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** Those that there are, if they are more than `replicas`. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** Those that there are, if they are fewer than `replicas`. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}

/** What KEDA does when its triggers cannot be read. */
export interface KedaFallback {
  /** How many replicas it then keeps: 0 or more. */
  readonly replicas: number;

  /**
   * After how many failures of one trigger: 1 or more.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * Whether `replicas` is taken as it is.
   *
   * @default KedaFallbackBehavior.STATIC
   */
  readonly behavior?: KedaFallbackBehavior;
}

/** How KEDA scales. */
export interface KedaOptions {
  /**
   * The address of Prometheus, such as `http://prometheus-operated.monitoring:9090`, which KEDA asks for metrics of pods.
   *
   * @default - none; required for a metric of pods
   */
  readonly prometheus?: string;

  /**
   * The credentials for that Prometheus.
   *
   * @default - none
   */
  readonly prometheusAuthentication?: KedaAuthentication;

  /**
   * Further triggers, for what is seen outside the pods: a queue, a broker, a clock. With `minReplicas: 0` at least one, for no pod is
   * there to show its load.
   *
   * @default - none
   */
  readonly triggers?: KedaTrigger[];

  /**
   * How often the triggers are asked while there is no replica; 1 second or more.
   *
   * @default Duration.seconds(30), KEDA's own
   */
  readonly pollingInterval?: Duration;

  /**
   * How long after the last activity the last replica is taken away.
   *
   * @default Duration.minutes(5), KEDA's own
   */
  readonly cooldownPeriod?: Duration;

  /**
   * How long after its creation nothing is scaled to zero.
   *
   * @default - none
   */
  readonly initialCooldownPeriod?: Duration;

  /**
   * Whether there is no replica at all while no trigger is active, and `minReplicas` at least once one is.
   *
   * @default false
   */
  readonly idleAtZero?: boolean;

  /**
   * What happens when the triggers cannot be read. Not with cpu and memory alone, which KEDA leaves to the autoscaler.
   *
   * @default - the replicas stay as they are
   */
  readonly fallback?: KedaFallback;
}
