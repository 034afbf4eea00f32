import { LabelSelector, type INetworkPolicyPeer } from 'cdk8s-plus-27';
import type { LabelledPods } from '../../cdk8s-plus/pod-labels';

/** What a NetworkPolicy of a served model lets in. */
export interface Door {
  /** The namespace of the policy; undefined where its chart has none. */
  readonly namespace?: string;
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

/** These pods, for a policy that may be in another namespace. Without a namespace, either is in `default`. */
export function podsWith({ labels, namespace = 'default' }: LabelledPods, door: Door): INetworkPolicyPeer {
  return peer(labels, namespace === (door.namespace ?? 'default') ? undefined : [namespace]);
}

/** The members of cdk8s-plus' interface that are read; its constructs have more. */
function peer(labels: Readonly<Record<string, string>>, names?: readonly string[]): INetworkPolicyPeer {
  const podSelector = {
    labelSelector: LabelSelector.of({ labels: { ...labels } }),
    namespaces: names && { names: [...names] },
  };
  return { toNetworkPolicyPeerConfig: () => ({ podSelector }) } as unknown as INetworkPolicyPeer;
}
