import { namespaceOf } from './identity';
import type { Manifest } from './manifest';

/** Objects by kind, namespace and name; those of a kind are indexed when the first of them is looked for. */
export class NameIndex {
  private readonly byName = new Map<string, ReadonlyMap<string, Manifest>>();

  /** @param isPart whether an object is a part of another one of its name, which is meant then */
  public constructor(
    private readonly byKind: ReadonlyMap<string, readonly Manifest[]>,
    private readonly isPart: (object: Manifest) => boolean,
  ) {}

  /** The first object of a kind, a namespace (empty for a cluster-wide kind) and a name. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.named(kind)?.get(`${namespace}/${name}`);
  }

  private named(kind: string): ReadonlyMap<string, Manifest> | undefined {
    const objects = this.byKind.get(kind);
    const known = this.byName.get(kind);
    if (known || !objects) return known;
    const named = new Map<string, Manifest>();
    for (const object of objects) {
      const key = `${namespaceOf(object)}/${object.metadata?.name}`;
      const first = named.get(key);
      if (!first || (this.isPart(first) && !this.isPart(object))) named.set(key, object);
    }
    this.byName.set(kind, named);
    return named;
  }
}
