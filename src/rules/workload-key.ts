import { identity } from '../kubernetes/identity';
import type { Workload } from '../kubernetes/workload';

/**
 * A key that two workloads share when the API server takes them for one, as where a manifest is there twice: what
 * `duplicate-object` reports is no fault between two workloads. A workload without a name is one of its own.
 */
export function workloadKey(workload: Workload): string | Workload {
  const { object, worker } = workload;
  return object.metadata?.name === undefined ? workload : `${identity(object)}/${worker ?? ''}`;
}

/** The workloads without those that are there twice. */
export function distinct(workloads: readonly Workload[]): Workload[] {
  if (workloads.length < 2) return [...workloads];
  return [...new Map(workloads.map((w) => [workloadKey(w), w])).values()];
}
