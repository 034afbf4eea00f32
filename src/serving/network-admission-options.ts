import type { IConstruct } from 'constructs';
import type { INetworkPeer } from '../cdk8s-plus/network-peer';

/**
 * Who may connect to the pods, by a NetworkPolicy. Probes of the kubelet are always allowed, and so is what the app
 * itself brings: the load tests whose target this server is, the Prometheus of a monitor that names its namespace, and
 * of an `InferencePool` the endpoint picker and the namespace of the Gateway.
 */
export interface NetworkAdmissionOptions {
  /**
   * The peers that may send requests: pods, namespaces or IP blocks of any cdk8s-plus.
   *
   * @default - none
   */
  readonly callers?: INetworkPeer[];

  /**
   * The namespaces whose pods may send requests, such as that of an ingress controller or a gateway: `ingress-nginx`,
   * `envoy-gateway-system`, `istio-system`, `keda` for the HTTP add-on.
   *
   * @default - none
   */
  readonly callerNamespaces?: string[];

  /**
   * The workloads of the app whose pods may send requests: served models, workloads of any cdk8s-plus, or an
   * `ApiObject` with a pod template. Of a construct with several workloads, such as a `LocustLoadTest`, all of them.
   *
   * @default - none
   */
  readonly callerWorkloads?: IConstruct[];

  /**
   * The peer that may scrape the metrics, such as the namespace of Prometheus.
   *
   * @default - only the callers
   */
  readonly metricsScraper?: INetworkPeer;

  /**
   * The namespaces whose pods may scrape the metrics, such as `monitoring`.
   *
   * @default - only the callers
   */
  readonly scraperNamespaces?: string[];
}
