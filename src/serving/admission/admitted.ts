import { Chart } from 'cdk8s';
import { LabelSelector, type INetworkPolicyPeer } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';

/** What a NetworkPolicy of a served model lets in. */
export interface Door {
  /** Lets pods send requests, on every port of the server. */
  letInCallers(peer: INetworkPolicyPeer): void;
  /** Lets pods scrape the metrics; without effect for a server that exposes none. */
  letInScrapers(peer: INetworkPolicyPeer): void;
}

/** The served models whose pods a NetworkPolicy guards. */
const doors = new WeakMap<object, Door>();

/** Says that a NetworkPolicy guards the pods of a served model. */
export function guardedBy(inference: object, door: Door | undefined): void {
  if (door) doors.set(inference, door);
}

/** The door of a served model; undefined for one that lets all pods in. */
export function doorOf(inference: object): Door | undefined {
  return doors.get(inference);
}

/** All pods of namespaces, by the label that the API server gives to each namespace. */
export function podsOfNamespaces(names: readonly string[]): INetworkPolicyPeer {
  return peer({}, names);
}

/** The pods with these labels in the namespace of a construct, for a policy in the namespace of another. */
export function podsWith(
  labels: Readonly<Record<string, string>>, of: IConstruct, policy: IConstruct,
): INetworkPolicyPeer {
  const { namespace } = Chart.of(of);
  return peer(labels, namespace === undefined || namespace === Chart.of(policy).namespace ? undefined : [namespace]);
}

/** The members of cdk8s-plus' interface that are read; its constructs have more. */
function peer(labels: Readonly<Record<string, string>>, names?: readonly string[]): INetworkPolicyPeer {
  const podSelector = {
    labelSelector: LabelSelector.of({ labels: { ...labels } }),
    namespaces: names && { names: [...names] },
  };
  return { toNetworkPolicyPeerConfig: () => ({ podSelector }) } as unknown as INetworkPolicyPeer;
}
