import { renderResources } from '../values/resource-requirements';
import type { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';

/** The container that TensorStack looks for. */
export const USER_CONTAINER = 'user-container';

/** Variables as a container has them. */
export function variables(environment: Readonly<Record<string, string>>): object[] {
  return Object.entries(environment).map(([name, value]) => ({ name, value }));
}

/** What a container asks of its node, without the side that names nothing. */
export function requested(resources: InferenceResources, accelerator?: Accelerator): object {
  const { requests = {}, limits = {} } = renderResources(resources, accelerator);
  return { ...(Object.keys(requests).length > 0 && { requests }), ...(Object.keys(limits).length > 0 && { limits }) };
}
