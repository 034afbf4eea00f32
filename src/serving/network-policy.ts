import { NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, NetworkProtocol, Pods, Protocol } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Served } from './inference-service';
import type { NetworkAdmissionOptions } from './network-admission-options';
import type { ModelServer } from '../servers/model-server';

const PROTOCOLS = { [Protocol.TCP]: NetworkProtocol.TCP, [Protocol.UDP]: NetworkProtocol.UDP, [Protocol.SCTP]: NetworkProtocol.SCTP };

/** Lets the callers reach every port and the scraper the metrics; nobody else reaches the pods. */
export function networkAdmission(scope: Construct, served: Served, server: ModelServer, options: NetworkAdmissionOptions): NetworkPolicy {
  const { name, labels, selector, ports } = served;
  const pods = Pods.select(scope, 'AdmittedTo', { labels: { ...selector } });
  const policy = new NetworkPolicy(scope, 'NetworkPolicy', {
    metadata: { name, labels },
    selector: pods,
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
  });
  const all = ports.map((p) => NetworkPolicyPort.of({ port: p.number, protocol: PROTOCOLS[p.protocol ?? Protocol.TCP] }));
  options.callers.forEach((caller) => policy.addIngressRule(caller, all));
  if (options.metricsScraper && server.metricsPort !== undefined) {
    policy.addIngressRule(options.metricsScraper, [NetworkPolicyPort.tcp(server.metricsPort)]);
  }
  return policy;
}
