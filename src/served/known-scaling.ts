import type { ApiObject } from 'cdk8s';
import type { ScalingMetric } from '../values/scaling-metric';

/** How a workload is scaled. */
export interface KnownScaling {
  /** The name of its HorizontalPodAutoscaler, also where KEDA creates it. */
  readonly autoscalerName: string;
  readonly metrics: readonly ScalingMetric[];
}

/** The workloads that an autoscaler of the library scales, however they were given to it. */
const scaled = new WeakMap<ApiObject, KnownScaling>();

/** The workloads of which something was defined that shows how they are scaled. */
const read = new WeakSet<ApiObject>();

export function markScaled(workload: ApiObject, scaling: KnownScaling): void {
  scaled.set(workload, scaling);
}

/** How a workload is scaled; undefined where it is not. */
export function scalingOf(workload: ApiObject): KnownScaling | undefined {
  return scaled.get(workload);
}

/** Records that something shows how a workload is scaled: from now on that cannot change. */
export function markRead(workload: ApiObject): void {
  read.add(workload);
}

/** Whether something shows already how a workload is scaled. */
export function isRead(workload: ApiObject): boolean {
  return read.has(workload);
}
