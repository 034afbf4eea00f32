import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from './manifest';

const plain = new WeakMap<ApiObject, Manifest>();

/**
 * An object of which cdk8s-plus-27 has no model, or one that invents values (its autoscaler always writes a `behavior`): plain
 * JSON in Kubernetes' own spelling, every field of every version.
 */
export function plainObject(scope: Construct, id: string, manifest: Manifest & { readonly [field: string]: unknown }): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  plain.set(object, manifest);
  return object;
}

/** What such an object was made of; undefined for any other, and once it is patched. */
export function plainManifest(object: ApiObject): Manifest | undefined {
  const patches = (object as unknown as { patches?: unknown[] }).patches;
  return patches?.length === 0 ? plain.get(object) : undefined;
}
