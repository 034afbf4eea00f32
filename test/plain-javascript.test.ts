import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import * as lib from '../src';
import { parametersOf, type ApiType, type Member, type Struct } from '../src/validation/api-types';
import { API_SHAPES } from '../src/validation/public-api';
import { isRefusal } from '../src/validation/refuse';

/**
 * A program in plain JavaScript has no compiler that says what a call lacks. Every constructor, static and public
 * method of the API is called here with all that a compiler would refuse; the rows come from the shapes of the API, so
 * that new API is covered by itself.
 */

const API = lib as unknown as Record<string, any>;
const chart = new Chart(Testing.app(), 'c', { namespace: 'vision' });
const tree = chart.node;

/** What fits no type but a few. */
const PLAIN: ReadonlyArray<readonly [string, unknown]> = [
  ['string', 'no such text'], ['number', 5], ['boolean', true], ['list', []], ['map', {}], ['function', () => 1],
];
/** The plain values that fit a type. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  number: ['number'],
  boolean: ['boolean'],
  any: ['string', 'number', 'boolean', 'list', 'map', 'function'],
  choice: ['string', 'number'],
  list: ['list'],
  map: ['map'],
  object: ['map'],
};

function wrongs(type: ApiType): unknown[] {
  const fitting = [...FITTING[type.kind] ?? []];
  // What has only optional members may be empty.
  if (type.kind === 'struct' && [...type.members.values()].every(({ optional }) => optional)) fitting.push('map');
  return PLAIN.filter(([kind]) => !fitting.includes(kind)).map(([, value]) => value);
}

/** A value of a type, whatever it means. */
function sample(type: ApiType): any {
  switch (type.kind) {
    case 'string': case 'choice': return 'a';
    case 'number': return 1;
    case 'boolean': return true;
    case 'date': return new Date(0);
    case 'duration': return Duration.minutes(1);
    case 'size': return Size.gibibytes(1);
    case 'construct': return chart;
    case 'list': return [sample(type.of)];
    case 'map': return { a: sample(type.of) };
    case 'enum': return [...type.values][0];
    case 'class': return hollow(type.name);
    case 'interface': return { ...Object.fromEntries(type.required.map((name) => [name, 'a'])), node: tree };
    case 'struct': return sampleStruct(type);
    default: return {};
  }
}

function sampleStruct({ members }: Struct): Record<string, unknown> {
  const required = [...members.values()].filter(({ optional }) => !optional);
  return Object.fromEntries(required.map(({ name, type }) => [name, sample(type)]));
}

/** An object of a class that was never constructed: whatever reads it fails, so only its shape counts. */
function hollow(name: string): object {
  return Object.create(API[name].prototype);
}

type Call = (...args: unknown[]) => unknown;
type Callable = readonly [name: string, call: Call, parameters: readonly Member[]];

const callables: Callable[] = Object.entries(API_SHAPES.classes).flatMap(([name, shape]) => {
  const type = API[name];
  const made: Callable[] = shape.new === undefined
    ? [] : [[`new ${name}`, (...args) => new type(...args), parametersOf(shape.new)]];
  const statics = Object.entries(shape.statics).map(([method, parameters]): Callable => (
    [`${name}.${method}`, (...args) => type[method](...args), parametersOf(parameters)]));
  const methods = Object.entries(shape.methods).map(([method, parameters]): Callable => (
    [`${name}#${method}`, (...args) => (hollow(name) as any)[method](...args), parametersOf(parameters)]));
  return [...made, ...statics, ...methods];
}).filter(([, , parameters]) => parameters.length > 0);

/** The fields that a call is refused for; what is wrong with the answer otherwise. */
function answer(call: Call, args: readonly unknown[]): readonly string[] | string {
  const before = tree.children.length;
  try {
    call(...args);
    return 'is accepted';
  } catch (error) {
    if (!isRefusal(error)) return `throws ${error}`;
    if (error.problems.length === 0) return 'names no problem';
    if (tree.children.length !== before) return 'leaves something in the tree';
    const incomplete = error.problems.find(({ code, rule, why, fix }) => !(code && rule && why && fix));
    return incomplete ? `says too little: ${JSON.stringify(incomplete)}` : error.problems.map(({ field }) => field);
  }
}

