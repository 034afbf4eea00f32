import type { Duration } from 'cdk8s';
import type { Probe } from 'cdk8s-plus-27';
import type { PrometheusType } from '../values/prometheus-type';

/** What has to be said of a model server that the library does not know. */
export interface CustomModelServerOptions {
  /** The server's image. */
  readonly image: string;

  /**
   * The command, in place of the image's entry point.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * The arguments. `$(NAME)` is replaced by the container's variable of that name.
   *
   * @default - the image's own
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
   * The Prometheus series that it shows, by name, a histogram without its suffixes: with them a metric that it does not show is refused, and
   * `ScalingMetric.pods` may name a gauge of it.
   *
   * @default - not known
   */
  readonly metrics?: Record<string, PrometheusType>;

  /**
   * The folder where the model's files are mounted.
   *
   * @default /models
   */
  readonly modelDirectory?: string;

  /**
   * Passes once the model is loaded and requests are welcome.
   *
   * @default - its first port is open
   */
  readonly readiness?: Probe;

  /**
   * Fails when only a restart helps.
   *
   * @default - its first port is open
   */
  readonly liveness?: Probe;

  /**
   * How long it may take from the container's start until the model is loaded: 1 second or more.
   *
   * @default Duration.minutes(10)
   */
  readonly startupBudget?: Duration;

  /**
   * How long a request may take: 1 second or more.
   *
   * @default Duration.seconds(30)
   */
  readonly maxRequestDuration?: Duration;

  /**
   * Whether it ends its requests when it gets SIGTERM.
   *
   * @default false - the pod waits for them before it sends SIGTERM
   */
  readonly drainsOnSigterm?: boolean;

  /**
   * Whether the image has a `sleep` program, which the preStop hook runs.
   *
   * @default true
   */
  readonly hasSleep?: boolean;

  /**
   * The user id that the container runs as; 0 for an image that works only as root, which Pod Security `restricted` forbids.
   *
   * @default 1000
   */
  readonly user?: number;

  /**
   * Folders besides `/tmp` that it writes to; each becomes an empty volume, because the image itself is read-only.
   *
   * @default - none
   */
  readonly writableFolders?: string[];

  /**
   * Memory for `/dev/shm` in Kubernetes notation, rounded up to whole mebibytes, for servers whose processes share data there.
   *
   * @default - the container runtime's own, 64Mi as a rule
   */
  readonly sharedMemory?: string;

  /**
   * How many cores it computes on at most: 1 or more. An autoscaler on CPU is refused when it could never reach its target.
   *
   * @default - all that it gets
   */
  readonly computeThreads?: number;
}
