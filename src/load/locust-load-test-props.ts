import type { Duration } from 'cdk8s';
import type { LoadShape } from './load-shape';
import type { PredictRequest } from './predict-request';
import type { IInference } from '../servers/inference';
import type { InferenceResources } from '../values/inference-resources';

/** How a load test runs. */
export enum LoadTestMode {
  /** A master with Locust's web page and workers: start it there, and look on. */
  WEB = 'web',
  /** One Job that runs by itself and fails when a request failed: for a pipeline. */
  JOB = 'job',
}

/** Properties of `LocustLoadTest`. */
export interface LocustLoadTestProps {
  /** What is tested: requests go to its Service. */
  readonly target: IInference;

  /** What is sent. */
  readonly request: PredictRequest;

  /** How many users send, and for how long. */
  readonly shape: LoadShape;

  /**
   * How it runs.
   *
   * @default LoadTestMode.WEB
   */
  readonly mode?: LoadTestMode;

  /**
   * The name of its objects, at most 50 characters.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * How many workers send, one for each core: a whole number, 1 or more. Only in the mode WEB.
   *
   * @default 1
   */
  readonly workers?: number;

  /**
   * How long a user waits at least between two requests.
   *
   * @default Duration.millis(800), as in seed 002
   */
  readonly minWait?: Duration;

  /**
   * How long a user waits at most between two requests.
   *
   * @default - Duration.millis(900), as in seed 002, or `minWait` when that is longer
   */
  readonly maxWait?: Duration;

  /**
   * Whether a user keeps its connection. One that does stays with the replica that it reached first, and new replicas get no load.
   *
   * @default false
   */
  readonly keepAlive?: boolean;

  /**
   * Whether the test starts by itself as soon as the workers are there. Only in the mode WEB.
   *
   * @default false
   */
  readonly autostart?: boolean;

  /**
   * Locust's image.
   *
   * @default docker.io/locustio/locust:2.46.3
   */
  readonly image?: string;

  /**
   * What each worker, or the Job, asks of its node.
   *
   * @default - 500m CPU and 256Mi memory requested, 512Mi at most
   */
  readonly resources?: InferenceResources;
}
