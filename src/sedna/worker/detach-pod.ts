import type { Pod } from 'cdk8s-plus-27';

/** Takes a pod out of its chart, which would write it beside the pods that Sedna makes of it. It keeps its place otherwise, with its names. */
export function takePod(pod: Pod): void {
  pod.node.scope?.node.tryRemoveChild(pod.node.id);
}

/** Whether it was taken before. */
export function isTaken(pod: Pod): boolean {
  return pod.node.scope?.node.tryFindChild(pod.node.id) !== pod;
}
