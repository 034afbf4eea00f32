import type { Duration } from 'cdk8s';
import type { IFleet } from '../fleet/fleet';

/** Which objects a head ingress is made of. */
export enum HeadIngressMode {
  /** ServiceEntry, VirtualService and DestinationRule of Istio. */
  ISTIO = 'istio',
  /** HTTPRoute of the Gateway API, with Istio's ServiceEntry and DestinationRule behind it: Istio is its gateway too. */
  GATEWAY_API = 'gateway-api',
}

/** How a request is tried again. Never at another spoke: Envoy keeps to the one that it chose. */
export interface HeadRetries {
  /** How often: a whole number, 0 or more; 0 switches Istio's own two off. */
  readonly attempts: number;

  /**
   * How long one try may take.
   *
   * @default - what is left of `timeout`
   */
  readonly perTryTimeout?: Duration;

  /**
   * On what, as Envoy names it, or a status.
   *
   * @default - connect-failure, refused-stream, unavailable, cancelled: the request did not reach the model
   */
  readonly retryOn?: string[];
}

/** When a spoke that fails gets no requests for a while. */
export interface HeadOutlierDetection {
  /**
   * After how many answers 502, 503 or 504, or failed connections, in a row: 1 or more.
   *
   * @default 5
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * How often that is looked at.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * For how long, the first time.
   *
   * @default Duration.seconds(30)
   */
  readonly baseEjectionTime?: Duration;
}

/** How much a spoke gets at once. */
export interface HeadConnectionLimits {
  /**
   * Connections: 1 or more.
   *
   * @default - no limit
   */
  readonly maxConnections?: number;

  /**
   * Requests that wait for a connection: 1 or more.
   *
   * @default - no limit
   */
  readonly maxPendingRequests?: number;

  /**
   * How long a connection may take.
   *
   * @default Duration.seconds(5)
   */
  readonly connectTimeout?: Duration;
}

/** Properties of `HeadIngress`. */
export interface HeadIngressProps {
  /** What it sends to. */
  readonly fleet: IFleet;

  /** The gateway that requests come through, `<namespace>/<name>`. */
  readonly gateway: string;

  /**
   * The hosts that are asked. `*` catches every host of the gateway, and needs `anyHost`.
   *
   * @default - none; required unless `anyHost` is true
   */
  readonly hosts?: string[];

  /**
   * Whether requests for any host of the gateway are taken.
   *
   * @default false
   */
  readonly anyHost?: boolean;

  /**
   * Below which path; it is cut off before a spoke is asked.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * Whether the path is cut off. Model servers know nothing of it.
   *
   * @default true
   */
  readonly rewrite?: boolean;

  /**
   * The share of each spoke, by its name: per cent, which must sum to 100, or proportions. Not with `failover`.
   *
   * @default - the same for each
   */
  readonly weights?: Record<string, number>;

  /**
   * Whether weights are proportions of any sum, in place of per cent.
   *
   * @default false
   */
  readonly proportional?: boolean;

  /**
   * Whether all requests go to the nearest spoke that works, in place of shares. Every spoke must then answer to one host, `failoverHost`,
   * and have a locality.
   *
   * @default false
   */
  readonly failover?: boolean;

  /**
   * The host that every spoke answers to, for `failover`.
   *
   * @default - none
   */
  readonly failoverHost?: string;

  /**
   * The host of each spoke, by its name, where it is not `<service>.<namespace>.<domain>`.
   *
   * @default - of the fleet
   */
  readonly spokeHosts?: Record<string, string>;

  /**
   * How long a request may take with all tries.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * How a request is tried again. Not in the Gateway API mode, whose field for it is experimental.
   *
   * @default - twice, when it did not reach the model
   */
  readonly retries?: HeadRetries;

  /**
   * When a spoke that fails gets no requests for a while: its share is then answered by 503, unless with `failover`.
   *
   * @default - after 5 errors of a gateway in a row, for 30 seconds
   */
  readonly outlierDetection?: HeadOutlierDetection;

  /**
   * How much a spoke gets at once.
   *
   * @default - as much as comes; a connection may take 5 seconds
   */
  readonly connectionLimits?: HeadConnectionLimits;

  /**
   * Which objects it is made of.
   *
   * @default HeadIngressMode.ISTIO
   */
  readonly mode?: HeadIngressMode;

  /**
   * The version of Istio's API: `v1` since 1.22, or `v1beta1`.
   *
   * @default v1
   */
  readonly istioVersion?: string;

  /**
   * The name of its objects.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;
}
