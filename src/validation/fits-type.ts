import type { ApiType, Member, Struct } from './api-types';
import { meant } from './nearest';
import { isObject, isRecord } from './value-checks';

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
      return isRecord(value) && (type.of.kind === 'any' || Object.values(value).every((each) => fits(each, type.of)));
    case 'struct':
      return isRecord(value) && fitsStruct(value, type);
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
  for (const { name, type } of struct.required) if (!fits(given[name], type)) return false;
  // What is given is less than what could be.
  for (const name of Object.keys(given)) {
    const each = given[name];
    if (each === undefined) continue;
    const member = struct.members.get(name);
    if (member === undefined) {
      if (!isWider && isUnknown(name, struct)) return false;
    } else if (member.optional && each !== null && !fits(each, member.type)) {
      return false;
    }
  }
  return true;
}

/** The names in an object that its type does not have. */
export function unknownNames(given: object, struct: Struct): readonly string[] {
  return Object.entries(given).filter(([name, value]) => value !== undefined && isUnknown(name, struct))
    .map(([name]) => name);
}

/** One of another library is unknown only where it is written like a known one: a newer version has more. */
function isUnknown(name: string, { members, isForeign }: Struct): boolean {
  if (members.has(name)) return false;
  return !isForeign || meant(name, [...members.keys()]) !== undefined;
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
  return isObject(node) && 'tryFindChild' in node && 'children' in node && 'scopes' in node;
}
