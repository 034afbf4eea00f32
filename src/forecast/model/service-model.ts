import type { HpaSettings } from './hpa-settings';

/**
 * One workload, its pods, and what changes its replicas: all that a forecast knows of it, read from manifests.
 * Processor time is in thousandths of a core (milli), memory in bytes, time in seconds.
 */
export interface ServiceModel {
  /** `<namespace>/<kind>/<name>` of the workload. */
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** What scales it, `<kind>/<name>`: a HorizontalPodAutoscaler, a ScaledObject, a FederatedHPA. */
  readonly autoscaler: string;
  readonly hpa: HpaSettings;
  /** The settings whose targets time above target is of, where others are tried. */
  readonly judgedBy?: HpaSettings;
  readonly pod: PodModel;
  readonly initialReplicas: number;
  /** What KEDA's operator does beside the autoscaler that it makes. */
  readonly keda?: KedaModel;
  /** Schedules that change the bounds (CronFederatedHPA), in the order of the objects. */
  readonly schedules?: readonly ScheduleModel[];
  /** How Karmada divides the replicas over clusters; undefined in one cluster. */
  readonly division?: DivisionModel;
  /** The side of a joint inference that sends its hard examples to this one, as the id of its model. */
  readonly hardExamplesFrom?: string;
  /** What of the manifests is not modelled, as sentences: a user reads them beside the figures. */
  readonly notModelled: readonly string[];
}

/** One pod of a workload. */
export interface PodModel {
  readonly containers: readonly ContainerModel[];
  /** The CPU request of the pod as a whole, where it states one. */
  readonly podRequestMilli?: number;
  /** The memory request of the pod as a whole, in bytes. */
  readonly podMemoryRequest?: number;
  /** From the start of a pod until it is ready: the n-th pod takes the n-th, modulo their number. */
  readonly startupSeconds: readonly number[];
  /** Where the start-up time is from, as a phrase: "its startup probe", "the server's row", "as given". */
  readonly startupFrom: string;
  /** From ready until there are metrics of a pod; below zero where a pod is measured before it is ready. */
  readonly metricsLagSeconds: number;
  /** The time that a sample of CPU is of; as metrics-server takes it where undefined. */
  readonly sampleWindowSeconds?: number;
  /** What a pod asks of a node, by resource: `cpu` in milli, `memory` in bytes, devices in pieces. */
  readonly requests: Readonly<Record<string, number>>;
  /** Requests that one pod works on at the same time; undefined where nothing says so. */
  readonly parallelRequests?: number;
}

/** One container that runs beside the others. */
export interface ContainerModel {
  readonly name: string;
  readonly requestMilli?: number;
  readonly memoryRequest?: number;
  readonly limitMilli?: number;
  /** The most that its threads can use, in milli; undefined where nothing is known. */
  readonly threadsMilli?: number;
  /** Its share of the pod's CPU load: 1 for the model server, 0 for the others, unless stated. */
  readonly share: number;
}

/** A ScaledObject beside its autoscaler. */
export interface KedaModel {
  readonly pollingSeconds: number;
  readonly cooldownSeconds: number;
  readonly initialCooldownSeconds: number;
  readonly minReplicaCount: number;
  readonly idleReplicaCount?: number;
  /** Whether a scaler reports at once that it is active, as that of the HTTP add-on. */
  readonly isPushed?: boolean;
  /** Whether annotations keep it from sending the workload to rest, from waking it, and awake. */
  readonly isScaleInPaused?: boolean;
  readonly isScaleOutPaused?: boolean;
  readonly isForcedActive?: boolean;
  /** In the order of the triggers. */
  readonly triggers: readonly KedaTriggerModel[];
}

export interface KedaTriggerModel {
  /** The metric that it becomes in the autoscaler; `cpu` and `memory` never wake a workload. */
  readonly metric: string;
  readonly type: string;
  /** Strictly above this, the trigger is active; in thousandths. */
  readonly activationMilli: number;
  /** A cron trigger: active within its hours. */
  readonly cron?: CronModel;
}

/** A span of time that comes again, by two cron expressions in a time zone. */
export interface CronModel {
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly replicas: number;
}

/** A rule of a CronFederatedHPA: at its times it changes the bounds of the autoscaler, or the replicas. */
export interface ScheduleModel {
  readonly name: string;
  readonly schedule: string;
  readonly timeZone: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly replicas?: number;
}

/** How replicas are divided over clusters. */
export interface DivisionModel {
  readonly clusters: readonly string[];
  /** Static weights by cluster; undefined where each has all replicas (Duplicated) or the scheduler decides. */
  readonly weights?: readonly number[];
  readonly duplicated: boolean;
}
