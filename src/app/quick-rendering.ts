import { isDeepStrictEqual } from 'util';
import {
  ApiObject, ApiObjectMetadataDefinition, App, Chart, ImplicitTokenResolver, JsonPatch, Lazy, LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Renders objects as cdk8s' `ApiObject.toJson` does, in one walk over their values. cdk8s walks twice, and at each
 * value looks for the app of the object again and asks each resolver of the app.
 *
 * It takes the place of cdk8s' methods during a synth, because the generated classes of cdk8s-plus call them by
 * `super`. It does so only in apps without resolvers of the user, and if it renders a specimen as this version of cdk8s
 * does. What it does not know is left to cdk8s, which also says what is wrong.
 */
export function withQuickRendering<T>(root: IConstruct, action: () => T): T {
  const isKnown = ApiObject.prototype.toJson === slow && ApiObjectMetadataDefinition.prototype.toJson === slowMetadata;
  return isKnown && isOwn && hasOwnResolversOnly(root) && isSame() ? quickly(action) : action();
}

function quickly<T>(action: () => T): T {
  ApiObject.prototype.toJson = quick;
  ApiObjectMetadataDefinition.prototype.toJson = quickMetadata;
  try {
    return action();
  } finally {
    ApiObject.prototype.toJson = slow;
    ApiObjectMetadataDefinition.prototype.toJson = slowMetadata;
  }
}

type Json = Record<string, unknown>;

/** What an `ApiObject` holds besides its public properties. */
interface Held {
  readonly props: Json;
  readonly patches: readonly JsonPatch[];
}

/** The same of metadata. */
interface HeldMetadata extends Json {
  readonly apiObject: ApiObject;
  readonly _additionalAttributes: Json;
}

const slow = ApiObject.prototype.toJson;
const slowMetadata = ApiObjectMetadataDefinition.prototype.toJson;

/** This module may load after a program has replaced them. */
const isOwn = !isReplaced(slow) && !isReplaced(slowMetadata);

/** Whether a program has put a function in the place of a method of cdk8s: it has a prototype, a method never has. */
export function isReplaced(method: object): boolean {
  return Object.hasOwn(method, 'prototype');
}

/** What only cdk8s can render, or can say why not. */
const UNKNOWN: unique symbol = Symbol('unknown');

function quick(this: ApiObject): any {
  if (process.env.CDK8S_DISABLE_SORT || !isOfPlainApp(this)) return slow.call(this);
  try {
    return render(this) ?? slow.call(this);
  } catch {
    return slow.call(this);
  }
}

function quickMetadata(this: ApiObjectMetadataDefinition): any {
  const held = this as unknown as HeldMetadata;
  const metadata = isOfPlainApp(held.apiObject) ? renderMetadata(held) : UNKNOWN;
  return metadata === UNKNOWN ? slowMetadata.call(this) : metadata;
}

/** Whether no resolver of the user is asked: an object of the app may hold a rendering of one of another app. */
function isOfPlainApp(object: ApiObject): boolean {
  return hasOwnResolversOnly(App.of(object));
}

/** Undefined where only cdk8s knows how. */
function render(object: ApiObject): Json | undefined {
  const { props, patches } = object as unknown as Held;
  const metadata: unknown = object.metadata.toJson();
  // What metadata of the user renders is not resolved yet.
  const isQuick = object.metadata.toJson === quickMetadata;
  const json = filled({ ...props, metadata: isQuick ? undefined : metadata });
  if (json === UNKNOWN) return undefined;
  if (isQuick && metadata !== undefined) json.metadata = metadata;
  const patched = patches.length === 0 ? json : JsonPatch.apply(json, ...patches) as Json;
  const ordered = new Fields();
  for (const key of ['apiVersion', 'kind', 'metadata']) if (key in patched) ordered[key] = patched[key];
  for (const key of Object.keys(patched)) ordered[key] = patched[key];
  return ordered;
}

const METADATA = ['annotations', 'finalizers', 'labels', 'name', 'namespace', 'ownerReferences'];

/** Metadata, in which cdk8s leaves out what is empty. */
function renderMetadata(metadata: HeldMetadata): unknown {
  const { _additionalAttributes: more } = metadata;
  const others = Object.keys(more).filter((key) => !METADATA.includes(key));
  const copy = new Fields();
  for (const key of others.length === 0 ? METADATA : [...METADATA, ...others].sort()) {
    const member = resolved(others.includes(key) ? more[key] : metadata[key], true);
    if (member === UNKNOWN) return UNKNOWN;
    if (member !== undefined) copy[key] = member;
  }
  return isEmpty(copy) ? undefined : copy;
}

/** A value with nothing lazy, no token and no union in it, and without its empty fields. */
function resolved(value: any, isMetadata: boolean = false): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return typeof value === 'function' ? UNKNOWN : value;
  if (value instanceof Lazy) return resolved(value.produce(), isMetadata);
  if (typeof value.resolve === 'function') return resolved(value.resolve(), isMetadata);
  if (value.constructor === Object) {
    const copy = filled(value, isMetadata);
    return isMetadata && copy !== UNKNOWN && isEmpty(copy) ? undefined : copy;
  }
  if (typeof value.value === 'number' || typeof value.value === 'string') return { value: value.value };
  return Array.isArray(value) ? items(value, isMetadata) : UNKNOWN;
}

