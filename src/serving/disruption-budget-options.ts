import type { PercentOrAbsolute } from 'cdk8s-plus-27';

/** How many pods may be unavailable while nodes are drained. Only one of the two can be set. */
export interface DisruptionBudgetOptions {
  /**
   * How many pods may be unavailable at a time: a number above 0, or a percentage of the replicas up to 100%.
   *
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxUnavailable?: PercentOrAbsolute;

  /**
   * How many pods must stay available: below the minimum number of replicas, or no node can be drained.
   *
   * @default - not set; `maxUnavailable` applies
   */
  readonly minAvailable?: PercentOrAbsolute;
}
