import type { Facts } from './facts';
import type { Manifest } from './manifest';
import type { Problem } from '../private/problem';

/** An error cannot work and stops a synth; advice may be meant so and does not. */
export type Severity = 'error' | 'advice';

/** What a rule found in one object. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: Manifest;
  readonly problem: Problem;
}

/** A problem of one object, before it carries the rule's id. */
export interface Hit {
  readonly object: Manifest;
  readonly problem: Problem;
}

/** One rule: its id is the name of its file, its check a pure function of the facts. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly check: (facts: Facts) => Hit[];
}

/** How a message calls an object: `Deployment vision/classifier`. */
export function title(object: Manifest): string {
  const { name, namespace } = object.metadata ?? {};
  return `${object.kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
