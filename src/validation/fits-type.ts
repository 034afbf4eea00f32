import type { ApiType, Member, Struct } from './api-types';
import { meant } from './nearest';
import { isObject } from './value-checks';

/** Whether a value has a type of the public API. Nothing is written down here: nearly every value has. */
export function fits(value: unknown, type: ApiType): boolean {
  switch (type.kind) {
    case 'any':
      return value !== undefined;
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type.kind;
    case 'list':
      return Array.isArray(value) && (type.of.kind === 'any' || value.every((each) => fits(each, type.of)));
    case 'map':
      return isObject(value) && (type.of.kind === 'any' || Object.values(value).every((each) => fits(each, type.of)));
    case 'struct':
      return isObject(value) && fitsStruct(value, type);
    case 'enum':
      return type.values.has(value);
    case 'class':
      return isObject(value) && isOf(value, type.name);
    case 'interface':
      return isObject(value) && type.required.every((name) => name in value);
    case 'construct':
      return isConstruct(value);
    case 'duration':
      return isObject(value) && 'toSeconds' in value;
    case 'size':
      return isObject(value) && 'toKibibytes' in value;
    case 'date':
      return Object.prototype.toString.call(value) === '[object Date]';
    case 'choice':
      return typeof value === 'string' || typeof value === 'number';
    case 'object':
      return isObject(value);
  }
}

/** Whether a value may be given for a member. Null counts as not set, as undefined does. */
export function fitsMember(value: unknown, { type, optional }: Member): boolean {
  return optional && (value === undefined || value === null) ? true : fits(value, type);
}

/** Whether all members of an object fit, and it has no other. `isWider` allows others. */
export function fitsStruct(value: object, struct: Struct, isWider: boolean = false): boolean {
  const given = value as Readonly<Record<string, unknown>>;
  for (const member of struct.members.values()) if (!fitsMember(given[member.name], member)) return false;
  return isWider || unknownNames(given, struct).length === 0;
}

const NONE: readonly string[] = [];

/**
 * The names in an object that its type does not have. Those of another library are unknown only where they are written
 * like a known one: a newer version has more.
 */
export function unknownNames(given: object, { members, isForeign }: Struct): readonly string[] {
  let unknown = NONE;
  for (const name of Object.keys(given)) {
    if (members.has(name) || (given as Readonly<Record<string, unknown>>)[name] === undefined) continue;
    if (!isForeign || meant(name, [...members.keys()]) !== undefined) unknown = [...unknown, name];
  }
  return unknown;
}

/** Whether an object is of a class, also of one in another copy of this package, or of a class that extends it. */
function isOf(value: object, name: string): boolean {
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) {
    if (at.constructor?.name === name) return true;
  }
  return false;
}

/** Whether a value is a construct, of whatever version of `constructs`. */
export function isConstruct(value: unknown): boolean {
  const node = isObject(value) ? (value as { node?: unknown }).node : undefined;
  return isObject(node) && 'tryFindChild' in node;
}
