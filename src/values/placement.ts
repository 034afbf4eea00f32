import type { IConstruct } from 'constructs';

/**
 * Where pods run; `EdgePlacement` and `CloudPlacement` implement it.
 */
export interface IPlacement {
  /** Whether the pods run on edge nodes. Their Services then have the port names that EdgeMesh documents. */
  readonly onEdge: boolean;

  /**
   * The vendor of the GPUs by whose model the nodes are chosen: `nvidia`, `amd`, or `any`; undefined where they are not
   * chosen by GPU. A model server then needs an accelerator.
   */
  readonly gpuVendor?: string;

  /** The PriorityClass that the placement gives to the pods; undefined for none. */
  readonly priorityClassName?: string;

  /**
   * Places the pods of a workload, or a pod.
   *
   * @param workload a workload or pod that has no placement yet: a construct of any cdk8s-plus, an `ApiObject`, as
   * `Include` and `cdk8s import` make them, or the `ServedWorkload` that describes one
   */
  placeOn(workload: IConstruct): void;
}
