import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The objects that have a placement. A second one would be an alternative to the first, not a condition. */
const placed = new WeakSet<ApiObject>();

/** Whether a workload or pod is placed, whichever of the two is given: the construct or its object. */
export function isPlaced(pod: IConstruct): boolean {
  return placed.has(ApiObject.of(pod));
}

export function markPlaced(pod: IConstruct): void {
  placed.add(ApiObject.of(pod));
}
