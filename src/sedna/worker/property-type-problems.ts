import type { Problem } from '../../validation/problem';
import * as check from '../../validation/value-checks';

/** A list, unless it is left out. */
export function listProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || Array.isArray(value)) return [];
  return [{
    code: 'sedna/not-a-list',
    field,
    value,
    rule: 'must be a list',
    why: 'a value of another type cannot be checked and printed',
    fix: 'write it in brackets, or leave it out',
  }];
}

/** A map from names to values, unless it is left out. */
export function mapProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || check.isObject(value)) return [];
  return [{
    code: 'sedna/not-a-map',
    field,
    value,
    rule: 'must be a map',
    why: 'a value of another type cannot be checked and printed',
    fix: 'write it as { name: value }, or leave it out',
  }];
}

/** An object with properties. */
export function objectProblems(field: string, value: unknown): Problem[] {
  if (check.isObject(value)) return [];
  return [{
    code: 'sedna/not-an-object',
    field,
    value,
    rule: 'must be an object',
    why: 'a value of another type cannot be checked and printed',
    fix: 'write it as { property: value }, or leave it out',
  }];
}

/** True or false, unless it is left out. */
export function booleanProblems(field: string, value: unknown): Problem[] {
  return check.boolean(field, value ?? undefined);
}

/** Other languages write `null` for what is left out. */
export function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
