import type { ListShape, MapShape, ObjectShape, Shape } from './manifest-shape';

/** A value that has another type than its field. */
export interface Misfit {
  readonly path: string;
  readonly value: unknown;
  /** In words: `a text`. */
  readonly expected: string;
}

const WORDS = { string: 'a text', number: 'a number', boolean: 'true or false' };

/** The values inside a value that do not have its shape; null counts as not given. */
export function misfits(value: unknown, shape: Shape, path = ''): Misfit[] {
  if (value === null || value === undefined || shape === 'any') return [];
  if (typeof shape === 'string') {
    return typeof value === shape ? [] : [{ path, value, expected: WORDS[shape] }];
  }
  if ('list' in shape) return ofList(value, shape, path);
  if (typeof value !== 'object' || Array.isArray(value)) return [{ path, value, expected: 'an object' }];
  return 'map' in shape ? ofMap(value, shape, path) : ofFields(value, shape, path);
}

function ofList(value: unknown, shape: ListShape, path: string): Misfit[] {
  if (!Array.isArray(value)) return [{ path, value, expected: 'a list' }];
  return value.flatMap((item, i) => misfits(item, shape.list, `${path}[${i}]`));
}

function ofMap(value: object, shape: MapShape, path: string): Misfit[] {
  return Object.entries(value).flatMap(([key, inner]) => misfits(inner, shape.map, `${path}[${JSON.stringify(key)}]`));
}

function ofFields(value: object, shape: ObjectShape, path: string): Misfit[] {
  const fields: Record<string, Shape> = shape.fields;
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!Object.hasOwn(fields, key)) return [];
    return misfits(inner, fields[key], path === '' ? key : `${path}.${key}`);
  });
}
