import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * An object of which cdk8s-plus-27 has no model, or one that invents values (its autoscaler always writes a
 * `behavior`): plain JSON in Kubernetes' own spelling, every field of every version.
 */
export function plainObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  return new ApiObject(scope, id, manifest);
}
