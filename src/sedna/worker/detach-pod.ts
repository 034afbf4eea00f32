import type { Pod } from 'cdk8s-plus-27';

/**
 * Removes a pod from its chart, which would otherwise print it beside the pods that Sedna creates from it. The pod
 * keeps its path and its names.
 */
export function detachPod(pod: Pod): void {
  pod.node.scope?.node.tryRemoveChild(pod.node.id);
}

export function isDetached(pod: Pod): boolean {
  return pod.node.scope?.node.tryFindChild(pod.node.id) !== pod;
}
