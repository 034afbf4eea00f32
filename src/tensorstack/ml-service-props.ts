import type { MLServiceCanary, MLServiceDeploymentOptions, MLServiceRelease } from './ml-service-options';

/** Properties of `MLService`. */
export interface MLServiceProps {
  /** The releases of the model, one or more. At most two get requests: the default and the canary. */
  readonly releases: MLServiceRelease[];

  /**
   * The name of the MLService.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * The name of the release that gets the requests, or those that the canary does not get.
   *
   * @default - the first release
   */
  readonly defaultRelease?: string;

  /**
   * A second release, which gets a percentage of the requests.
   *
   * @default - none
   */
  readonly canary?: MLServiceCanary;

  /**
   * A container that processes requests before the model and responses after it. It needs an image.
   *
   * @default - none
   */
  readonly transformer?: MLServiceDeploymentOptions;

  /**
   * The queue of TensorStack's scheduler.
   *
   * @default - Kubernetes' own scheduler
   */
  readonly queue?: string;
}
