import type { IInference } from './inference';

/** Served models whose engine asks Prometheus itself, and so no adapter. */
const asking = new WeakSet<IInference>();

export function markAsksPrometheus(inference: IInference): void {
  asking.add(inference);
}

export function asksPrometheus(inference: IInference): boolean {
  return asking.has(inference);
}
