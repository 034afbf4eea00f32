import type { Inventory } from '../../kubernetes/inventory';
import { got } from '../../kubernetes/label-index';
import type { Manifest } from '../../kubernetes/manifest';

/** An object, and what is wrong with its version. */
export interface OfVersion<T> {
  readonly object: Manifest;
  readonly fault: T;
}

/** Judges a version of a kind for a Kubernetes, by its minor version. */
export type JudgeVersion<T> = (apiVersion: string, kind: string, kubernetes: number) => T | undefined;

/** The objects whose version has a fault, in their order: each version of a kind is judged once for a Kubernetes. */
export function withFault<T>(inventory: Inventory, judge: JudgeVersion<T>): Array<OfVersion<T>> {
  const { versions } = inventory;
  const judged = new Map<number, Map<string, Map<string, T | undefined>>>();
  const faultOf = (object: Manifest): T | undefined => {
    const { apiVersion, kind } = object;
    const kubernetes = versions.minorOf(object);
    const kinds = got(judged, kubernetes, () => new Map<string, Map<string, T | undefined>>());
    const known = got(kinds, kind, () => new Map<string, T | undefined>());
    if (!known.has(apiVersion)) known.set(apiVersion, judge(apiVersion, kind, kubernetes));
    return known.get(apiVersion);
  };
  const found: Array<OfVersion<T>> = [];
  for (const object of inventory.objects) {
    const fault = faultOf(object);
    if (fault !== undefined) found.push({ object, fault });
  }
  return found;
}
