import type { Manifest } from './manifest';

type List = Manifest & { readonly items: readonly unknown[] };

/** An object and where it is in what was given: `items[0]`; empty for what is no item. */
export interface Unpacked {
  readonly object: Manifest;
  readonly path: string;
}

/**
 * The objects of a set, with those inside a `kind: List` (or `DeploymentList` and the like) in its place; what is no
 * object is left out.
 */
export function unpacked(given: readonly unknown[]): Manifest[] {
  const objects: Manifest[] = [];
  for (const value of given) {
    if (isPlain(value)) objects.push(value);
    else for (const { object } of items(value)) objects.push(object);
  }
  return objects;
}

/** The objects that a value holds: itself, or the items of a list. */
export function items(value: unknown): Unpacked[] {
  const objects: Unpacked[] = [];
  // A list may hold lists, however deep: a stack, not a recursion.
  const rest: Array<{ value: unknown; path: string }> = [{ value, path: '' }];
  while (rest.length > 0) {
    const { value: next, path } = rest.pop()!;
    if (!isObject(next)) continue;
    if (!isList(next)) {
      objects.push({ object: next, path });
      continue;
    }
    for (let i = next.items.length - 1; i >= 0; i--) {
      rest.push({ value: withKind(next, next.items[i]), path: inner(path, i) });
    }
  }
  return objects;
}

function inner(path: string, index: number): string {
  return `${path === '' ? '' : `${path}.`}items[${index}]`;
}

/** Whether a value has what every object of Kubernetes has. */
export function isObject(value: unknown): value is Manifest {
  const { apiVersion, kind } = (value ?? {}) as Partial<Record<'apiVersion' | 'kind', unknown>>;
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

function isPlain(value: unknown): value is Manifest {
  return isObject(value) && !isList(value);
}

function isList(object: Manifest & { readonly items?: unknown }): object is List {
  return object.kind.endsWith('List') && Array.isArray(object.items);
}

/** The items of a typed list need not repeat version and kind. */
function withKind({ apiVersion, kind }: Manifest, item: unknown): unknown {
  if (kind === 'List' || typeof item !== 'object' || item === null || 'kind' in item) return item;
  return { apiVersion, kind: kind.slice(0, -'List'.length), ...item };
}
