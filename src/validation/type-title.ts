import type { ApiType, Struct } from './api-types';

/** What a value of a type is called, with its article: `a number`, `a list of strings`, `an Accelerator`. */
export function typeTitle(type: ApiType): string {
  return TITLES[type.kind as keyof typeof TITLES] ?? composed(type);
}

/** The name of a type without that of its package. */
export function named(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const TITLES = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  date: 'a Date',
  any: 'a value',
  duration: 'a Duration of cdk8s',
  size: 'a Size of cdk8s',
  construct: 'a construct',
  choice: 'a value of its enum',
  object: 'an object',
} as const;

const MANY: Readonly<Record<string, string>> = {
  string: 'strings',
  number: 'numbers',
  boolean: 'booleans',
  date: 'dates',
  any: 'values',
  duration: 'Durations',
  size: 'Sizes',
  construct: 'constructs',
  choice: 'values of an enum',
  object: 'objects',
  list: 'lists',
  map: 'objects',
};

function composed(type: ApiType): string {
  switch (type.kind) {
    case 'list':
      return `a list of ${many(type.of)}`;
    case 'map':
      return `an object whose values are ${many(type.of)}`;
    case 'struct':
      return `an object with the properties of ${named(type.name)}${required(type)}`;
    default:
      return articled('name' in type ? type.name : type.kind);
  }
}

function required(struct: Struct): string {
  const names = struct.required.map(({ name }) => name);
  return names.length === 0 ? '' : `, at least ${names.join(', ')}`;
}

function many(type: ApiType): string {
  return MANY[type.kind] ?? ('name' in type ? `${named(type.name)} objects` : type.kind);
}

function articled(name: string): string {
  return `${/^([AEIOU]|MLS)/.test(name) ? 'an' : 'a'} ${name}`;
}
