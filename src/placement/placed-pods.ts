import type { AbstractPod } from 'cdk8s-plus-27';

/** The pods that have a placement. A second one would be an alternative to the first, not a condition. */
const placed = new WeakSet<AbstractPod>();

export function isPlaced(pod: AbstractPod): boolean {
  return placed.has(pod);
}

export function markPlaced(pod: AbstractPod): void {
  placed.add(pod);
}
