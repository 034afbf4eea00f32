import type { Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';

/** What a forecast cannot read in the manifests. */
export interface ForecastOptions {
  /**
   * How long a pod takes from its start until it is ready, by the name of the service. Measure it: no manifest says it.
   *
   * @default - an estimate from the probes and the model server; the notes of the forecast say which
   */
  readonly startup?: Record<string, Duration>;

  /**
   * How long a pod is ready before the first metrics of it arrive.
   *
   * @default - 30 seconds after its start, as metrics-server scrapes; 30 seconds after it is ready where the autoscaler
   * follows a metric of its pods
   */
  readonly metricsLag?: Duration;

  /**
   * The time between two loops of the autoscalers: `--horizontal-pod-autoscaler-sync-period`, 1 second or more.
   *
   * @default Duration.seconds(15)
   */
  readonly syncPeriod?: Duration;

  /**
   * How long a recommendation holds replicas up where `behavior` says nothing of it:
   * `--horizontal-pod-autoscaler-downscale-stabilization`.
   *
   * @default Duration.minutes(5)
   */
  readonly downscaleStabilization?: Duration;

  /**
   * The nodes that all pods share.
   *
   * @default - every pod has room, and the nodes are not counted
   */
  readonly nodes?: ForecastNodes;

  /**
   * The Kubernetes whose autoscalers are replayed, such as `1.36`, where `KubernetesVersion.set` names none for the
   * scope of an object. An older one rejects `minReplicas: 0`, and drops a tolerance.
   *
   * @default - the newest that is known, 1.37
   */
  readonly kubernetesVersion?: string;

  /**
   * When the load begins, for schedules and cron triggers.
   *
   * @default - a Monday at 00:00 UTC
   */
  readonly start?: Date;
}

/** Nodes of one size. */
export interface ForecastNodes {
  /** What pods can use of the CPU of one node, without what the system needs. */
  readonly cpu: Cpu;

  /** What pods can use of the memory of one node. */
  readonly memory: Size;

  /**
   * The devices of one node by their resource name, such as `nvidia.com/gpu`: whole numbers, 1 or more.
   *
   * @default - none
   */
  readonly devices?: Record<string, number>;

  /**
   * How many nodes there are: a whole number, 1 or more. Pods for which there is no room stay pending.
   *
   * @default - as many as the pods need
   */
  readonly count?: number;
}

/** For how long a load is replayed. */
export interface ForecastRunOptions {
  /**
   * A time longer than 0 seconds.
   *
   * @default - the time of recorded loads, else 24 hours
   */
  readonly duration?: Duration;
}

/** What is wanted of a service. At least one of both is set. */
export interface ForecastGoal {
  /**
   * The most of the demand that finds no room: a number from 0 to 1.
   *
   * @default - anything
   */
  readonly unservedDemand?: number;

  /**
   * The most of the time in which a metric is above its present target by more than the tolerance: a number from 0 to
   * 1.
   *
   * @default - anything
   */
  readonly timeAboveTarget?: number;
}
