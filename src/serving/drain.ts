import { Duration } from 'cdk8s';
import { Handler } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';

/** Until kube-proxy, EdgeMesh and load balancers no longer send to a pod that is ending. */
const LEAVE_SECONDS = 10;
/** Until a server that has ended its requests is gone. */
const EXIT_SECONDS = 5;

/** How a pod ends without losing a request. */
export interface Drain {
  readonly preStop?: Handler;
  readonly gracePeriod: Duration;
}

/** How long a request may take. */
export function requestSeconds({ server, maxRequestDuration }: InferenceDeploymentOptions): number {
  return maxRequestDuration?.toSeconds({ integral: false }) ?? server._row.requestSeconds;
}

/**
 * The pod first leaves its Service, then ends its requests, then goes. Who waits for the requests depends on the server: one that
 * drains does it itself after SIGTERM, one that would cut them is kept from SIGTERM by the preStop hook, and one that ignores SIGTERM
 * serves on until the grace period is over.
 */
export function drain(props: InferenceDeploymentOptions): Drain {
  const { onSigterm, hasSleep } = props.server._row;
  const request = Math.ceil(requestSeconds(props));
  const wait = onSigterm === 'cuts' ? LEAVE_SECONDS + request : LEAVE_SECONDS;
  const gracePeriod = Duration.seconds(LEAVE_SECONDS + request + (onSigterm === 'ignores' ? 0 : EXIT_SECONDS));
  const canSleep = hasSleep && props.wasmRuntime === undefined && onSigterm !== 'ignores';
  return { gracePeriod, ...(canSleep && { preStop: Handler.fromCommand(['sleep', String(wait)]) }) };
}
