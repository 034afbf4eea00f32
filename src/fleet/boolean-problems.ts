import type { Problem } from '../validation/problem';

/** A property that is true or false where it is set; any other value would count as one of the two. */
export function booleanProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || typeof value === 'boolean') return [];
  return [{
    code: 'fleet/not-a-boolean',
    field,
    value,
    rule: 'must be true or false',
    why: 'any other value would be read as one of the two, and perhaps not the one that is meant',
    fix: 'write true or false without quotes, or leave it out',
  }];
}
