import { got } from '../../kubernetes/grouped';
import type { Manifest } from '../../kubernetes/manifest';

/** What is said of the version and the kind of an object: worked out once, however many objects have them. */
export function byVersion<T>(judge: (apiVersion: string, kind: string) => T): (object: Manifest) => T {
  const versions = new Map<string, Map<string, T>>();
  return ({ apiVersion, kind }) => {
    const kinds = got(versions, apiVersion, () => new Map<string, T>());
    if (!kinds.has(kind)) kinds.set(kind, judge(apiVersion, kind));
    return kinds.get(kind)!;
  };
}
