import type { IInference } from '../../servers/inference';

/** The address that starts the first replica of a served model, where something in front of it does. */
export interface WakeAddress {
  readonly url: string;
  /** How long the first request may wait until the model is loaded, in seconds. */
  readonly startupSeconds: number;
}

/** Served models that something in front of them starts. */
const woken = new WeakMap<IInference, WakeAddress>();

export function markWakeAddress(inference: IInference, address: WakeAddress): void {
  woken.set(inference, address);
}

/** The address that starts the first replica; undefined where requests go to the Service of the server. */
export function wakeAddress(inference: IInference): WakeAddress | undefined {
  return woken.get(inference);
}
