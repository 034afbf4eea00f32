/**
 * The shape of what is read of a manifest. YAML from anywhere may hold a null or a text where an object belongs; the
 * API server takes null for nothing and refuses the rest, so no rule ever sees either.
 */
export type Shape = 'string' | 'number' | 'boolean' | 'scalar' | 'any' | ListShape | MapShape | ObjectShape;

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

/** The part of a value that has a shape. */
type Part = (value: any) => any;

const compiled = new WeakMap<object, Part>();

/**
 * The part of a value that has the shape; undefined when there is none. What has the shape already is given back as it
 * is, with all that it holds besides, so that a fleet is not copied to be read.
 */
export function conform(value: any, shape: Shape): any {
  return value === null || value === undefined ? undefined : partOf(shape)(value);
}

/** A shape as a function, made once: a fleet is read by few shapes. */
function partOf(shape: Shape): Part {
  if (shape === 'any') return (value) => value;
  // A quantity, or a port: a text or a number. An object there is no text, and not every object becomes one; that it is
  // there counts all the same, so that nobody reports it as missing.
  if (shape === 'scalar') return (value) => (typeof value === 'object' ? '' : value);
  if (typeof shape === 'string') return (value) => (typeof value === shape ? value : undefined);
  const known = compiled.get(shape) ?? compile(shape);
  compiled.set(shape, known);
  return known;
}

function compile(shape: ListShape | MapShape | ObjectShape): Part {
  if ('list' in shape) return listPart(partOf(shape.list));
  if ('map' in shape) return mapPart(partOf(shape.map));
  return fieldsPart(Object.entries<Shape>(shape.fields).map(([key, field]) => [key, partOf(field)]));
}

function listPart(itemPart: Part): Part {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    for (const item of value) {
      if (item === null || item === undefined || itemPart(item) !== item) return listCopy(value, itemPart);
    }
    return value;
  };
}

function listCopy(value: readonly any[], itemPart: Part): any[] {
  const parts = value.map((item) => (item === null || item === undefined ? undefined : itemPart(item)));
  return parts.filter((part) => part !== undefined);
}

function mapPart(valuePart: Part): Part {
  return (value) => {
    if (!isMap(value)) return undefined;
    let copy: Record<string, any> | undefined;
    for (const key of Object.keys(value)) copy = withPart(value, copy, key, valuePart);
    return copy ?? value;
  };
}

function fieldsPart(fields: ReadonlyArray<readonly [key: string, part: Part]>): Part {
  return (value) => {
    if (!isMap(value)) return undefined;
    let copy: Record<string, any> | undefined;
    for (const [key, part] of fields) {
      if (Object.hasOwn(value, key)) copy = withPart(value, copy, key, part);
      // What every object inherits is no field.
      else if (key in value) copy = { ...(copy ?? value), [key]: undefined };
    }
    return copy ?? value;
  };
}

/** The copy with the part of one field; there is none while every field is its own part. */
function withPart(value: any, copy: Record<string, any> | undefined, key: string, partOfField: Part): any {
  const given = value[key];
  const part = given === null || given === undefined ? undefined : partOfField(given);
  if (part !== undefined && part === given) return copy;
  const changed = copy ?? { ...value };
  if (part === undefined) delete changed[key];
  else changed[key] = part;
  return changed;
}

function isMap(value: any): boolean {
  return typeof value === 'object' && !Array.isArray(value);
}
