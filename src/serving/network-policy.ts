import {
  NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, NetworkProtocol, Pods, Protocol,
  type INetworkPolicyPeer,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { podsOfNamespaces, podsWith, type Door } from './admission/admitted';
import type { Served } from './inference-service';
import type { NetworkAdmissionOptions } from './network-admission-options';
import { podsOf } from '../cdk8s-plus/pod-labels';
import type { ModelServer } from '../servers/model-server';

const PROTOCOLS = {
  [Protocol.TCP]: NetworkProtocol.TCP,
  [Protocol.UDP]: NetworkProtocol.UDP,
  [Protocol.SCTP]: NetworkProtocol.SCTP,
};

/** A NetworkPolicy, and how more is let in. */
export interface Admission {
  readonly policy: NetworkPolicy;
  readonly door: Door;
}

/** Allows the callers on every port, the scraper on the metrics port, and denies all other traffic to the pods. */
export function networkPolicy(
  scope: Construct,
  served: Served,
  server: ModelServer,
  options: NetworkAdmissionOptions,
): Admission {
  const { name, labels, selector, ports } = served;
  const admittedTo = Pods.select(scope, 'AdmittedTo', { labels: { ...selector } });
  const policy = new NetworkPolicy(scope, 'NetworkPolicy', {
    metadata: { name, labels },
    selector: admittedTo,
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
  });
  const all = ports.map(({ number, protocol }) => (
    NetworkPolicyPort.of({ port: number, protocol: PROTOCOLS[protocol ?? Protocol.TCP] })));
  const { metricsPort } = server;
  const door: Door = {
    namespace: policy.metadata.namespace,
    letInCallers: (peer) => policy.addIngressRule(peer, all),
    letInScrapers: (peer) => {
      if (metricsPort !== undefined) policy.addIngressRule(peer, [NetworkPolicyPort.tcp(metricsPort)]);
    },
  };
  const { callers = [], callerNamespaces = [], callerWorkloads = [], metricsScraper, scraperNamespaces = [] } = options;
  for (const caller of callers) door.letInCallers(caller as INetworkPolicyPeer);
  if (callerNamespaces.length > 0) door.letInCallers(podsOfNamespaces(callerNamespaces));
  for (const pods of callerWorkloads.flatMap(podsOf)) door.letInCallers(podsWith(pods, door));
  if (metricsScraper) door.letInScrapers(metricsScraper as INetworkPolicyPeer);
  if (scraperNamespaces.length > 0) door.letInScrapers(podsOfNamespaces(scraperNamespaces));
  return { policy, door };
}
