import type { SednaCloudWorkerOptions, SednaEdgeWorkerOptions } from './worker/sedna-worker-options';

/** Properties of `SednaJointInference`. */
export interface SednaJointInferenceProps {
  /** The worker on the edge, with the small model. */
  readonly edge: SednaEdgeWorkerOptions;

  /** The worker in the cloud, with the big model. */
  readonly cloud: SednaCloudWorkerOptions;

  /**
   * The name of the JointInferenceService: a DNS-1035 label of at most 53 characters, because Sedna makes longer names
   * and labels from it.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * Labels of the JointInferenceService and the edge Service. The pods do not get them.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Annotations of the JointInferenceService.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;

  /**
   * Whether Sedna gets the permission to create the autoscalers, by a `SednaAutoscalerAccess` that all joint inferences
   * of the chart share. Fails when it is true and no worker scales.
   *
   * @default - true when a worker scales
   */
  readonly grantAutoscalerAccess?: boolean;

  /**
   * The version of Sedna: of its Global Manager in the cluster and of the library in the images of the workers.
   * Versions before 0.7.0 have no autoscalers and are refused; some algorithms of `HardExampleMining` need a newer
   * version.
   *
   * @default 0.7.0
   */
  readonly sednaVersion?: string;
}
