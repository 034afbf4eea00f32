/**
 * The shape of what the rules read. YAML from anywhere may hold a null or a text where an object belongs; the API server takes null for
 * nothing and refuses the rest, so the rules never see either.
 */
export type Shape = 'string' | 'number' | 'boolean' | 'any' | ListShape | MapShape | ObjectShape;

interface ListShape { readonly list: Shape }
interface MapShape { readonly map: Shape }
interface ObjectShape { readonly fields: Readonly<Record<string, Shape>> }

export const list = (items: Shape): ListShape => ({ list: items });
export const map = (values: Shape): MapShape => ({ map: values });
export const object = (fields: Readonly<Record<string, Shape>>): ObjectShape => ({ fields });

/** The part of a value that has the shape; undefined when there is none. */
export function conform(value: any, shape: Shape): any {
  if (value === null || value === undefined) return undefined;
  if (shape === 'any') return value;
  if (typeof shape === 'string') return typeof value === shape ? value : undefined;
  if ('list' in shape) return Array.isArray(value) ? value.map((v) => conform(v, shape.list)).filter((v) => v !== undefined) : undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const result: Record<string, any> = {};
  const keys = 'map' in shape ? Object.keys(value) : Object.keys(shape.fields);
  for (const key of keys) {
    const part = Object.prototype.hasOwnProperty.call(value, key) ? conform(value[key], 'map' in shape ? shape.map : shape.fields[key]) : undefined;
    if (part !== undefined) result[key] = part;
  }
  return result;
}
