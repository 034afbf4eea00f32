import type { Duration } from 'cdk8s';
import type { PrometheusType } from '../values/prometheus-type';

/** Options of a model server that the library does not know. */
export interface CustomModelServerOptions {
  /** The server's image. */
  readonly image: string;

  /**
   * The command, which replaces the entry point of the image.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * The arguments. `$(NAME)` is replaced by the environment variable of that name.
   *
   * @default - those of the image
   */
  readonly args?: string[];

  /**
   * The port of its HTTP API, 1 to 65535.
   *
   * @default - none
   */
  readonly httpPort?: number;

  /**
   * The port of its gRPC API, 1 to 65535.
   *
   * @default - none
   */
  readonly grpcPort?: number;

  /**
   * The port of its Prometheus metrics, 1 to 65535.
   *
   * @default - the HTTP port when `metricsPath` is given, else none
   */
  readonly metricsPort?: number;

  /**
   * The path of its Prometheus metrics.
   *
   * @default - `/metrics` when `metricsPort` is given, else none
   */
  readonly metricsPath?: string;

  /**
   * The type of each Prometheus series that it exposes, by name; a histogram without its suffixes. With it, a metric of
   * another series is refused.
   *
   * @default - unknown
   */
  readonly metrics?: Record<string, PrometheusType>;

  /**
   * The folder where the model is mounted.
   *
   * @default /models
   */
  readonly modelDirectory?: string;

  /**
   * The readiness probe, which succeeds once the model is loaded: a `Probe` of any cdk8s-plus.
   *
   * @default - a TCP probe of its first port
   */
  readonly readiness?: any;

  /**
   * The liveness probe, which fails when the container must be restarted: a `Probe` of any cdk8s-plus.
   *
   * @default - a TCP probe of its first port
   */
  readonly liveness?: any;

  /**
   * The time from the start of the container until the model is loaded: whole seconds, 1 or more.
   *
   * @default Duration.minutes(10)
   */
  readonly startupBudget?: Duration;

  /**
   * The maximum duration of a request: whole seconds, 1 or more.
   *
   * @default Duration.seconds(30)
   */
  readonly maxRequestDuration?: Duration;

  /**
   * Whether it completes the requests in flight when it receives SIGTERM.
   *
   * @default false - the pod waits for the requests before SIGTERM
   */
  readonly drainsOnSigterm?: boolean;

  /**
   * Whether the image contains `sleep`, which the preStop hook runs.
   *
   * @default true
   */
  readonly hasSleep?: boolean;

  /**
   * The user id of the container; 0 for an image that works only as root, which Pod Security `restricted` forbids.
   *
   * @default 1000
   */
  readonly user?: number;

  /**
   * Folders besides `/tmp` that it writes to. Each becomes an empty volume, because the root file system is read-only.
   *
   * @default - none
   */
  readonly writableFolders?: string[];

  /**
   * The size of `/dev/shm` in Kubernetes notation, rounded up to whole mebibytes, for a server whose processes share
   * memory.
   *
   * @default - that of the container runtime, usually 64Mi
   */
  readonly sharedMemory?: string;

  /**
   * The maximum number of cores that it uses: a whole number, 1 or more. A CPU target that it could never reach is
   * refused.
   *
   * @default - no maximum
   */
  readonly computeThreads?: number;
}
