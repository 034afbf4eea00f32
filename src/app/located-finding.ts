import type { ApiObject } from 'cdk8s';
import type { Finding } from '../rules/rule';

/** A finding, and the object of the tree that it is about. */
export interface LocatedFinding extends Finding {
  readonly at: ApiObject;
  /** Why somebody said that it is meant so. */
  readonly acknowledged?: string;
}
