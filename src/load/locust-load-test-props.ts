import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
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

/** A header whose value is in a Secret of the namespace of the load test, such as an API key. */
export interface SecretHeader {
  /** The Secret: a construct with a `name`, such as a Secret of any cdk8s-plus. */
  readonly secret: IConstruct;

  /** The key in it. Spaces and line ends around its value are not sent. */
  readonly key: string;

  /**
   * What stands before the value, such as `Bearer `: printable ASCII characters.
   *
   * @default - nothing
   */
  readonly prefix?: string;
}

/** Properties of `LocustLoadTest`. */
export interface LocustLoadTestProps {
  /**
   * The target. Requests go to the address that starts its first replica, where it has one (`KedaTrigger.http`), else
   * to its Service.
   *
   * @default - none; required without `url`
   */
  readonly target?: IInference;

  /**
   * Another address to send the requests to: that of an Ingress, a gateway or of something outside the program. It
   * starts with `http://` or `https://`, and its path stands before that of each request.
   *
   * @default - the address of the target
   */
  readonly url?: string;

  /**
   * Headers of each request besides those of `request`, such as `Host`: printable ASCII characters. Credentials belong
   * to `secretHeaders`.
   *
   * @default - none
   */
  readonly headers?: Record<string, string>;

  /**
   * Headers of each request whose values are in Secrets. A pod gets them as variables; the ConfigMap of the load test
   * does not contain them.
   *
   * @default - none
   */
  readonly secretHeaders?: Record<string, SecretHeader>;

  /**
   * Whether the certificate of an address with `https://` is verified, by the certificate authorities of the image.
   *
   * @default true
   */
  readonly verifyTls?: boolean;

  /**
   * How long a request may take until it has failed: whole seconds, 1 or more.
   *
   * @default - twice the longest request of the target's server, and its start-up budget where a request starts it; 5
   * minutes without a target
   */
  readonly timeout?: Duration;

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
