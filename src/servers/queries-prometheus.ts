import type { IInference } from './inference';

/** Served models whose scaling engine queries Prometheus directly, without an adapter. */
const asking = new WeakSet<IInference>();

export function markQueriesPrometheus(inference: IInference): void {
  asking.add(inference);
}

export function queriesPrometheus(inference: IInference): boolean {
  return asking.has(inference);
}
