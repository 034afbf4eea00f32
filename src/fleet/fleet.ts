import type { IConstruct } from 'constructs';
import type { Spoke } from './spoke';

/** A service on several clusters: `HyperMLService` and `KarmadaPropagation` are ones. A head ingress sends to it. */
export interface IFleet extends IConstruct {
  /** The clusters that it is on. */
  readonly spokes: Spoke[];

  /**
   * The host at which a spoke serves it; undefined when the spoke has no domain, or nothing that serves.
   *
   * @param spoke one of its spokes
   */
  hostIn(spoke: Spoke): string | undefined;
}
