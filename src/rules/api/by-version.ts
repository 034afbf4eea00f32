import type { Inventory } from '../../kubernetes/inventory';
import { got } from '../../kubernetes/label-index';
import type { Manifest } from '../../kubernetes/manifest';

/** An object, and what is wrong with its version. */
export interface OfVersion<T> {
  readonly object: Manifest;
  readonly fault: T;
}

/** The objects whose version has a fault, in their order: each version of a kind is judged once. */
export function withFault<T>(
  inventory: Inventory, judge: (apiVersion: string, kind: string) => T | undefined,
): Array<OfVersion<T>> {
  const faults = new Map<string, Map<string, T>>();
  for (const kind of inventory.kinds) {
    for (const apiVersion of new Set(inventory.of(kind).map((object) => object.apiVersion))) {
      const fault = judge(apiVersion, kind);
      if (fault !== undefined) got(faults, kind, () => new Map<string, T>()).set(apiVersion, fault);
    }
  }
  const found: Array<OfVersion<T>> = [];
  if (faults.size === 0) return found;
  for (const object of inventory.objects) {
    const fault = faults.get(object.kind)?.get(object.apiVersion);
    if (fault !== undefined) found.push({ object, fault });
  }
  return found;
}
