import type { ApiType, Member, Struct } from './api-types';
import { isRecord } from './value-checks';

/**
 * The arguments of a call as the library reads them. It copies properties with `{ ...props }`, which loses what an
 * object has from its class or prototype, so each struct with another prototype becomes a plain object. Objects that
 * are plain already stay the same ones, as do lists and maps of them. Null for a member that may be left out counts as
 * not set.
 */
export function plainArguments(args: unknown[], parameters: readonly Member[]): unknown[] {
  return kept(args, args.map((each, i) => {
    const parameter = parameters[Math.min(i, parameters.length - 1)];
    if (i >= parameters.length && !parameter?.variadic) return each;
    // Null for an argument that may be left out counts as not given.
    return each === null && parameter.optional ? undefined : plain(each, parameter.type);
  }));
}

function plain(value: unknown, type: ApiType): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (type.kind === 'list') {
    return Array.isArray(value) && isDeep(type.of) ? kept(value, value.map((each) => plain(each, type.of))) : value;
  }
  if (!isRecord(value)) return value;
  if (type.kind === 'struct') return plainStruct(value, type);
  return type.kind === 'map' && isDeep(type.of) ? plainMap(value as Values, type.of) : value;
}

type Values = Readonly<Record<string, unknown>>;

function plainStruct(value: object, struct: Struct): object {
  const { members } = struct;
  const isPlain = hasPlainPrototype(value);
  const given = value as Values;
  const names = isPlain ? Object.keys(value).filter((name) => members.has(name)) : [...members.keys()];
  let copy: Record<string, unknown> | undefined = isPlain ? undefined : { ...value };
  for (const name of names) {
    const each = given[name];
    const { type, optional } = members.get(name)!;
    if (each === null && optional && type.kind !== 'any' && !refusesNull(struct)) {
      copy ??= { ...value };
      delete copy[name];
      continue;
    }
    const made = plain(each, type);
    if (copy === undefined && made !== each) copy = { ...value };
    if (copy !== undefined && made !== undefined) copy[name] = made;
  }
  return copy ?? value;
}

/** How the structs begin whose readers answer to null themselves: what it would stand for there is worth a word. */
const OWN_NULL = new RegExp(`^(${[
  'AutoscaledInference', 'AvailableReplicas', 'BertRouter', 'CloudPlacement', 'ContainerOptions', 'CrossEntropy',
  'CustomModelServer', 'DeviceClaim', 'EmptyDirCache', 'HeadIngress', 'HyperML', 'Ibt', 'InferenceDeployment',
  'InferenceResources', 'Karmada', 'Keda', 'Locust', 'ML', 'NetworkAdmission', 'NodeGroup', 'ScalingBehavior', 'Sedna',
  'Threshold', 'TorchServe',
].join('|')})`);

function refusesNull({ name, isForeign }: Struct): boolean {
  return isForeign || OWN_NULL.test(name);
}

function plainMap(value: Values, of: ApiType): object {
  const entries = Object.entries(value);
  const made = entries.map(([name, each]) => [name, plain(each, of)] as const);
  return made.every(([, each], i) => each === entries[i][1]) ? value : Object.fromEntries(made);
}

/** Whether a struct may stand in a value of this type. */
function isDeep(type: ApiType): boolean {
  return type.kind === 'struct' || ((type.kind === 'list' || type.kind === 'map') && isDeep(type.of));
}

function hasPlainPrototype(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The list itself where nothing of it has changed. */
function kept(before: unknown[], after: unknown[]): unknown[] {
  return after.every((each, i) => each === before[i]) ? before : after;
}
