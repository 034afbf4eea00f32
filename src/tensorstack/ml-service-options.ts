import type { IMLServiceRuntime } from './ml-service-runtime';
import type { MLServiceStorage } from './ml-service-storage';
import type { InferenceResources } from '../values/inference-resources';

/** The metric that Knative's autoscaler follows. */
export enum KnativeMetric {
  /** Requests in flight, per replica. */
  CONCURRENCY = 'concurrency',
  /** Requests per second, per replica. */
  RPS = 'rps',
}

/** How Knative scales the replicas. */
export interface MLServiceScaling {
  /**
   * The metric that is followed.
   *
   * @default KnativeMetric.CONCURRENCY
   */
  readonly metric?: KnativeMetric;

  /** The target of the metric per replica: a number, 0.01 or more. */
  readonly target: number;
}

/** What a logger sends. */
export enum LoggerMode {
  /** Requests and responses. */
  ALL = 'all',
  /** Requests only. */
  REQUEST = 'request',
  /** Responses only. */
  RESPONSE = 'response',
}

/** Where requests and responses are sent as CloudEvents. */
export interface MLServiceLogger {
  /** The URLs that get each CloudEvent, one or more, with http:// or https://. */
  readonly urls: string[];

  /**
   * Whether requests, responses or both are sent.
   *
   * @default LoggerMode.ALL
   */
  readonly mode?: LoggerMode;
}

/** What a release and a transformer have in common. */
export interface MLServiceDeploymentOptions {
  /**
   * The minimum of the replicas; 0 scales to zero.
   *
   * @default 1, TensorStack's own
   */
  readonly minReplicas?: number;

  /**
   * The maximum of the replicas; 0 sets no limit.
   *
   * @default 0, TensorStack's own
   */
  readonly maxReplicas?: number;

  /**
   * How Knative scales the replicas.
   *
   * @default - Knative's own: 100 requests in flight per replica
   */
  readonly scaling?: MLServiceScaling;

  /**
   * Where requests and responses are sent as CloudEvents.
   *
   * @default - they are not sent
   */
  readonly logger?: MLServiceLogger;

  /**
   * The image of the container. It replaces the image of the runtime.
   *
   * @default - the image of the runtime; a transformer needs its own
   */
  readonly image?: string;

  /**
   * The arguments of the container. They replace all arguments of the runtime.
   *
   * @default - the arguments of the runtime
   */
  readonly args?: string[];

  /**
   * Environment variables, besides those of the runtime.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: Record<string, string>;

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: Record<string, string>;

  /**
   * Requests and limits of the container.
   *
   * @default - those of the runtime
   */
  readonly resources?: InferenceResources;

  /**
   * Where the model is.
   *
   * @default - it is in the image
   */
  readonly storage?: MLServiceStorage;
}

/** A release of the model: one version on one runtime. */
export interface MLServiceRelease extends MLServiceDeploymentOptions {
  /** The name of the release, unique in the MLService. */
  readonly name: string;

  /** The runtime, in the namespace of the MLService. */
  readonly runtime: IMLServiceRuntime;

  /**
   * Values for the template of the runtime's arguments, by name.
   *
   * @default - none
   */
  readonly parameters?: Record<string, string>;
}

/** A release that gets a percentage of the requests. */
export interface MLServiceCanary {
  /** The name of the release. */
  readonly release: string;

  /** The percentage of the requests that it gets: a whole number from 1 to 99. */
  readonly trafficPercent: number;
}
