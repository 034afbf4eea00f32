import data from './openapi.json';
import { nearest } from '../validation/nearest';

/**
 * What the API server would not take of an object: a field of another type, one that its kind does not have, or one
 * that it must have. Read from Kubernetes' OpenAPI definitions (`openapi.json`).
 */
export type StructureFault = TypeFault | UnknownField | MissingField;

export interface TypeFault {
  readonly fault: 'type';
  readonly path: string;
  readonly value: unknown;
  /** In words: `a text`. */
  readonly expected: string;
}

export interface UnknownField {
  readonly fault: 'unknown';
  readonly path: string;
  /** A field of that place that is written almost so. */
  readonly similar?: string;
  /** The field beside which one of that name would belong: it stands one level too far in. */
  readonly outer?: string;
}

export interface MissingField {
  readonly fault: 'missing';
  readonly path: string;
}

/** The version of Kubernetes whose fields are known, such as `v1.37`. */
export const FIELDS_OF: string = data.kubernetes;

type Fields = Readonly<Record<string, string>>;
const KINDS: Fields = data.kinds;
const TYPES = data.types as unknown as Readonly<Record<string, Fields>>;

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';

const SIMPLE: Readonly<Record<string, { readonly words: string; readonly fits: (value: unknown) => boolean }>> = {
  's': { words: 'a text', fits: isText },
  'b': { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  'i': { words: 'a whole number', fits: Number.isInteger },
  'n': { words: 'a number', fits: isNumber },
  'q': { words: 'a quantity, such as 500m or 2Gi', fits: (value) => isText(value) || isNumber(value) },
  'x': { words: 'a number or a text', fits: (value) => isText(value) || isNumber(value) },
  '?': { words: 'anything', fits: () => true },
};

/** What has a version and a kind. */
type Versioned = Readonly<Record<'apiVersion' | 'kind', string>>;

const known = new WeakMap<Versioned, readonly StructureFault[]>();

/** Whether the fields of an object's kind are known. */
export function hasKnownFields({ apiVersion, kind }: Versioned): boolean {
  return Object.hasOwn(KINDS, `${apiVersion}/${kind}`);
}

/** The faults in the structure of an object; none for a kind whose fields are not known. */
export function structureFaults(object: Versioned): readonly StructureFault[] {
  const before = known.get(object);
  if (before) return before;
  const faults: StructureFault[] = [];
  if (hasKnownFields(object)) visit(object, KINDS[`${object.apiVersion}/${object.kind}`], { path: '' }, faults);
  known.set(object, faults);
  return faults;
}

/** Where a value is, and the type of the object that holds it. */
interface Place {
  readonly path: string;
  readonly outer?: string;
}

function visit(value: unknown, code: string, place: Place, faults: StructureFault[]): void {
  if (value === null || value === undefined) return;
  const simple = SIMPLE[code];
  if (simple) {
    if (!simple.fits(value)) faults.push({ fault: 'type', path: place.path, value, expected: simple.words });
  } else if (code.startsWith('[]')) {
    visitList(value, code.slice(2), place, faults);
  } else if (typeof value !== 'object' || Array.isArray(value)) {
    faults.push({ fault: 'type', path: place.path, value, expected: 'an object' });
  } else if (code.startsWith('{}')) {
    for (const key of Object.keys(value)) {
      const path = `${place.path}[${JSON.stringify(key)}]`;
      visit((value as Record<string, unknown>)[key], code.slice(2), { path }, faults);
    }
  } else {
    visitFields(value as Record<string, unknown>, code, place, faults);
  }
}

function visitList(value: unknown, code: string, { path, outer }: Place, faults: StructureFault[]): void {
  if (!Array.isArray(value)) {
    faults.push({ fault: 'type', path, value, expected: 'a list' });
    return;
  }
  value.forEach((item, i) => visit(item, code, { path: `${path}[${i}]`, outer }, faults));
}

function visitFields(value: Record<string, unknown>, code: string, place: Place, faults: StructureFault[]): void {
  const { fields, required } = typeOf(code);
  for (const key of Object.keys(value)) {
    const path = inner(place.path, key);
    const field = fields.get(key);
    if (field !== undefined) visit(value[key], field, { path, outer: code }, faults);
    else if (value[key] !== null && value[key] !== undefined) faults.push(unknownField(path, key, code, place));
  }
  for (const key of required) {
    const given = Object.hasOwn(value, key) ? value[key] : undefined;
    if (given === null || given === undefined) faults.push({ fault: 'missing', path: inner(place.path, key) });
  }
}

function inner(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function unknownField(path: string, key: string, code: string, { path: around, outer }: Place): UnknownField {
  const similar = nearest(key, [...typeOf(code).fields.keys()]);
  const belongsOutside = outer !== undefined && typeOf(outer).fields.has(key);
  return { fault: 'unknown', path, similar, outer: belongsOutside ? lastOf(around) : undefined };
}

/** The name of the last field of a path: `readinessProbe` of `containers[0].readinessProbe`. */
function lastOf(path: string): string {
  return path.replace(/(\[[^\]]*\])+$/, '').split('.').pop()!;
}

interface Type {
  readonly fields: ReadonlyMap<string, string>;
  readonly required: readonly string[];
}

const read = new Map<string, Type>();

function typeOf(name: string): Type {
  let type = read.get(name);
  if (!type) {
    const fields = Object.entries(TYPES[name]);
    type = {
      fields: new Map(fields.map(([key, code]) => [key, code.replace('!', '')])),
      required: fields.filter(([, code]) => code.endsWith('!')).map(([key]) => key),
    };
    read.set(name, type);
  }
  return type;
}
