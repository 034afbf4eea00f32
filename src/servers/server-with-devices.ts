import type { ServerDefinition } from './model-server-problems';
import type { RequestedDevice } from './requested-device';

/** A server in a pod that requests these devices. */
export interface ServerWithDevices extends ServerDefinition {
  readonly devices: readonly RequestedDevice[];
  /** The property that requests it. */
  readonly field: string;
}
