import type { AbstractPod } from 'cdk8s-plus-27';

/**
 * Where pods run: `EdgePlacement` is one. A construct that makes pods asks it to place them.
 */
export interface IPlacement {
  /** Whether the pods run on edge nodes; Services then get the port names that EdgeMesh documents. */
  readonly onEdge: boolean;

  /**
   * Places the pods of a workload, or a pod.
   *
   * @param pod a cdk8s-plus workload or pod that was not placed before
   */
  placeOn(pod: AbstractPod): void;
}
