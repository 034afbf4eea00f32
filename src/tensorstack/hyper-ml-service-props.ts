import type { IConstruct } from 'constructs';
import type { Spoke } from '../fleet/spoke';

/** Spokes that get the same resources. */
export interface SpokeGroup {
  /** The clusters. */
  readonly spokes: Spoke[];

  /**
   * What they get: any constructs, with all of their objects. They are taken out of the charts that would print them, for they stand inside the
   * HyperMLService.
   */
  readonly resources: IConstruct[];
}

/** Properties of `HyperMLService`. */
export interface HyperMLServiceProps {
  /** The groups, one or more. A construct may be in several. */
  readonly groups: SpokeGroup[];

  /**
   * The name of the HyperMLService.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;
}
