import { parametersOf, type Member } from './api-types';
import { argumentProblems, argumentsFit } from './argument-problems';
import { checkedName } from './checked-props';
import { isConstruct } from './fits-type';
import { isOutsideCharts, noChartProblem, WITHOUT_CHART } from './outside-charts';
import { plainArguments } from './plain-arguments';
import { API_SHAPES, type ClassShape } from './public-api';
import { refuseArguments, refuseValue } from './refuse';

/** A class, also one whose constructor is private. */
type Class = object & { readonly name: string; readonly prototype: object };
type Handler = ProxyHandler<new (...args: any[]) => object>['construct'];
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** How a class calls itself: what is private is not refused meanwhile. */
interface Calls {
  depth: number;
}

/**
 * Has a class of the public API judge what it is called with, as the TypeScript compiler does: a program in plain
 * JavaScript has no compiler. Constructor, static and public methods answer with problems to what is missing, of a
 * wrong type or unknown. The shapes come from the assembly (`api-shapes.json`); a class that is not there stays as it
 * is.
 */
export function checksArguments<T extends Class>(type: T): T {
  const shape = API_SHAPES.classes[type.name] as ClassShape | undefined;
  if (shape === undefined) return type;
  const calls = shape.new === undefined ? { depth: 0 } : undefined;
  checkMethods(type, shape.statics, `${type.name}.`, calls);
  checkMethods(type.prototype, shape.methods, `${type.name}.`, calls);
  const checked = new Proxy<any>(type, {
    construct: calls ? byItself(shape, calls) : fromOutside(type.name, shape),
    apply: ({ name }: Class) => refuseValue(`${name} cannot be called`, [{
      code: 'validation/without-new',
      field: '',
      rule: 'must be called with new',
      why: 'it is a class',
      fix: shape.new ? `write new ${name}(…)` : `use ${factories(name, shape)}`,
    }]),
  });
  Object.defineProperty(type.prototype, 'constructor', { value: checked, writable: true, configurable: true });
  return checked;
}

/** A constructor that programs call. */
function fromOutside(name: string, shape: ClassShape): Handler {
  const parameters = parametersOf(shape.new!);
  const needsChart = parameters[0]?.name === 'scope' && !WITHOUT_CHART.has(name);
  return (type, written, made) => {
    const isWider = made !== type.prototype.constructor;
    // What an outer construct passes on, it has judged itself.
    if (isChecked(written[2])) return instance(type, written, made);
    const args = plainArguments(written, parameters);
    const hasNoChart = needsChart && isOutsideCharts(args[0]);
    if (!hasNoChart && argumentsFit(args, parameters, isWider)) return instance(type, args, made);
    // Without any properties, the construct names those that it needs.
    const given = parameters.map((each, i) => (each.type.kind === 'struct' ? args[i] ?? {} : args[i]));
    const attempt = () => instance(type, given, made);
    const call = { name: made.name, args, parameters, isWider, hasNoChart };
    return judged(`${made.name} cannot be defined`, call, attempt);
  };
}

/** A constructor that only the class itself calls. */
function byItself(shape: ClassShape, calls: Calls): Handler {
  return (type, args, made) => {
    if (calls.depth === 0) {
      refuseValue(`${type.name} cannot be made with new`, [{
        code: 'validation/no-constructor',
        field: '',
        rule: `${type.name} has no public constructor`,
        why: 'what it is made of is no part of the API, so it would work with none of its values checked',
        fix: `use ${factories(type.name, shape)}`,
      }]);
    }
    return instance(type, args, made);
  };
}

/** Constructs as if nobody stood before the class: objects that are made by a Proxy are slow in V8 ever after. */
function instance(type: new (...args: any[]) => object, args: any[], made: Function): object {
  return made === type.prototype.constructor ? new type(...args) : Reflect.construct(type, args, made);
}

function factories(name: string, { statics }: ClassShape): string {
  const names = Object.keys(statics).map((method) => `${name}.${method}(…)`);
  if (names.length === 0) return 'the methods that return it';
  return names.length < 4 ? names.join(' or ') : `${names.slice(0, 3).join(', ')} or another factory`;
}

/** Replaces the methods that have parameters; of a class that makes its objects itself also those that may do so. */
function checkMethods(holder: object, shapes: ClassShape['methods'], prefix: string, calls?: Calls): void {
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (typeof property.value !== 'function' || name === 'constructor') continue;
    const parameters = parametersOf(Object.hasOwn(shapes, name) ? shapes[name] : []);
    // What is no part of the API is called by other files of the library too.
    if (parameters.length === 0 && calls === undefined) continue;
    const method = property.value as Method;
    const entered = calls === undefined ? method : counted(method, calls);
    const value = parameters.length === 0 ? entered : checkedMethod(`${prefix}${name}`, entered, parameters);
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(holder, name, { ...property, value });
  }
}

/** A method that may call the private constructor of its class. */
function counted(method: Method, calls: Calls): Method {
  return function (this: unknown, ...args: unknown[]): unknown {
    calls.depth += 1;
    try {
      return method.apply(this, args);
    } finally {
      calls.depth -= 1;
    }
  };
}

function checkedMethod(what: string, method: Method, parameters: readonly Member[]): Method {
  return function (this: unknown, ...given: unknown[]): unknown {
    const args = plainArguments(given, parameters);
    if (argumentsFit(args, parameters, false)) return method.apply(this, args);
    const call = { name: what, args, parameters, isWider: false };
    return judged(`${what} cannot be called like this`, call, () => method.apply(this, args));
  };
}

/** A call whose arguments do not fit. */
interface WrongCall {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly parameters: readonly Member[];
  readonly isWider: boolean;
  /** Whether its scope stands in no chart, which the call needs. */
  readonly hasNoChart?: boolean;
}

/** The children of a construct. */
interface Tree {
  tryFindChild(id: string): unknown;
  tryRemoveChild(id: string): boolean;
}

/** Refuses a call; a construct that it made stays in no tree. */
function judged(what: string, call: WrongCall, attempt: () => unknown): never {
  const { name, args, parameters, isWider, hasNoChart } = call;
  const [scope, id] = args;
  const tree = isConstruct(scope) && typeof id === 'string' ? (scope as { node: Tree }).node : undefined;
  const isDefined = () => tree?.tryFindChild(id as string) !== undefined;
  const wasDefined = isDefined();
  try {
    const problems = argumentProblems(name, args, parameters, isWider);
    return refuseArguments(what, hasNoChart ? [noChartProblem(), ...problems] : problems, attempt);
  } finally {
    if (!wasDefined && isDefined()) tree?.tryRemoveChild(id as string);
  }
}

function isChecked(props: unknown): boolean {
  return typeof props === 'object' && props !== null && checkedName(props) !== undefined;
}
