import type { ApiType, Member, Struct } from './api-types';
import { fits, fitsMember, fitsStruct, unknownNames } from './fits-type';
import { nearest } from './nearest';
import { within, type Problem } from './problem';
import { Problems } from './problems';
import { API_SHAPES } from './public-api';
import { named, typeTitle } from './type-title';
import { isObject, isRecord } from './value-checks';

/** Arguments whose members stand for themselves in messages, as the user wrote no name for them. */
const UNNAMED = new Set(['props', 'options']);

/** Whether every argument fits. `isWider` allows more properties, for the constructor of a class that extends one. */
export function argumentsFit(args: readonly unknown[], parameters: readonly Member[], isWider: boolean): boolean {
  return parameters.every((parameter, i) => {
    if (parameter.variadic) return args.slice(i).every((each) => fits(each, parameter.type));
    if (i === 1 && isId(parameters)) return typeof args[i] === 'string' && args[i] !== '';
    const { type } = parameter;
    if (isWider && type.kind === 'struct' && isRecord(args[i])) return fitsStruct(args[i], type, true);
    return fitsMember(args[i], parameter);
  });
}

/** What is wrong with the arguments of a call. `what` is what is called. */
export function argumentProblems(
  what: string, args: readonly unknown[], parameters: readonly Member[], isWider: boolean,
): Problem[] {
  const problems = new Problems();
  for (const [i, parameter] of parameters.entries()) {
    const { name, type } = parameter;
    if (parameter.variadic) {
      for (const [j, each] of args.slice(i).entries()) problems.addAll(typeProblems(`${name}[${j}]`, each, type));
    } else if (i === 1 && isId(parameters)) {
      problems.addAll(idProblems(args[i]));
    } else if (type.kind === 'struct' && isRecord(args[i])) {
      const inside = structProblems(args[i], type, isWider);
      problems.addAll(UNNAMED.has(name) ? inside : within(name, inside));
    } else {
      const lacking = missingMembers(args[i], parameter);
      problems.addAll(lacking.length > 0 ? lacking : memberProblems(args[i], parameter, what));
    }
  }
  return problems.all;
}

/** What must be in properties that are not given at all. */
function missingMembers(value: unknown, { name, type, optional }: Member): Problem[] {
  const isMissing = !optional && (value === undefined || value === null);
  return isMissing && type.kind === 'struct' && UNNAMED.has(name) ? structProblems({}, type) : [];
}

/** Whether a call makes something below a construct, under an id. */
function isId([scope, id]: readonly Member[]): boolean {
  return scope.type.kind === 'construct' && id.name === 'id';
}

function idProblems(id: unknown): Problem[] {
  if (typeof id === 'string' && id !== '') return [];
  return [{
    code: 'validation/id',
    field: 'id',
    value: id,
    rule: 'must be a string that is not empty',
    why: 'a construct is found by its id, and its names derive from it',
    fix: 'give an id that no other construct of the same scope has',
  }];
}

function memberProblems(value: unknown, { name, type, optional }: Member, owner: string): Problem[] {
  if (value !== undefined && value !== null) return typeProblems(name, value, type);
  if (optional || fits(value, type)) return [];
  return [{
    code: 'validation/missing',
    field: name,
    ...(value === null && { value }),
    rule: 'must be set',
    why: `${owner} has no default for it`,
    fix: `give ${typeTitle(type)}`,
  }];
}

function structProblems(given: object, struct: Struct, isWider: boolean = false): Problem[] {
  const problems = new Problems();
  const unknown = isWider ? [] : unknownNames(given, struct);
  const values = given as Readonly<Record<string, unknown>>;
  const absent = [...struct.members.keys()].filter((name) => values[name] === undefined);
  const meantBy = (name: string) => similar(name, absent) ?? similar(name, [...struct.members.keys()]);
  const meant = new Map(unknown.map((name) => [name, meantBy(name)]));
  const misspelt = new Set(meant.values());
  for (const member of struct.members.values()) {
    // One fault is one problem: what is missing is there under another name.
    if (values[member.name] === undefined && misspelt.has(member.name)) continue;
    problems.addAll(memberProblems(values[member.name], member, struct.name));
  }
  for (const name of unknown) problems.add(unknownProblem(name, values[name], struct, meant.get(name)));
  return problems.all;
}

function unknownProblem(name: string, value: unknown, { name: struct, members }: Struct, meant?: string): Problem {
  const known = [...members.keys()];
  const others = known.length <= 12 ? ` It has ${known.join(', ') || 'none'}` : '';
  return {
    code: 'validation/unknown-property',
    field: name,
    value,
    rule: `is no property of ${named(struct)}`,
    why: 'nothing would read it, so it would be ignored silently',
    fix: meant === undefined
      ? `leave it out, or set a property that ${named(struct)} has.${others}`
      : `did you mean ${JSON.stringify(meant)}?`,
  };
}

