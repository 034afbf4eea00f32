import type { Problem } from '../validation/problem';

/** True or false, unless it is left out; other languages write `null` for that. */
export function booleanProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || value === null || typeof value === 'boolean') return [];
  return [{
    code: 'karmada/not-a-boolean',
    field,
    value,
    rule: 'must be true or false',
    why: 'a value of another type has no defined meaning, and the API server would reject it',
    fix: 'write true or false without quotes, or leave it out',
  }];
}
