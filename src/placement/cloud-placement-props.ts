import type { CloudNodes } from './cloud-nodes';
import type { ToleratedTaint, ZoneSpreadOptions } from './zone-spread-options';

/** Properties of `CloudPlacement`. */
export interface CloudPlacementProps {
  /**
   * The nodes on which the pods run.
   *
   * @default CloudNodes.any()
   */
  readonly nodes?: CloudNodes;

  /**
   * How the replicas are spread over zones (`topology.kubernetes.io/zone`). During a rollout the new replicas are
   * spread for themselves.
   *
   * @default - not spread; `{}` prefers zones with fewer replicas
   */
  readonly spread?: ZoneSpreadOptions;

  /**
   * Further taints of nodes that the pods tolerate.
   *
   * @default - none; those of GPUs and of spot capacity follow from `nodes`
   */
  readonly tolerates?: ToleratedTaint[];

  /**
   * Whether the pods tolerate the taint that nodes with GPUs usually have (`nvidia.com/gpu` or `amd.com/gpu`, with the
   * effect `NoSchedule`). GKE adds this toleration itself, to pods that request a GPU of the device plugin only; other
   * clouds do not.
   *
   * @default true with nodes that are chosen by the model of their GPUs; not allowed otherwise
   */
  readonly tolerateGpuTaint?: boolean;

  /**
   * The PriorityClass of the pods: pods of a higher one are scheduled first, and may evict others.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}
