import type { Duration } from 'cdk8s';
import type { IFleet } from '../fleet/fleet';

/** The API of the route of a head ingress. */
export enum HeadIngressMode {
  /** A VirtualService, with ServiceEntries and DestinationRules, all of Istio. */
  ISTIO = 'istio',
  /** An HTTPRoute of the Gateway API, with ServiceEntries and DestinationRules of Istio, which must be the gateway. */
  GATEWAY_API = 'gateway-api',
}

/**
 * How a request is retried. With weights a retry never goes to another spoke: Envoy chooses the spoke once for a
 * request. With `failover` a request has two tries in one locality, and then goes to the next.
 */
export interface HeadRetries {
  /**
   * The number of retries: a whole number, 0 or more. 0 switches off Istio's own default of two. With `failover`, one
   * retry does not reach another spoke.
   */
  readonly attempts: number;

  /**
   * The timeout of one try.
   *
   * @default - what is left of `timeout`
   */
  readonly perTryTimeout?: Duration;

  /**
   * The conditions of a retry: Envoy's names, or an HTTP status such as `503`.
   *
   * @default - connect-failure, refused-stream, unavailable, cancelled: the request did not reach the model
   */
  readonly retryOn?: string[];
}

/** When a spoke that fails is ejected, which means that it gets no requests for a while. */
export interface HeadOutlierDetection {
  /**
   * The number of responses 502, 503 or 504, or of failed connections, in a row that ejects a spoke: a whole number, 1
   * or more.
   *
   * @default 5
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * The time between two checks.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long a spoke is ejected the first time.
   *
   * @default Duration.seconds(30)
   */
  readonly baseEjectionTime?: Duration;
}

/** Limits for the connections to a spoke. */
export interface HeadConnectionLimits {
  /**
   * The most connections at a time: a whole number, 1 or more.
   *
   * @default - no limit
   */
  readonly maxConnections?: number;

  /**
   * The most requests that wait for a connection: a whole number, 1 or more.
   *
   * @default - no limit
   */
  readonly maxPendingRequests?: number;

  /**
   * The timeout of a new connection.
   *
   * @default Duration.seconds(5)
   */
  readonly connectTimeout?: Duration;
}

/** Properties of `HeadIngress`. */
export interface HeadIngressProps {
  /** The service on many clusters that requests are routed to. */
  readonly fleet: IFleet;

  /** The gateway of the route, `<namespace>/<name>`. It exists already. */
  readonly gateway: string;

  /**
   * The hosts whose requests are routed: full names, or `*.<domain>` for all hosts below a domain. Istio uses the
   * routes with the most specific host only: where another one has `tiny.example.com`, one for `*.example.com` does not
   * get its requests, whatever the path.
   *
   * @default - none; required unless `anyHost` is true
   */
  readonly hosts?: string[];

  /**
   * Whether the route matches every host of the gateway. Istio uses the route with the most specific host only: where
   * another one has the host of a request, this one never gets it, whatever the path.
   *
   * @default false
   */
  readonly anyHost?: boolean;

  /**
   * The path of the route. It matches the path itself and all paths below it.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * Whether the path is removed before a request is sent to a spoke: `/mnist/v1` becomes `/v1`, and `/mnist//v1`
   * becomes `//v1`. A model server does not know the path of the route; the original one is in the header
   * `x-envoy-original-path`.
   *
   * @default true
   */
  readonly rewrite?: boolean;

  /**
   * The weight of each spoke, by its name: whole numbers that sum to 100, or proportions. Not with `failover`.
   *
   * @default - the same for each spoke that is not drained
   */
  readonly weights?: Record<string, number>;

  /**
   * Whether weights may have any sum. If false, they are per cent and must sum to 100.
   *
   * @default false
   */
  readonly proportional?: boolean;

  /**
   * Whether all requests go to the nearest spoke that works, instead of to each spoke by its weight. Every spoke must
   * then serve the host `failoverHost`, with a certificate for it, and have a locality. A request that did not reach a
   * spoke is retried at the next one; with `HeadIngressMode.GATEWAY_API` only once the spoke that fails is ejected.
   *
   * @default false
   */
  readonly failover?: boolean;

  /**
   * The host that every spoke serves, for `failover`.
   *
   * @default - none
   */
  readonly failoverHost?: string;

  /**
   * The hosts of spokes, by the name of the spoke, where a host is not `<service>.<namespace>.<domain>`.
   *
   * @default - the hosts of the fleet
   */
  readonly spokeHosts?: Record<string, string>;

  /**
   * The timeout of a request, all tries together.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * How a request is retried. Not with `HeadIngressMode.GATEWAY_API`: the field of an HTTPRoute for it is experimental,
   * and without it Istio's pilot of August 2026 was observed to retry twice. So a route cannot switch retries off
   * there.
   *
   * @default - two retries, when the request did not reach the model
   */
  readonly retries?: HeadRetries;

  /**
   * When a spoke that fails is ejected. Its requests then get a response 503; with `failover` they go to another spoke.
   * Head ingresses of one chart that route to the same host must set the same.
   *
   * @default - after 5 gateway errors in a row, for 30 seconds
   */
  readonly outlierDetection?: HeadOutlierDetection;

  /**
   * Limits for the connections to a spoke. Head ingresses of one chart that route to the same host must set the same.
   *
   * @default - no limit; the timeout of a new connection is 5 seconds
   */
  readonly connectionLimits?: HeadConnectionLimits;

  /**
   * The API of the route.
   *
   * @default HeadIngressMode.ISTIO
   */
  readonly mode?: HeadIngressMode;

  /**
   * The version of Istio's API: `v1`, which Istio has since 1.22, or `v1beta1`.
   *
   * @default v1
   */
  readonly istioVersion?: string;

  /**
   * The name of the route, and the prefix of the names of the other objects.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;
}
