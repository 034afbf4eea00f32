import type { Duration } from 'cdk8s';

/** Requests over HTTP, which KEDA's HTTP add-on counts, and holds while there is no replica. */
export interface KedaHttpOptions {
  /**
   * The hosts of the requests: names in lower case without a scheme, a port and a path, such as `chat.example.com`;
   * `*.example.com` for all names below a domain, `*` for requests of any host. At least one, and no other route of the
   * cluster may have the same host and path.
   *
   * Requests to the Service `<name>-interceptor.<namespace>` in the cluster are routed too.
   */
  readonly hosts: string[];

  /**
   * The beginnings of the paths of the requests. Only whole segments match: `/v1` is that of `/v1/models`, and
   * not of `/v10`.
   *
   * @default - all paths
   */
  readonly pathPrefixes?: string[];

  /**
   * How many requests at once one replica can handle: a whole number, 1 or more. A request counts from its arrival,
   * also while it waits for the first replica, until its response ends.
   *
   * @default - none; this or `targetRate` is required
   */
  readonly targetConcurrency?: number;

  /**
   * How many requests per second one replica can handle: a whole number, 1 or more.
   *
   * @default - none
   */
  readonly targetRate?: number;

  /**
   * Over which time the rate is measured: whole seconds, 1 or more. Only with `targetRate`.
   *
   * @default Duration.minutes(1), the add-on's own
   */
  readonly rateWindow?: Duration;

  /**
   * How long a request waits for the first replica until it fails with 504: whole seconds, 1 or more.
   *
   * @default - as long as its client waits
   */
  readonly readinessTimeout?: Duration;

  /**
   * How long a request waits for the first byte of the response until it fails with 504: whole seconds, 1 or more. A
   * response that is not streamed begins when it is complete.
   *
   * @default - twice the longest request of the server, and 300 seconds at least
   */
  readonly responseTimeout?: Duration;

  /**
   * The name of the trigger, unique in the ScaledObject.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The namespace in which the add-on is installed.
   *
   * @default keda
   */
  readonly addOnNamespace?: string;
}
