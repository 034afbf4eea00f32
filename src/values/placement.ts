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
   * @param given a workload or pod that has no placement yet: a construct of any cdk8s-plus, an `ApiObject`, as `Include`
   * and `cdk8s import` make them, or the `ServedWorkload` that describes one
   */
  placeOn(given: IConstruct): void;
}
