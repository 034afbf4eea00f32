import type { Duration } from 'cdk8s';
import type { EndpointPicker } from './endpoint-picker';
import type { PickerEngine } from './picker-engine';
import type { IInference } from '../servers/inference';

/** What a gateway does with a request while its endpoint picker does not answer. */
export enum PickerFailureMode {
  /** It sends the request to any ready pod: the answers are right, and the load is shared less well. */
  FAIL_OPEN = 'FailOpen',
  /** It answers the request with a server error. */
  FAIL_CLOSE = 'FailClose',
}

/** Who implements the Gateway, where a pool needs more than the standard objects for it. */
export enum InferenceGateway {
  /** Agentgateway, kgateway, NGINX Gateway Fabric, Envoy AI Gateway and others: nothing more is needed. */
  STANDARD = 'standard',
  /** Istio: a DestinationRule has it reach the picker by TLS, without verifying its certificate. */
  ISTIO = 'istio',
  /** GKE Gateway: policies set the health check of the pods and the timeout, which it does not read from a route. */
  GKE = 'gke',
}

/** Options of the HTTPRoute of an `InferencePool`. */
export interface InferenceRouteOptions {
  /** The Gateway, `<namespace>/<name>`. It exists already, and admits routes of the namespace of the pool. */
  readonly gateway: string;

  /**
   * The listener of the Gateway, by its name.
   *
   * @default - every listener that admits the route
   */
  readonly listener?: string;

  /**
   * The hosts whose requests are routed, each once; `*.` stands for all hosts below one.
   *
   * @default - every host of the listeners
   */
  readonly hostnames?: string[];

  /**
   * The path below which requests are routed. It is not removed: the server must answer there.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How long a request may take, with all of a streamed answer: whole seconds, 1 to 86400.
   *
   * @default - the longest request of the served model
   */
  readonly requestTimeout?: Duration;
}

/** Properties of `InferencePool`. */
export interface InferencePoolProps {
  /** The served model, which the gateway reaches by its pods and not by its Service. It is in the same namespace. */
  readonly inference: IInference;

  /**
   * The name of the pool, of its route, and of the picker with `-picker` behind it.
   *
   * @default - the name of the served model
   */
  readonly name?: string;

  /**
   * What generates the text in the server, and so which of its series the picker reads.
   *
   * @default - that of the server: vLLM or llama.cpp. Required for other servers
   */
  readonly engine?: PickerEngine;

  /**
   * The endpoint picker: its release, replicas and resources.
   *
   * @default EndpointPicker.llmDRouter()
   */
  readonly picker?: EndpointPicker;

  /**
   * What the gateway does with a request while the picker does not answer, as when it is updated or its node is lost.
   * Kubernetes' own default is `FAIL_CLOSE`.
   *
   * @default PickerFailureMode.FAIL_OPEN
   */
  readonly failureMode?: PickerFailureMode;

  /**
   * Who implements the Gateway.
   *
   * @default InferenceGateway.STANDARD
   */
  readonly gatewayType?: InferenceGateway;

  /**
   * The HTTPRoute that sends requests to the pool.
   *
   * @default - none: a route of your own names the pool as its backend
   */
  readonly route?: InferenceRouteOptions;
}
