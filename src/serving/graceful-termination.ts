import { Duration } from 'cdk8s';
import { Handler } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';

/** Until kube-proxy, EdgeMesh and load balancers route no more requests to a pod that terminates. */
export const LEAVE_SECONDS = 10;
/** Until a server without requests has stopped. */
const EXIT_SECONDS = 5;

/** How a pod terminates without losing a request. */
export interface Drain {
  readonly preStop?: Handler;
  readonly gracePeriod: Duration;
}

/** How long a request may take. */
export function requestSeconds({ server, maxRequestDuration }: InferenceDeploymentOptions): number {
  return maxRequestDuration?.toSeconds({ integral: false }) ?? server._row.requestSeconds;
}

/**
 * The pod is first removed from its Service, then it completes its requests, then it stops. How long it waits depends
 * on the server: one that drains completes its requests after SIGTERM; for one that would abort them, or would abort
 * the longest of them, the preStop hook delays SIGTERM; one that ignores SIGTERM serves requests until the grace period
 * is over.
 */
export function drain(props: InferenceDeploymentOptions): Drain {
  const { onSigterm, hasSleep, exitSeconds = EXIT_SECONDS } = props.server._row;
  const request = Math.ceil(requestSeconds(props));
  const wait = LEAVE_SECONDS + Math.max(0, request - drainSeconds(props, request));
  const gracePeriod = Duration.seconds(LEAVE_SECONDS + request + (onSigterm === 'ignores' ? 0 : exitSeconds));
  const canSleep = hasSleep && props.wasmRuntime === undefined && onSigterm !== 'ignores';
  return { gracePeriod, ...(canSleep && { preStop: Handler.fromCommand(['sleep', String(wait)]) }) };
}

/** How long the server completes its requests after SIGTERM. */
function drainSeconds({ server }: InferenceDeploymentOptions, request: number): number {
  return server._row.onSigterm === 'cuts' ? 0 : server._row.drainSeconds ?? request;
}
