import type { IConstruct } from 'constructs';
import type { Spoke } from './spoke';

/** A service on many clusters, such as a `HyperMLService` or a `KarmadaPropagation`. A head ingress routes to it. */
export interface IFleet extends IConstruct {
  /** The clusters that the service runs on. */
  readonly spokes: Spoke[];

  /**
   * The host of the service in a spoke; undefined when the spoke has no domain, or gets no model server, no MLService
   * and not exactly one Service with an address in the cluster.
   *
   * @param spoke one of `spokes`
   */
  hostIn(spoke: Spoke): string | undefined;
}
