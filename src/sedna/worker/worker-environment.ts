import { Pod } from 'cdk8s-plus-27';
import type { SednaWorkerOptions } from './sedna-worker-options';

/** A variable of a worker's own container, and where its user wrote it. Without a value it comes from elsewhere, so nobody knows it here. */
export interface WorkerVariable {
  readonly at: string;
  readonly value?: string;
}

/** The variables that a worker's own container sets, by their names. */
export function workerVariables({ container, pod }: SednaWorkerOptions): Map<string, WorkerVariable> {
  const found = new Map<string, WorkerVariable>();
  const add = (at: string, name: string, value: string | undefined) => found.set(name, { at: `${at}[${JSON.stringify(name)}]`, value });
  for (const [name, value] of Object.entries(container?.environment ?? {})) add('container.environment', name, value);
  for (const [name, value] of Object.entries(container?.envVariables ?? {})) add('container.envVariables', name, plainValue(value));
  for (const [name, value] of Object.entries(ownContainer(pod)?.env.variables ?? {})) add('pod.containers[0].env', name, plainValue(value));
  return found;
}

/** Whether more variables come from ConfigMaps or Secrets, whose names nobody knows here. */
export function hasUnknownVariables({ container, pod }: SednaWorkerOptions): boolean {
  return (container?.envFrom ?? ownContainer(pod)?.env.sources ?? []).length > 0;
}

function ownContainer(pod: unknown) {
  return pod instanceof Pod ? pod.containers[0] : undefined;
}

function plainValue(value: { readonly value?: unknown } | null | undefined): string | undefined {
  return typeof value?.value === 'string' ? value.value : undefined;
}
