import type { Inventory } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';
import { nestedWorkloads, type NestedSet } from '../../../kubernetes/objects-by-cluster';
import { shapeOf } from '../../../kubernetes/schema/manifest-schema';
import { conform } from '../../../kubernetes/schema/manifest-shape';

/** A workload of a HyperMLService: which clusters get which objects. */
export interface HyperWorkload extends NestedSet {
  /** The HyperMLService. */
  readonly owner: Manifest;
}

/** The workloads of all HyperMLServices of a set, with what is read of their objects in the shape of `schema.ts`. */
export function workloadsOf(inventory: Inventory): HyperWorkload[] {
  const workloads: HyperWorkload[] = [];
  for (const owner of inventory.of('HyperMLService')) {
    for (const { clusters, objects } of nestedWorkloads(inventory.original(owner))) {
      const read = objects.map(({ manifest, path }) => ({ manifest: conform(manifest, shapeOf(manifest.kind)), path }));
      workloads.push({ owner, clusters, objects: read });
    }
  }
  return workloads;
}
