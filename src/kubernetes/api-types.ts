import data from './openapi.json';
import type { Shape } from './schema/manifest-shape';
import { nearest } from '../validation/nearest';

/** A field of another type than that of the API. */
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

/** A null, which the API server takes for nothing, or what a value inherits, which is not of it. */
export interface Nothing {
  readonly fault: 'nothing';
  readonly path: string;
}

export type Fault = TypeFault | UnknownField | MissingField | Nothing;

/** A type of Kubernetes' OpenAPI definitions. */
export interface ApiType {
  /**
   * The faults of a value; undefined where there is none. Their paths begin at the value, and are made only on the way
   * back from a fault: nearly every value has none.
   *
   * @param place the field where the value stands
   */
  faults(value: unknown, place?: Field): Fault[] | undefined;
  /** Whether all that has no fault has a shape. */
  has(shape: Shape): boolean;
}

/** A field of a type. */
interface Field {
  readonly name: string;
  readonly type: ApiType;
  readonly holder: ObjectType;
}

/** The faults of a value inside another one, added to those of the other so far. */
function joined(found: Fault[] | undefined, faults: readonly Fault[], at: string): Fault[] {
  const all = found ?? [];
  for (const fault of faults) all.push({ ...fault, path: `${at}${fault.path}` });
  return all;
}

const NOTHING: readonly Fault[] = [{ fault: 'nothing', path: '' }];
const MISSING: readonly Fault[] = [{ fault: 'missing', path: '' }];

function wrongType(value: unknown, expected: string): Fault[] {
  return [{ fault: 'type', path: '', value, expected }];
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && !Array.isArray(value);
}

class SimpleType implements ApiType {
  public constructor(
    private readonly words: string,
    private readonly fits: (value: unknown) => boolean,
    private readonly shapes: readonly Shape[],
  ) {}

  public faults(value: unknown): Fault[] | undefined {
    return this.fits(value) ? undefined : wrongType(value, this.words);
  }

  public has(shape: Shape): boolean {
    return shape === 'any' || this.shapes.includes(shape);
  }
}

class ListType implements ApiType {
  public constructor(private readonly items: ApiType) {}

  public faults(value: unknown, place?: Field): Fault[] | undefined {
    if (!Array.isArray(value)) return wrongType(value, 'a list');
    let found: Fault[] | undefined;
    for (let i = 0; i < value.length; i += 1) {
      const faults = isNothing(value[i]) ? NOTHING : this.items.faults(value[i], place);
      if (faults) found = joined(found, faults, `[${i}]`);
    }
    return found;
  }

  public has(shape: Shape): boolean {
    return shape === 'any' || (typeof shape === 'object' && 'list' in shape && this.items.has(shape.list));
  }
}

class MapType implements ApiType {
  public constructor(private readonly values: ApiType) {}

  public faults(value: unknown): Fault[] | undefined {
    if (!isMap(value)) return wrongType(value, 'an object');
    let found: Fault[] | undefined;
    for (const key in value) {
      const faults = isNothing(value[key]) ? NOTHING : this.values.faults(value[key]);
      if (faults && Object.hasOwn(value, key)) found = joined(found, faults, `[${JSON.stringify(key)}]`);
    }
    return found;
  }

  public has(shape: Shape): boolean {
    return shape === 'any' || (typeof shape === 'object' && 'map' in shape && this.values.has(shape.map));
  }
}

/** A type with fields, which are read when the first value of it is. */
class ObjectType implements ApiType {
  private known?: ReadonlyMap<string, Field>;
  private readonly required: string[] = [];

  public constructor(private readonly codes: Readonly<Record<string, string>>) {}

  public faults(value: unknown, place?: Field): Fault[] | undefined {
    if (!isMap(value)) return wrongType(value, 'an object');
    const { fields } = this;
    let found: Fault[] | undefined;
    // `in` makes no list of the keys, but does not know what is inherited.
    for (const key in value) {
      const given = value[key] ?? null;
      const field = fields.get(key);
      const faults = given !== null && field ? field.type.faults(given, field) : this.faultsAt(key, given, place);
      if (faults) found = joined(found, Object.hasOwn(value, key) ? faults : NOTHING, `.${key}`);
    }
    for (const key of this.required) {
      if (!Object.hasOwn(value, key) || isNothing(value[key])) found = joined(found, MISSING, `.${key}`);
    }
    return found;
  }

  public has(shape: Shape): boolean {
    if (typeof shape === 'string' || !('fields' in shape)) return shape === 'any';
    return Object.entries<Shape>(shape.fields).every(([name, read]) => this.fields.get(name)?.type.has(read) ?? true);
  }

  public get fields(): ReadonlyMap<string, Field> {
    if (this.known) return this.known;
    const fields = new Map<string, Field>();
    for (const name of Object.keys(this.codes)) {
      const code = this.codes[name];
      const isRequired = code.endsWith('!');
      if (isRequired) this.required.push(name);
      fields.set(name, { name, type: typeOf(isRequired ? code.slice(0, -1) : code), holder: this });
    }
    this.known = fields;
    return fields;
  }

  private faultsAt(key: string, value: unknown, place: Field | undefined): readonly Fault[] {
    if (value === null) return NOTHING;
    const similar = nearest(key, [...this.fields.keys()]);
    return [{ fault: 'unknown', path: '', similar, outer: place?.holder.fields.has(key) ? place.name : undefined }];
  }
}

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isTextOrNumber = (value: unknown) => isText(value) || isNumber(value);

/** The types by how they are written in `openapi.json`; those with fields are added when they are first asked for. */
const types = new Map<string, ApiType>([
  ['s', new SimpleType('a text', isText, ['string', 'scalar'])],
  ['b', new SimpleType('true or false', (value) => typeof value === 'boolean', ['boolean', 'scalar'])],
  ['i', new SimpleType('a whole number', Number.isInteger, ['number', 'scalar'])],
  ['n', new SimpleType('a number', isNumber, ['number', 'scalar'])],
  ['q', new SimpleType('a quantity, such as 500m or 2Gi', isTextOrNumber, ['scalar'])],
  ['x', new SimpleType('a number or a text', isTextOrNumber, ['scalar'])],
  ['?', new SimpleType('anything', () => true, [])],
]);

/** A type as `openapi.json` writes it: `s`, `[]s`, `{}q`, `Container`. */
export function typeOf(code: string): ApiType {
  const type = types.get(code) ?? made(code);
  types.set(code, type);
  return type;
}

function made(code: string): ApiType {
  if (code.startsWith('[]')) return new ListType(typeOf(code.slice(2)));
  if (code.startsWith('{}')) return new MapType(typeOf(code.slice(2)));
  return new ObjectType(CODES[code]);
}

const CODES = data.types as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>;