function items(list: readonly unknown[], isMetadata: boolean): unknown {
  if (isMetadata && list.length === 0) return undefined;
  const copy: unknown[] = [];
  for (const item of list) {
    const value = resolved(item, isMetadata);
    if (value === UNKNOWN) return UNKNOWN;
    copy.push(value);
  }
  return copy;
}

function filled(value: Json, isMetadata: boolean = false): Json | typeof UNKNOWN {
  const copy = new Fields();
  for (const key of sortedKeys(value)) {
    const member = resolved(value[key], isMetadata);
    if (member === UNKNOWN) return UNKNOWN;
    if (member !== undefined) copy[key] = member;
  }
  return copy;
}

/**
 * Makes what `{}` makes. The engine remembers for `{}` which fields were added first, up to 1,536 of them, and makes
 * objects with others several times as slow and as large; ids of constructs alone can be more.
 */
const Fields = function () {} as unknown as new () => Json;
Fields.prototype = Object.prototype;

function isEmpty(copy: object): boolean {
  for (const _ in copy) return false;
  return true;
}

/** Above so many keys the sort of JavaScript is the faster one. */
const FEW = 20;

/** For a few keys the sort of JavaScript allocates more than all the rest of a rendering. */
function sortedKeys(value: Json): string[] {
  const keys = Object.keys(value);
  if (keys.length > FEW) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i];
    let at = i;
    for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
  return keys;
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

function specimens(): [unknown, unknown] {
  class Quantity {
    public constructor(public readonly value: string | number) {}
  }
  const object = new ApiObject(new Chart(new App(), 'chart'), 'object', {
    apiVersion: 'v1',
    kind: 'Specimen',
    metadata: {
      name: 'specimen',
      labels: { b: 'b', a: Lazy.any({ produce: () => 'a' }) },
      finalizers: ['f'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Owner', name: 'owner', uid: 'u' }],
      other: { token: { resolve: () => [] }, empty: {}, filled: { b: null, a: [{}] } },
    },
    spec: {
      lazy: Lazy.any({ produce: () => ({ b: [new Quantity('1Gi'), null, undefined], a: new Quantity(2) }) }),
      externalIPs: [],
      token: { resolve: () => ({ list: [], object: {}, none: null, text: '' }) },
    },
  });
  object.addJsonPatch(JsonPatch.add('/spec/patched', [{ b: 1, a: null }]), JsonPatch.remove('/spec/externalIPs'));
  return [object.toJson(), quickly(() => object.toJson())];
}
