import type { IInference } from './inference';

/** The longest request of served models, in seconds. */
const longest = new WeakMap<IInference, number>();

export function markLongestRequest(inference: IInference, seconds: number): void {
  longest.set(inference, seconds);
}

/** The maximum duration of a request of a served model, in seconds. */
export function longestRequest(inference: IInference): number {
  return longest.get(inference) ?? inference.server._row.requestSeconds;
}
