import type { IConstruct } from 'constructs';

/**
 * A peer of a NetworkPolicy, of any cdk8s-plus: `Pods`, `Namespace`, `Namespaces`, `NetworkPolicyIpBlock`, or a
 * workload.
 */
export interface INetworkPeer extends IConstruct {
  /** What the NetworkPolicy selects it by: `NetworkPolicyPeerConfig` of that cdk8s-plus. */
  toNetworkPolicyPeerConfig(): any;
}
