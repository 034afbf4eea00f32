import type { PercentOrAbsolute } from 'cdk8s-plus-27';

/** How many pods may be missing while nodes are drained. Only one of the two can be given. */
export interface DisruptionBudgetOptions {
  /**
   * How many pods may be missing at a time, above 0; it follows the replicas.
   *
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxUnavailable?: PercentOrAbsolute;

  /**
   * How many pods must stay; below the replicas that there are at least, or no node could ever be drained.
   *
   * @default - `maxUnavailable` decides
   */
  readonly minAvailable?: PercentOrAbsolute;
}