/** What a row should name, and what it answers otherwise; nothing where it is right. */
function faults(call: Call, args: readonly unknown[], field: string, row: string): string[] {
  const found = answer(call, args);
  if (typeof found === 'string') return [`${row} ${found}`];
  // A specific problem may be about a part of a value, or about what holds it.
  const isNamed = found.some((each) => each === field || within(each, field) || within(field, each));
  return isNamed ? [] : [`${row} is refused for ${found.join(', ')} and not for ${field}`];
}

function within(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

function show(value: unknown): string {
  return typeof value === 'function' ? 'a function' : JSON.stringify(value) ?? 'undefined';
}

/** All arguments as samples, but one. */
function argumentsWith(parameters: readonly Member[], i: number, value: unknown): unknown[] {
  return parameters.map((parameter, j) => {
    if (j === i) return value;
    return j === 1 && parameter.name === 'id' ? 'It' : sample(parameter.type);
  });
}

/** What a required value must not be. Null is a value of JSON. */
function unset(member: Member): unknown[] {
  if (isOptional(member)) return [];
  return member.type.kind === 'any' ? [undefined] : [undefined, null];
}

const isWhole = (name: string) => name === 'props' || name === 'options';
const isOptional = ({ optional, variadic }: Member) => optional || variadic === true;

/** Structs among the arguments: where their members stand, and how a call is made with other members. */
const structs = callables.flatMap(([name, call, parameters]) => parameters.flatMap(({ name: argument, type }, i) => {
  if (type.kind !== 'struct') return [];
  const prefix = isWhole(argument) ? '' : `${argument}.`;
  const attempt = (changes: object) => argumentsWith(parameters, i, { ...sampleStruct(type), ...changes });
  return [{ title: `${name}(${argument})`, call, prefix, type, attempt }];
}));

test('the shapes are those of what is exported', () => {
  const classes = Object.keys(API).filter((name) => typeof API[name] === 'function').sort();
  expect(Object.keys(API_SHAPES.classes)).toEqual(classes);
  const enums = Object.fromEntries(Object.entries(API).filter(([, type]) => typeof type === 'object'));
  expect(API_SHAPES.enums).toEqual(enums);
});

test.each(Object.keys(API_SHAPES.classes))('%s is refused without new', (name) => {
  const attempt = () => API[name]();
  expect(faults(attempt, [], '', name)).toEqual([]);
});

const made = Object.keys(API_SHAPES.classes).filter((name) => API_SHAPES.classes[name].new === undefined);
test.each(made)('%s is made by its factories alone', (name) => {
  expect(faults(() => new API[name](chart), [], '', name)).toEqual([]);
});

test.each(callables)('%s with wrong arguments', (name, call, parameters) => {
  const required = parameters.find((parameter) => !isOptional(parameter));
  const nothing = required ? faults(call, [], firstField(required), `${name}()`) : [];
  const each = parameters.flatMap((parameter, i) => {
    return [...unset(parameter), ...wrongs(parameter.type)]
      .filter((value) => parameter.name !== 'id' || value !== 'no such text')
      .flatMap((value) => {
        const field = parameter.variadic ? `${parameter.name}[0]` : parameter.name;
        return isStructWithMembers(parameter, value)
          ? []
          : faults(call, argumentsWith(parameters, i, value), field, `${name}(${parameter.name}: ${show(value)})`);
      });
  });
  expect([...nothing, ...each]).toEqual([]);
});

/** What is named where an argument is missing: of properties those that must be there. */
function firstField({ name, type }: Member): string {
  if (type.kind !== 'struct' || !isWhole(name)) return name;
  return [...type.members.values()].find(({ optional }) => !optional)?.name ?? name;
}

/** An empty object for one with members: the members are named, which the rows of the properties show. */
function isStructWithMembers({ name, type }: Member, value: unknown): boolean {
  const isEmpty = value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
  return type.kind === 'struct' && isWhole(name) && isEmpty;
}

test.each(structs)('$title with wrong properties', ({ title, call, prefix, type, attempt }) => {
  const found = [...type.members.values()].flatMap((member) => {
    const { name } = member;
    return [...unset(member), ...wrongs(member.type)].flatMap((value) => (
      faults(call, attempt({ [name]: value }), `${prefix}${name}`, `${title} ${name}: ${show(value)}`)));
  });
  expect(found).toEqual([]);
});

test.each(structs)('$title with a misspelt property names the one that was meant', (row) => {
  const { title, call, prefix, type, attempt } = row;
  const names = [...type.members.keys()];
  const found = names.flatMap((name) => {
    const misspelt = `${name.slice(0, 2)}${name.slice(1)}`;
    if (names.includes(misspelt)) return [];
    try {
      call(...attempt({ [misspelt]: 1 }));
    } catch (error) {
      const problem = isRefusal(error) && error.problems.find(({ field }) => field === `${prefix}${misspelt}`);
      const isMeant = problem && /^did you mean "(\w+)"\?$/.test(problem.fix);
      return isMeant ? [] : [`${title} ${misspelt}: ${(error as Error).message}`];
    }
    return [`${title} ${misspelt} is accepted`];
  });
  expect(found).toEqual([]);
});

/** Where an object stands inside a property, as a value and as a field. */
type Place = [value: (inner: object) => unknown, place: string, struct: Struct];

function nested(type: ApiType): Place[] {
  if (type.kind === 'struct') return type.isForeign ? [] : [[(inner) => inner, '', type]];
  const { kind } = type;
  if (kind !== 'list' && kind !== 'map') return [];
  return nested(type.of).map(([value, at, struct]): Place => {
    if (kind === 'list') return [(inner) => [value(inner)], `[0]${at}`, struct];
    return [(inner) => ({ a: value(inner) }), `["a"]${at}`, struct];
  });
}

test.each(structs)('$title with an unknown property inside a property', ({ title, call, prefix, type, attempt }) => {
  const rows = [...type.members.values()].flatMap((member) => (
    nested(member.type).map(([value, at, struct]) => ({ name: member.name, value, at, struct }))));
  const found = rows.flatMap(({ name, value, at, struct }) => {
    const given = value({ ...sampleStruct(struct), unheardOf: 1 });
    return faults(call, attempt({ [name]: given }), `${prefix}${name}${at}.unheardOf`, `${title} ${name}`);
  });
  expect(found).toEqual([]);
});

describe('what a compiler accepts', () => {
  const SHAPE = /^validation\/(missing|type|unknown-property|choice|construct|id|size|without-new|no-constructor)$/;

  /** The problems of the shape of a call; whatever else is wrong with it does not count. */
  function shapeProblems(call: Call, args: readonly unknown[]): string[] {
    try {
      call(...args);
    } catch (error) {
      if (isRefusal(error)) return error.problems.filter(({ code }) => SHAPE.test(code)).map(({ field }) => field);
    }
    return [];
  }

  test.each(callables)('%s is not refused for its shape', (name, call, parameters) => {
    const app = new Chart(new App(), name.replace(/\W/g, '-').toLowerCase());
    const args = argumentsWith(parameters, parameters[0].type.kind === 'construct' ? 0 : -1, app);
    expect(shapeProblems(call, args)).toEqual([]);
  });

  test.each(structs)('$title with every property, and with null and undefined', ({ call, type, attempt }) => {
    const optional = [...type.members.values()].filter((member) => member.optional);
    const all = Object.fromEntries(optional.map((member) => [member.name, sample(member.type)]));
    const none = Object.fromEntries(optional.map(({ name }) => [name, null]));
    expect(shapeProblems(call, attempt(all))).toEqual([]);
    expect(shapeProblems(call, attempt(none))).toEqual([]);
    expect(shapeProblems(call, attempt({ unheardOf: undefined }))).toEqual([]);
  });
});
