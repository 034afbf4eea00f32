import { NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, Pods, Protocol } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Served } from './inference-service';
import type { NetworkAdmissionOptions } from './network-admission-options';
import type { ModelServer } from '../values/model-server';

/** Lets the callers reach every port and the scraper the metrics; nobody else reaches the pods. */
export function networkAdmission(scope: Construct, served: Served, server: ModelServer, options: NetworkAdmissionOptions): NetworkPolicy {
  const { name, labels, selector, ports } = served;
  const pods = Pods.select(scope, 'AdmittedTo', { labels: { ...selector } });
  const policy = new NetworkPolicy(scope, 'NetworkPolicy', {
    metadata: { name, labels },
    selector: pods,
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
  });
  const all = ports.map((p) => (p.protocol === Protocol.UDP ? NetworkPolicyPort.udp(p.number) : NetworkPolicyPort.tcp(p.number)));
  options.callers.forEach((caller) => policy.addIngressRule(caller, all));
  if (options.metricsScraper && server.metricsPort !== undefined) {
    policy.addIngressRule(options.metricsScraper, [NetworkPolicyPort.tcp(server.metricsPort)]);
  }
  return policy;
}
