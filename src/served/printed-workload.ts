import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Workload } from '../kubernetes/workload';

/** The object of a construct of any package: itself, or its default child. */
export function objectOf(construct: unknown): ApiObject | undefined {
  const { node } = (typeof construct === 'object' && construct !== null ? construct : {}) as Partial<IConstruct>;
  if (!Construct.isConstruct(construct) && node === undefined) return undefined;
  try {
    return ApiObject.of(construct as IConstruct);
  } catch {
    return undefined;
  }
}

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
