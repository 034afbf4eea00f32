import type { Manifest } from './manifest';

type List = Manifest & { readonly items: readonly unknown[] };

/**
 * The objects of a set, with those inside a `kind: List` (or `DeploymentList` and the like) in its place; what is no
 * object is left out.
 */
export function unpacked(given: readonly unknown[]): Manifest[] {
  const objects: Manifest[] = [];
  // A list may hold lists, however deep: a stack, not a recursion.
  const rest: unknown[] = [...given].reverse();
  while (rest.length > 0) {
    const next = rest.pop() as Manifest & { readonly items?: unknown } | null | undefined;
    if (typeof next?.apiVersion !== 'string' || typeof next.kind !== 'string') continue;
    if (!isList(next)) objects.push(next);
    else for (let i = next.items.length - 1; i >= 0; i--) rest.push(withKind(next, next.items[i]));
  }
  return objects;
}

function isList(object: Manifest & { readonly items?: unknown }): object is List {
  return object.kind.endsWith('List') && Array.isArray(object.items);
}

/** The items of a typed list need not repeat version and kind. */
function withKind({ apiVersion, kind }: Manifest, item: unknown): unknown {
  if (kind === 'List' || typeof item !== 'object' || item === null || 'kind' in item) return item;
  return { apiVersion, kind: kind.slice(0, -'List'.length), ...item };
}
