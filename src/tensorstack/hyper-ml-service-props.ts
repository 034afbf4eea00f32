import type { IConstruct } from 'constructs';
import type { Spoke } from '../fleet/spoke';

/** Spokes that get the same resources. */
export interface SpokeGroup {
  /** The clusters. */
  readonly spokes: Spoke[];

  /**
   * What the clusters get: any constructs, with all of their objects. They are removed from their charts, because the
   * HyperMLService contains them. A construct may be in several groups of one HyperMLService.
   */
  readonly resources: IConstruct[];
}

/** Properties of `HyperMLService`. */
export interface HyperMLServiceProps {
  /** The groups, one or more. */
  readonly groups: SpokeGroup[];

  /**
   * The name of the HyperMLService.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;
}
