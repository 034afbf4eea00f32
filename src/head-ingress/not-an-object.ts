import type { Problem } from '../validation/problem';
import { isObject } from '../validation/value-checks';

/** A value that must be an object with named properties. */
export function objectProblems(field: string, value: unknown): Problem[] {
  if (isObject(value)) return [];
  return [{
    code: 'head-ingress/not-an-object',
    field,
    value,
    rule: 'must be an object',
    why: 'a value of another type has no named properties',
    fix: 'write it as { property: value }',
  }];
}
