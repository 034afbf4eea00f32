import type { ApiObject } from 'cdk8s';
import type { Finding } from '../rules/rule';

/** A finding, and where it is in the tree. */
export interface LocatedFinding extends Finding {
  /** The object that it is about; what acknowledges it is above this one. */
  readonly at: ApiObject;
  /** The object that is printed: another one where the finding is about an object inside it. */
  readonly printed: ApiObject;
  /** Why somebody said that it is intended. */
  readonly acknowledged?: string;
}
