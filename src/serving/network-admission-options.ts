import type { INetworkPeer } from '../cdk8s-plus/network-peer';

/** The peers that a NetworkPolicy allows to connect to the pods. Probes of the kubelet are always allowed. */
export interface NetworkAdmissionOptions {
  /**
   * The peers that may send requests: pods, namespaces or IP blocks of any cdk8s-plus. An empty list denies all of them.
   */
  readonly callers: INetworkPeer[];

  /**
   * The peer that may scrape the metrics, such as the namespace of Prometheus.
   *
   * @default - only the callers
   */
  readonly metricsScraper?: INetworkPeer;
}
