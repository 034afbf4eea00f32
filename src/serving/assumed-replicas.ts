import type { IScalable } from 'cdk8s-plus-27';

/**
 * Workloads whose user set no replicas. cdk8s-plus would then run two pods; the library sets one pod and records the
 * workload here, so that an autoscaler may still be added.
 */
const assumed = new WeakSet<IScalable>();

export function assumeReplicas(workload: IScalable): void {
  assumed.add(workload);
}

/** The replicas that a user set on a workload; undefined when none were set. */
export function replicasSetByUser(workload: IScalable): number | undefined {
  return assumed.has(workload) ? undefined : workload.toScalingTarget().replicas;
}
