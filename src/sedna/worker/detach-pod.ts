import type { IConstruct } from 'constructs';

/**
 * Removes a pod from its chart, which would otherwise print it beside the pods that Sedna creates from it. The pod
 * keeps its path and its names.
 */
export function detachPod(pod: IConstruct): void {
  pod.node.scope?.node.tryRemoveChild(pod.node.id);
}

export function isDetached(pod: IConstruct): boolean {
  return pod.node.scope?.node.tryFindChild(pod.node.id) !== pod;
}