/** The name that is most like another one, in whatever case; else one of which a part is. */
function similar(name: string, names: readonly string[]): string | undefined {
  const whole = new Map(names.map((each) => [each.toLowerCase(), each]));
  const parts = new Map(names.flatMap((each) => partsOf(each).map((part) => [part, each])));
  const found = nearest(name.toLowerCase(), [...whole.keys()]);
  if (found !== undefined) return whole.get(found);
  const part = nearest(name.toLowerCase(), [...parts.keys()], Math.floor(name.length / 4));
  return part === undefined ? undefined : parts.get(part);
}

/** The words at the beginning and at the end of a name: `parallel` and `requests` of `parallelRequests`. */
function partsOf(name: string): string[] {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.slice(1).flatMap((_, i) => [words.slice(0, i + 1).join(''), words.slice(i + 1).join('')]);
}

/** What is wrong with a value that is there. */
function typeProblems(field: string, value: unknown, type: ApiType): Problem[] {
  if (fits(value, type)) return [];
  if (type.kind === 'struct' && isRecord(value)) return within(field, structProblems(value, type));
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((each, i) => typeProblems(`${field}[${i}]`, each, type.of));
  }
  if (type.kind === 'map' && isRecord(value)) {
    return Object.entries(value).flatMap(([key, each]) => (
      typeProblems(`${field}[${JSON.stringify(key)}]`, each, type.of)));
  }
  if (type.kind === 'duration') return [durationProblem(field, value)];
  if (type.kind === 'size') return [sizeProblem(field, value)];
  if (type.kind === 'enum') return [choiceProblem(field, value, type.name)];
  if (type.kind === 'construct') return [constructProblem(field, value)];
  return [typeProblem(field, value, type)];
}

function typeProblem(field: string, value: unknown, type: ApiType): Problem {
  const lacks = type.kind === 'interface' && isObject(value)
    ? type.required.filter((name) => !(name in value)).map((name) => JSON.stringify(name)).join(', ')
    : '';
  return {
    code: 'validation/type',
    field,
    value,
    rule: lacks === '' ? `must be ${typeTitle(type)}` : `must be ${typeTitle(type)}, and it has no ${lacks}`,
    why: 'a value of another type would be misread, or fail later with a message that does not name this property',
    fix: conversion(value, type) ?? `give ${typeTitle(type)}${maker(type)}`,
  };
}

/** How a value that is nearly of a type is written. */
function conversion(value: unknown, { kind }: ApiType): string | undefined {
  if (kind === 'string' && typeof value === 'number') return `write '${value}' in quotes`;
  const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  if (kind === 'number' && isNumber) return `write ${value} without quotes`;
  if (kind !== 'map' && kind !== 'struct') return undefined;
  if (value instanceof Map) return 'write the entries as an object: Object.fromEntries(…) makes it of a Map';
  return isObject(value) ? 'write an object such as { name: value }' : undefined;
}

/** How an object of a class is made. */
function maker(type: ApiType): string {
  if (type.kind !== 'class') return '';
  const factories = Object.keys(API_SHAPES.classes[type.name].statics);
  return factories.length === 0 ? '' : `, such as ${type.name}.${factories[0]}(…)`;
}

function durationProblem(field: string, value: unknown): Problem {
  const amount = typeof value === 'number' ? value : 30;
  return {
    code: 'validation/duration',
    field,
    value,
    rule: 'must be a Duration of cdk8s',
    why: 'the unit of any other value is unknown',
    fix: `give a Duration, such as Duration.seconds(${amount}) or Duration.minutes(${amount})`,
  };
}

function sizeProblem(field: string, value: unknown): Problem {
  const amount = typeof value === 'number' ? value : 2;
  return {
    code: 'validation/size',
    field,
    value,
    rule: 'must be a Size of cdk8s',
    why: 'the unit of any other value is unknown',
    fix: `give a Size, such as Size.mebibytes(${amount}) or Size.gibibytes(${amount})`,
  };
}

function choiceProblem(field: string, value: unknown, name: string): Problem {
  const members = Object.entries(API_SHAPES.enums[name]);
  return {
    code: 'validation/choice',
    field,
    value,
    rule: `must be one of ${members.map(([, each]) => JSON.stringify(each)).join(', ')}`,
    why: `${name} has no other value`,
    fix: `choose from ${members.map(([member]) => `${name}.${member}`).join(', ')}`,
  };
}

function constructProblem(field: string, value: unknown): Problem {
  return {
    code: 'validation/construct',
    field,
    value,
    rule: 'must be a construct',
    why: 'it stands in no tree of constructs, so nothing could be read of it or printed below it',
    fix: field === 'scope' ? 'give the chart or the construct that contains it, such as this' : 'give a construct',
  };
}
