import type { MLServiceCanary, MLServiceDeploymentOptions, MLServiceRelease } from './ml-service-options';

/** Properties of `MLService`. */
export interface MLServiceProps {
  /** The versions of the model: one, or more of which at most two get requests. */
  readonly releases: MLServiceRelease[];

  /**
   * The name of the MLService.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * The name of the release that gets the requests.
   *
   * @default - the first one
   */
  readonly defaultRelease?: string;

  /**
   * A second release that gets a part of the requests.
   *
   * @default - none
   */
  readonly canary?: MLServiceCanary;

  /**
   * What requests pass before they reach the model, and answers after; it needs an image.
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
