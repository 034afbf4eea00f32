import { API_SHAPES, type Parameters } from './public-api';

/** A type of the public API. */
export type ApiType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'date' | 'any' }
  | { readonly kind: 'duration' | 'size' | 'construct' | 'choice' | 'object' }
  | { readonly kind: 'list' | 'map'; readonly of: ApiType }
  | { readonly kind: 'enum'; readonly name: string; readonly values: ReadonlySet<unknown> }
  | { readonly kind: 'interface'; readonly name: string; readonly required: readonly string[] }
  | { readonly kind: 'class'; readonly name: string }
  | Struct;

/** A member of a struct, or a parameter. */
export interface Member {
  readonly name: string;
  readonly type: ApiType;
  readonly optional: boolean;
  /** A parameter that stands for all further ones. */
  readonly variadic?: boolean;
}

/** An object of named members. */
export interface Struct {
  readonly kind: 'struct';
  readonly name: string;
  /** The members, read when they are first asked for: a struct may hold itself. */
  readonly members: ReadonlyMap<string, Member>;
  /** Those of them that must be set. */
  readonly required: readonly Member[];
  /** Whether it is one of another library, of which a newer version has more members. */
  readonly isForeign: boolean;
}

const types = new Map<string, ApiType>();

/** A type as the shapes write it. */
export function apiType(text: string): ApiType {
  let type = types.get(text);
  if (type === undefined) types.set(text, type = read(text));
  return type;
}

/** The parameters of a constructor or a method. */
export function parametersOf(parameters: Parameters): Member[] {
  return parameters.map((text) => {
    const [, dots, name, mark, type] = /^(\.\.\.)?(\w+)(\?)?: (.*)$/.exec(text)!;
    return { name, type: apiType(type), optional: mark !== undefined, variadic: dots !== undefined };
  });
}

function read(text: string): ApiType {
  if (text.startsWith('[]')) return { kind: 'list', of: apiType(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', of: apiType(text.slice(2)) };
  const { classes, enums, interfaces, structs } = API_SHAPES;
  if (structs[text]) return new NamedStruct(text);
  if (classes[text]) return { kind: 'class', name: text };
  if (interfaces[text]) return { kind: 'interface', name: text, required: interfaces[text] };
  if (enums[text]) return { kind: 'enum', name: text, values: new Set(Object.values(enums[text])) };
  return { kind: text } as ApiType;
}

class NamedStruct implements Struct {
  public readonly kind = 'struct';
  public readonly isForeign: boolean;
  private read?: ReadonlyMap<string, Member>;
  private mustBeSet?: readonly Member[];

  public constructor(public readonly name: string) {
    this.isForeign = name.includes('.');
  }

  public get members(): ReadonlyMap<string, Member> {
    this.read ??= new Map(Object.entries(API_SHAPES.structs[this.name]).map(([written, type]) => {
      const optional = written.endsWith('?');
      const name = optional ? written.slice(0, -1) : written;
      return [name, { name, type: apiType(type), optional }];
    }));
    return this.read;
  }

  public get required(): readonly Member[] {
    this.mustBeSet ??= [...this.members.values()].filter(({ optional }) => !optional);
    return this.mustBeSet;
  }
}
