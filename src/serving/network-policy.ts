import {
  NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, NetworkProtocol, Pods, Protocol,
  type INetworkPolicyPeer,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Served } from './inference-service';
import type { NetworkAdmissionOptions } from './network-admission-options';
import type { ModelServer } from '../servers/model-server';

const PROTOCOLS = {
  [Protocol.TCP]: NetworkProtocol.TCP,
  [Protocol.UDP]: NetworkProtocol.UDP,
  [Protocol.SCTP]: NetworkProtocol.SCTP,
};

/** Allows the callers on every port, the scraper on the metrics port, and denies all other traffic to the pods. */
export function networkPolicy(
  scope: Construct,
  served: Served,
  server: ModelServer,
  options: NetworkAdmissionOptions,
): NetworkPolicy {
  const { name, labels, selector, ports } = served;
  const pods = Pods.select(scope, 'AdmittedTo', { labels: { ...selector } });
  const policy = new NetworkPolicy(scope, 'NetworkPolicy', {
    metadata: { name, labels },
    selector: pods,
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
  });
  const all = ports.map(({ number, protocol }) => (
    NetworkPolicyPort.of({ port: number, protocol: PROTOCOLS[protocol ?? Protocol.TCP] })));
  options.callers.forEach((caller) => policy.addIngressRule(caller as INetworkPolicyPeer, all));
  if (options.metricsScraper && server.metricsPort !== undefined) {
    policy.addIngressRule(options.metricsScraper as INetworkPolicyPeer, [NetworkPolicyPort.tcp(server.metricsPort)]);
  }
  return policy;
}
