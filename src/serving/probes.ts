import { Duration } from 'cdk8s';
import { Container, Probe, type k8s } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { rendersItself } from '../cdk8s-plus/handed-over';
import type { ModelServer } from '../servers/model-server';
import type { ServerProbe } from '../servers/model-server-row';

/** The period of the startup probe, in seconds. */
const STARTUP_PERIOD = 10;

/** The defaults of Kubernetes for `periodSeconds` and `failureThreshold`. */
const DEFAULT_PERIOD = 10;
const DEFAULT_FAILURES = 3;

/** The three probes of the server's container. */
export interface ServerProbes {
  readonly startup: Probe;
  readonly readiness: Probe;
  readonly liveness: Probe;
}

/** Rendering a probe needs a container, whose port is the default port of the probe. */
const ANY_CONTAINER = new Container({ image: 'server', portNumber: 80 });

/** A probe as cdk8s-plus renders it, or the message of its error when it cannot. */
export function renderProbe(given: unknown): k8s.Probe | string {
  try {
    return (given as Probe)._toKube(ANY_CONTAINER);
  } catch (e) {
    return (e as Error).message;
  }
}

/** How long the model may load, in seconds. */
export function startupSeconds({ server, startupBudget, startup }: InferenceDeploymentOptions): number {
  const rendered = startup && renderProbe(startup);
  if (typeof rendered === 'object') {
    const { initialDelaySeconds = 0, periodSeconds = DEFAULT_PERIOD, failureThreshold = DEFAULT_FAILURES } = rendered;
    return initialDelaySeconds + failureThreshold * periodSeconds;
  }
  return startupBudget?.toSeconds({ integral: false }) ?? server._row.startupSeconds;
}

/**
 * The startup probe may fail as long as the model may load. After that, a server that stops to respond is removed from
 * its Service after 15 seconds and restarted after a minute.
 */
export function serverProbes(props: InferenceDeploymentOptions): ServerProbes {
  const { server, startup, readiness, liveness } = props;
  const own = server._probes;
  return {
    startup: startup ?? startupProbe(props),
    readiness: readiness ?? own.readiness ?? serverProbe(server, 'readiness', { period: 5, failures: 3 }),
    liveness: liveness ?? own.liveness ?? serverProbe(server, 'liveness', { period: 10, failures: 6 }),
  };
}

interface Timing {
  readonly period: number;
  readonly failures: number;
}

function startupProbe(props: InferenceDeploymentOptions): Probe {
  const failures = Math.ceil(startupSeconds(props) / STARTUP_PERIOD);
  return serverProbe(props.server, 'startup', { period: STARTUP_PERIOD, failures });
}

function serverProbe(server: ModelServer, kind: keyof ServerProbes, { period, failures }: Timing): Probe {
  const { port, path, command, timeoutSeconds = 5 }: ServerProbe = server._row.probes[kind];
  const options = {
    port: server._row.ports[port],
    periodSeconds: Duration.seconds(period),
    failureThreshold: failures,
    timeoutSeconds: Duration.seconds(timeoutSeconds),
  };
  if (command) return Probe.fromCommand([...command], options);
  return path === undefined ? Probe.fromTcpSocket(options) : Probe.fromHttpGet(path, options);
}

/** The first probe that runs a command in the container. */
export function commandProbe(props: InferenceDeploymentOptions): keyof ServerProbes | undefined {
  const { server, startup, readiness = server._probes.readiness, liveness = server._probes.liveness } = props;
  const given: Record<keyof ServerProbes, Probe | undefined> = { startup, readiness, liveness };
  return (['startup', 'readiness', 'liveness'] as const).find((kind) => {
    const probe = given[kind];
    return probe === undefined ? server._row.probes[kind].command !== undefined : runsCommand(probe);
  });
}

function runsCommand(probe: unknown): boolean {
  if (!rendersItself(probe)) return false;
  const rendered = renderProbe(probe);
  return typeof rendered === 'object' && rendered.exec !== undefined;
}
