import type { IScalable } from 'cdk8s-plus-27';

/**
 * cdk8s-plus runs two pods where nobody says how many, and one pod is what a model server should have. Workloads for which the library
 * said so are remembered here: an autoscaler may still take them over.
 */
const assumed = new WeakSet<IScalable>();

export function assumeReplicas(workload: IScalable): void {
  assumed.add(workload);
}

/** The replicas that a user set on a workload; undefined where nobody did. */
export function replicasSetByUser(workload: IScalable): number | undefined {
  return assumed.has(workload) ? undefined : workload.toScalingTarget().replicas;
}
