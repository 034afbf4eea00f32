import type { IConstruct } from 'constructs';

/** What a workload of cdk8s-plus has for autoscalers, in every version. */
export interface Scalable extends IConstruct {
  toScalingTarget(): { readonly replicas?: number };
  markHasAutoscaler(): void;
}

/**
 * Workloads whose user set no replicas. cdk8s-plus would then run two pods; the library sets one pod and records the
 * workload here, so that an autoscaler may still be added.
 */
const assumed = new WeakSet<IConstruct>();

export function assumeReplicas(workload: IConstruct): void {
  assumed.add(workload);
}

/** The replicas that a user set on a workload; undefined when none were set. */
export function replicasSetByUser(workload: Scalable): number | undefined {
  return assumed.has(workload) ? undefined : workload.toScalingTarget().replicas;
}
