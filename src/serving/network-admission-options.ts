import type { INetworkPolicyPeer } from 'cdk8s-plus-27';

/** Who may connect to the pods. Anything else in the cluster is kept out; probes of the kubelet are always let in. */
export interface NetworkAdmissionOptions {
  /** Who may send requests: pods, namespaces or address blocks of cdk8s-plus. An empty list admits no one. */
  readonly callers: INetworkPolicyPeer[];

  /**
   * Who may read the metrics, such as the namespace of Prometheus.
   *
   * @default - no one but the callers
   */
  readonly metricsScraper?: INetworkPolicyPeer;
}
