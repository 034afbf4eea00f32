import type { Duration } from 'cdk8s';
import type { LoadProfile } from './load-profile';

/** Requests to one service. */
export interface RequestLoadOptions {
  /** How many requests arrive per second. */
  readonly profile: LoadProfile;

  /** How long a server works on one request, without the time in a queue: longer than 0 seconds. */
  readonly serviceTime: Duration;

  /**
   * The CPU time of one request, on all cores together. Set it for a server that computes on an accelerator: its
   * requests use little CPU.
   *
   * @default - `serviceTime`: one request keeps one core busy
   */
  readonly cpuTime?: Duration;

  /**
   * How many requests one pod works on at the same time: a whole number, 1 or more.
   *
   * @default - what the manifests of the server show
   */
  readonly parallel?: number;
}
