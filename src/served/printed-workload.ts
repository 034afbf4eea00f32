import type { ApiObject } from 'cdk8s';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Workload } from '../kubernetes/workload';

/** An object as it is printed now; a text where cdk8s cannot render it. */
export function manifestOf(object: ApiObject): Manifest | string {
  try {
    return object.toJson();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A workload as it is printed, with what does not fit its kind left out; undefined for any other kind. */
export function workloadIn(manifest: Manifest): Workload | undefined {
  return new Inventory([manifest]).workloads[0];
}
