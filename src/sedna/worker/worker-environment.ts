import type { SednaWorkerOptions } from './sedna-worker-options';
import { isPod } from '../../cdk8s-plus/handed-over';

/** A variable of a worker's own container. */
export interface WorkerVariable {
  /** The property that sets it. */
  readonly field: string;
  /** Undefined when it comes from a ConfigMap, a Secret or a field of the pod, so that it is unknown at synth. */
  readonly value?: string;
}

/** The variables that a worker's own container sets, by their names. */
export function workerVariables({ container, pod }: SednaWorkerOptions): Map<string, WorkerVariable> {
  const found = new Map<string, WorkerVariable>();
  const add = (list: string, name: string, value: unknown) => found.set(name, {
    field: `${list}[${JSON.stringify(name)}]`,
    value: typeof value === 'string' ? value : undefined,
  });
  for (const [name, value] of Object.entries(container?.environment ?? {})) add('container.environment', name, value);
  for (const [name, variable] of Object.entries(container?.envVariables ?? {})) {
    add('container.envVariables', name, variable?.value);
  }
  for (const [name, variable] of Object.entries(ownContainer(pod)?.env.variables ?? {})) {
    add('pod.containers[0].env', name, variable?.value);
  }
  return found;
}

/** Whether more variables come from ConfigMaps or Secrets, whose names are unknown at synth. */
export function hasUnknownVariables({ container, pod }: SednaWorkerOptions): boolean {
  return (container?.envFrom ?? ownContainer(pod)?.env.sources ?? []).length > 0;
}

/**
 * The name under which the cloud worker serves `POST /<JOB_NAME>/predict`, by its variable `JOB_NAME`: `sedna` without
 * the variable, and the name of the joint inference when it is empty. Undefined when the value is unknown at synth.
 */
export function jobName(variable: { readonly value?: string } | undefined, service: string): string | undefined {
  if (variable === undefined) return 'sedna';
  return variable.value === '' ? service : variable.value;
}

function ownContainer(pod: unknown) {
  return isPod(pod) ? pod.containers[0] : undefined;
}
