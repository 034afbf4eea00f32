import type { INetworkPolicyPeer } from 'cdk8s-plus-27';

/** The peers that a NetworkPolicy allows to connect to the pods. Probes of the kubelet are always allowed. */
export interface NetworkAdmissionOptions {
  /**
   * The peers that may send requests: pods, namespaces or IP blocks of cdk8s-plus. An empty list denies all of them.
   */
  readonly callers: INetworkPolicyPeer[];

  /**
   * The peer that may scrape the metrics, such as the namespace of Prometheus.
   *
   * @default - only the callers
   */
  readonly metricsScraper?: INetworkPolicyPeer;
}
