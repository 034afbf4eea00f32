import type { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';
import { renderResources } from '../values/resource-requirements';

/** What a runtime sets of its container, and a release or a transformer changes of it. */
export interface UserContainer {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Requests and limits, as `containerResources` gives them. */
  readonly resources?: object;
}

/** The container that TensorStack requires in a pod, by its name. */
export const USER_CONTAINER = 'user-container';

/** The manifest of the `user-container`, with nothing but what is set. */
export function userContainer({ image, command, args, port, environment, resources }: UserContainer): object {
  return {
    name: USER_CONTAINER,
    ...(image !== undefined && { image }),
    ...(command && { command: [...command] }),
    ...(args && { args: [...args] }),
    ...(port !== undefined && { ports: [{ containerPort: port, protocol: 'TCP' }] }),
    ...(environment && { env: Object.entries(environment).map(([name, value]) => ({ name, value })) }),
    ...(resources && { resources }),
  };
}

/** Requests and limits of a container; a side without a resource is left out. */
export function containerResources(resources: InferenceResources, accelerator?: Accelerator): object {
  const { requests, limits } = renderResources(resources, accelerator);
  return {
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}
