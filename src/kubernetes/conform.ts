/**
 * The shape of what is read of a manifest. YAML from anywhere may hold a null or a text where an object belongs; the
 * API server takes null for nothing and refuses the rest, so no rule ever sees either.
 */
export type Shape = 'string' | 'number' | 'boolean' | 'any' | ListShape | MapShape | ObjectShape;

export interface ListShape<S = any> { readonly list: S }
export interface MapShape<S = any> { readonly map: S }
export interface ObjectShape<F = any> { readonly fields: F }

export const list = <const S>(items: S): ListShape<S> => ({ list: items });
export const map = <const S>(values: S): MapShape<S> => ({ map: values });
export const object = <const F>(fields: F): ObjectShape<F> => ({ fields });

/** The type of what has a shape. Everything is optional: it is read of any YAML. */
export type Of<S> =
  S extends 'string' ? string :
    S extends 'number' ? number :
      S extends 'boolean' ? boolean :
        S extends ListShape<infer I> ? ReadonlyArray<Of<I>> :
          S extends MapShape<infer V> ? Readonly<Record<string, Of<V>>> :
            S extends ObjectShape<infer F> ? { readonly [K in keyof F]?: Of<F[K]> } :
              any;

/**
 * The part of a value that has the shape; undefined when there is none. What has the shape already is given back as it
 * is, with all that it holds besides, so that a fleet is not copied to be read.
 */
export function conform(value: any, shape: Shape): any {
  if (value === null || value === undefined) return undefined;
  if (shape === 'any') return value;
  if (typeof shape === 'string') return typeof value === shape ? value : undefined;
  if ('list' in shape) return Array.isArray(value) ? conformList(value, shape.list) : undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  if ('map' in shape) return conformKeys(value, Object.keys(value), () => shape.map);
  return conformKeys(value, Object.keys(shape.fields), (key) => shape.fields[key]);
}

function conformList(value: readonly any[], items: Shape): readonly any[] {
  const parts = value.map((v) => conform(v, items));
  if (parts.every((part, i) => part !== undefined && part === value[i])) return value;
  return parts.filter((part) => part !== undefined);
}

function conformKeys(value: any, keys: readonly string[], shapeOf: (key: string) => Shape): any {
  let copy: Record<string, any> | undefined;
  for (const key of keys) {
    if (!Object.prototype.hasOwnProperty.call(value, key)) {
      // What every object inherits is no field.
      if (key in value) (copy ??= { ...value })[key] = undefined;
      continue;
    }
    const part = conform(value[key], shapeOf(key));
    if (part !== undefined && part === value[key]) continue;
    copy ??= { ...value };
    if (part === undefined) delete copy![key];
    else copy![key] = part;
  }
  return copy ?? value;
}
