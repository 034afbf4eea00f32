import type { IMLServiceRuntime } from './ml-service-runtime';
import type { MLServiceStorage } from './ml-service-storage';
import type { InferenceResources } from '../values/inference-resources';

/** What Knative's autoscaler holds. */
export enum KnativeMetric {
  /** Requests in flight in a replica. */
  CONCURRENCY = 'concurrency',
  /** Requests per second of a replica. */
  RPS = 'rps',
}

/** How replicas follow the load, by Knative. */
export interface MLServiceScaling {
  /**
   * What is held.
   *
   * @default KnativeMetric.CONCURRENCY
   */
  readonly metric?: KnativeMetric;

  /** The share of one replica: a number, 0.01 or more. */
  readonly target: number;
}

/** Which requests are sent to a log. */
export enum LoggerMode {
  /** Requests and responses. */
  ALL = 'all',
  /** Requests alone. */
  REQUEST = 'request',
  /** Responses alone. */
  RESPONSE = 'response',
}

/** Where requests and responses are sent as CloudEvents. */
export interface MLServiceLogger {
  /** The addresses, one or more. */
  readonly urls: string[];

  /**
   * Which of them.
   *
   * @default LoggerMode.ALL
   */
  readonly mode?: LoggerMode;
}

/** What releases and the transformer have in common. */
export interface MLServiceDeploymentOptions {
  /**
   * How many replicas there are at least; 0 scales to zero.
   *
   * @default 1, TensorStack's own
   */
  readonly minReplicas?: number;

  /**
   * How many replicas there are at most; 0 sets no limit.
   *
   * @default 0, TensorStack's own
   */
  readonly maxReplicas?: number;

  /**
   * How replicas follow the load.
   *
   * @default - Knative's own, 100 requests in flight
   */
  readonly scaling?: MLServiceScaling;

  /**
   * Where requests are logged.
   *
   * @default - nowhere
   */
  readonly logger?: MLServiceLogger;

  /**
   * The image, in place of the runtime's.
   *
   * @default - the runtime's; a transformer needs one
   */
  readonly image?: string;

  /**
   * The arguments, in place of all of the runtime's.
   *
   * @default - the runtime's
   */
  readonly args?: string[];

  /**
   * Environment variables besides the runtime's.
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
   * What a replica asks of its node.
   *
   * @default - as the runtime says
   */
  readonly resources?: InferenceResources;

  /**
   * Where the model is.
   *
   * @default - in the image
   */
  readonly storage?: MLServiceStorage;
}

/** One version of the model. */
export interface MLServiceRelease extends MLServiceDeploymentOptions {
  /** Its name, one of its own in the MLService. */
  readonly name: string;

  /** What it runs on, in the same namespace. */
  readonly runtime: IMLServiceRuntime;

  /**
   * What the runtime's arguments take.
   *
   * @default - nothing
   */
  readonly parameters?: Record<string, string>;
}

/** A release that gets a part of the requests before it gets all. */
export interface MLServiceCanary {
  /** The name of the release. */
  readonly release: string;

  /** Its share in per cent, above 0 and below 100. */
  readonly trafficPercent: number;
}
