import type { Duration } from 'cdk8s';
import type { LoadShape } from './load-shape';
import type { PredictRequest } from './predict-request';
import type { IInference } from '../servers/inference';
import type { InferenceResources } from '../values/inference-resources';

/** How a load test runs. */
export enum LoadTestMode {
  /** A master with Locust's web page, on which the test is started and watched, and workers that send the requests. */
  WEB = 'web',
  /** One Job that starts automatically, and fails when a request has failed: for a pipeline. */
  JOB = 'job',
}

/** Properties of `LocustLoadTest`. */
export interface LocustLoadTestProps {
  /** The target: requests go to its Service. */
  readonly target: IInference;

  /** The request to send. */
  readonly request: PredictRequest;

  /** How many users send requests, and for how long. */
  readonly shape: LoadShape;

  /**
   * How the load test runs.
   *
   * @default LoadTestMode.WEB
   */
  readonly mode?: LoadTestMode;

  /**
   * The name of its objects: a DNS-1035 label of 50 characters at most.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * How many workers send requests, one per CPU core: a whole number, 1 or more. Only with `LoadTestMode.WEB`.
   *
   * @default 1
   */
  readonly workers?: number;

  /**
   * The shortest wait of a user between two requests.
   *
   * @default Duration.millis(800)
   */
  readonly minWait?: Duration;

  /**
   * The longest wait of a user between two requests; not below `minWait`.
   *
   * @default - Duration.millis(900), or `minWait` when that is longer
   */
  readonly maxWait?: Duration;

  /**
   * Whether a user keeps its connection. A Service routes connections and not requests, so with open connections new
   * replicas get no load.
   *
   * @default false
   */
  readonly keepAlive?: boolean;

  /**
   * Whether the test starts automatically when all workers are connected. Only with `LoadTestMode.WEB`.
   *
   * @default false
   */
  readonly autostart?: boolean;

  /**
   * The image of Locust.
   *
   * @default docker.io/locustio/locust:2.46.3
   */
  readonly image?: string;

  /**
   * The resources of each worker, or of the Job.
   *
   * @default - requests of 500m CPU and 256Mi memory, a limit of 512Mi memory
   */
  readonly resources?: InferenceResources;
}
