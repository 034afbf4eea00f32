import type { ApiObject } from 'cdk8s';
import type { IInference } from './inference';

/** The longest request of workloads that serve a model, in seconds. */
const longest = new WeakMap<ApiObject, number>();

export function markLongestRequest(workload: ApiObject, seconds: number): void {
  longest.set(workload, seconds);
}

/** The maximum duration of a request of a served model, in seconds. */
export function longestRequest(inference: IInference): number {
  return longest.get(inference.workload) ?? inference.server._row.requestSeconds;
}
