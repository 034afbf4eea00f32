import type { Container } from '../kubernetes/manifest';
import type { Workload } from '../kubernetes/workload';

/** Where a container is: `spec.template.spec.containers["main"]`, or its index where it has no name. */
export function containerPath({ pod, podPath }: Workload, container: Container): string {
  const list = pod.containers?.includes(container) ? 'containers' : 'initContainers';
  const { name } = container;
  return `${podPath}.${list}[${name ? JSON.stringify(name) : pod[list]?.indexOf(container)}]`;
}

/** How a message calls a container: `"main"`, or `(no name)`. */
export function containerName({ name }: Pick<Container, 'name'>): string {
  return name ? `"${name}"` : '(no name)';
}
