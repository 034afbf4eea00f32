import { isDeepStrictEqual } from 'util';
import {
  ApiObject, App, Chart, ImplicitTokenResolver, JsonPatch, Lazy, LazyResolver, NumberStringUnionResolver,
} from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Renders objects as cdk8s' `ApiObject.toJson` does, in one walk over their values. cdk8s walks twice, and at each value
 * looks for the app of the object again and asks each resolver of the app.
 *
 * It takes the place of that method during a synth, because the generated classes of cdk8s-plus call it by `super`. It
 * does so only in apps without resolvers of the user, and if it renders a specimen as this version of cdk8s does. What
 * it does not know is left to cdk8s, which also says what is wrong.
 */
export function withQuickRendering<T>(root: IConstruct, action: () => T): T {
  const { prototype } = ApiObject;
  if (prototype.toJson !== slow || !hasOwnResolversOnly(root) || !isSame()) return action();
  prototype.toJson = quick;
  try {
    return action();
  } finally {
    prototype.toJson = slow;
  }
}

type Json = Record<string, unknown>;

/** What an `ApiObject` holds besides its public properties. */
interface Held {
  readonly props: Json;
  readonly patches: readonly JsonPatch[];
}

const slow = ApiObject.prototype.toJson;

function quick(this: ApiObject): any {
  try {
    return render(this);
  } catch {
    return slow.call(this);
  }
}

function render(object: ApiObject): Json {
  const { props, patches } = object as unknown as Held;
  const json = resolved({ ...props, metadata: object.metadata.toJson() }, !process.env.CDK8S_DISABLE_SORT) as Json;
  const patched = patches.length === 0 ? json : JsonPatch.apply(json, ...patches) as Json;
  const ordered: Json = {};
  for (const key of ['apiVersion', 'kind', 'metadata']) if (key in patched) ordered[key] = patched[key];
  for (const key of Object.keys(patched)) ordered[key] = patched[key];
  return ordered;
}

/** A value with nothing lazy, no token and no union in it, and without its empty fields. */
function resolved(value: any, isSorted: boolean): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return plain(value);
  if (value instanceof Lazy) return resolved(value.produce(), isSorted);
  if (typeof value.resolve === 'function') return resolved(value.resolve(), isSorted);
  if (Array.isArray(value)) return value.map((item) => resolved(item, isSorted));
  if (value.constructor === Object) return filled(value, isSorted);
  if (typeof value.value === 'number' || typeof value.value === 'string') return { value: value.value };
  return unknown();
}

function plain(value: unknown): unknown {
  return typeof value === 'function' ? unknown() : value;
}

function unknown(): never {
  throw new Error('only cdk8s knows what this is');
}

function filled(value: Json, isSorted: boolean): Json {
  const copy: Json = {};
  const keys = Object.keys(value);
  for (const key of isSorted ? keys.sort() : keys) {
    const member = resolved(value[key], isSorted);
    if (member !== undefined) copy[key] = member;
  }
  return copy;
}

const RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

function hasOwnResolversOnly(root: IConstruct): boolean {
  const { resolvers = [] } = root as Partial<App> & IConstruct;
  return resolvers.length === RESOLVERS.length && RESOLVERS.every((type, i) => resolvers[i].constructor === type);
}

let wasSame: boolean | undefined;

/** Whether a specimen of everything is rendered as by cdk8s. */
function isSame(): boolean {
  wasSame ??= isDeepStrictEqual(...specimens());
  return wasSame;
}

function specimens(): [Json, Json] {
  class Quantity {
    public constructor(public readonly value: string | number) {}
  }
  const object = new ApiObject(new Chart(new App(), 'chart'), 'object', {
    apiVersion: 'v1',
    kind: 'Specimen',
    metadata: { name: 'specimen', labels: { b: 'b', a: 'a' } },
    spec: {
      lazy: Lazy.any({ produce: () => ({ b: [new Quantity('1Gi'), null, undefined], a: new Quantity(2) }) }),
      token: { resolve: () => ({ list: [], object: {}, none: null, text: '' }) },
    },
  });
  object.addJsonPatch(JsonPatch.add('/spec/patched', [{ b: 1, a: null }]), JsonPatch.remove('/spec/token/list'));
  return [slow.call(object), render(object)];
}
