import data from './api-shapes.json';

/** The members of a struct and their types; a name that ends with `?` may be left out. */
export type Members = Readonly<Record<string, string>>;

/** Parameters in order, as `name: type`, `name?: type` or `...name: type`. */
export type Parameters = readonly string[];

/** What a class can be asked for. */
export interface ClassShape {
  /** Missing where only the class itself makes its objects. */
  readonly new?: Parameters;
  readonly statics: Readonly<Record<string, Parameters>>;
  readonly methods: Readonly<Record<string, Parameters>>;
}

/**
 * The public API, as `projenrc/api-shapes.ts` reads it from the assembly of jsii. A type is `string`, `number`,
 * `boolean`, `date`, `any`, `duration`, `size`, `construct`, `choice` and `object` (an enum and an object of another
 * library), the name of a type of this library, or the full name of a struct of another one. `[]` stands before the
 * type of a list's elements, `{}` before that of a map's values.
 */
export interface ApiShapes {
  readonly classes: Readonly<Record<string, ClassShape>>;
  /** The members of each enum and their values. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** What an object must have that is used as an interface. */
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly structs: Readonly<Record<string, Members>>;
}

export const API_SHAPES = data as unknown as ApiShapes;
