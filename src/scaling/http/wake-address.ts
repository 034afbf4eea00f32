import type { ApiObject } from 'cdk8s';
import type { IInference } from '../../servers/inference';

/** The address that starts the first replica of a served model, where something in front of it does. */
export interface WakeAddress {
  readonly url: string;
  /** How long the first request may wait until the model is loaded, in seconds. */
  readonly startupSeconds: number;
}

/** Workloads that something in front of them starts, however they are described. */
const woken = new WeakMap<ApiObject, WakeAddress>();

/** Workloads that something sends requests to, and that nothing was in front of when it was defined. */
const called = new WeakSet<ApiObject>();

export function markWakeAddress({ workload }: IInference, address: WakeAddress): void {
  woken.set(workload, address);
}

/** The address that starts the first replica; undefined where requests go to the Service of the server. */
export function wakeAddress({ workload }: IInference): WakeAddress | undefined {
  return woken.get(workload);
}

/** Records that something sends requests where a served model is reached by now. */
export function markCalled(inference: IInference): void {
  if (!wakeAddress(inference)) called.add(inference.workload);
}

/** Whether something sends requests to the Service of a workload, past what would start it from now on. */
export function isCalled(workload: ApiObject): boolean {
  return called.has(workload);
}
