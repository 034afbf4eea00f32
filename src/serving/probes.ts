import { Duration } from 'cdk8s';
import { Probe, type ProbeOptions } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import type { ServerProbe } from '../servers/model-server-row';
import type { ModelServer } from '../servers/model-server';

/** How often a starting server is asked. */
const STARTUP_PERIOD = 10;

/** The three probes of the server's container. */
export interface ServerProbes {
  readonly startup: Probe;
  readonly readiness: Probe;
  readonly liveness: Probe;
}

/** How long the model may load. */
export function startupSeconds({ server, startupBudget, startup }: InferenceDeploymentOptions): number {
  if (startup) {
    const { initialDelaySeconds, periodSeconds, failureThreshold = 3 } = (startup as unknown as { probeOptions: ProbeOptions }).probeOptions;
    return (initialDelaySeconds?.toSeconds() ?? 0) + failureThreshold * (periodSeconds?.toSeconds() ?? 10);
  }
  return startupBudget?.toSeconds({ integral: false }) ?? server._row.startupSeconds;
}

/**
 * The startup probe lasts as long as the model may load; once it has passed, a server that stops answering is out of its Service
 * after 15 seconds and restarted after a minute.
 */
export function serverProbes(props: InferenceDeploymentOptions): ServerProbes {
  const { server, startup, readiness, liveness } = props;
  const { probes } = server._row;
  const attempts = Math.ceil(startupSeconds(props) / STARTUP_PERIOD);
  return {
    startup: startup ?? probe(server, probes.startup, { periodSeconds: Duration.seconds(STARTUP_PERIOD), failureThreshold: attempts }),
    readiness: readiness ?? server._probes.readiness ?? probe(server, probes.readiness, { periodSeconds: Duration.seconds(5), failureThreshold: 3 }),
    liveness: liveness ?? server._probes.liveness ?? probe(server, probes.liveness, { periodSeconds: Duration.seconds(10), failureThreshold: 6 }),
  };
}

function probe(server: ModelServer, { port, path, command, timeoutSeconds = 5 }: ServerProbe, timing: ProbeOptions): Probe {
  const options = { ...timing, timeoutSeconds: Duration.seconds(timeoutSeconds) };
  if (command) return Probe.fromCommand([...command], options);
  const number = server._row.ports[port];
  return path === undefined ? Probe.fromTcpSocket({ ...options, port: number }) : Probe.fromHttpGet(path, { ...options, port: number });
}

/** Whether a probe runs a program in the container. */
export function runsCommand(given: Probe): boolean {
  return (given as unknown as { commandOptions?: object }).commandOptions !== undefined;
}
