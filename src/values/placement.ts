import type { IConstruct } from 'constructs';

/**
 * Where pods run; `EdgePlacement` implements it.
 */
export interface IPlacement {
  /** Whether the pods run on edge nodes. Their Services then have the port names that EdgeMesh documents. */
  readonly onEdge: boolean;

  /**
   * Places the pods of a workload, or a pod.
   *
   * @param given a workload or pod of cdk8s-plus that has no placement yet, or the `ServedWorkload` that describes one
   */
  placeOn(given: IConstruct): void;
}
