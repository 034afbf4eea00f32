import type { CustomModelServerOptions } from './custom-model-server-options';
import type { ServerPorts, ServerProbe, ServerRow } from './model-server-row';
import { secondsOf } from '../values/seconds-of';

/** The id of every server of `ModelServer.custom`. */
export const CUSTOM = 'server';

/** The row of a server of `ModelServer.custom`. */
export function customRow(o: CustomModelServerOptions): ServerRow {
  const ports = { http: o.httpPort, grpc: o.grpcPort, metrics: o.metricsPort };
  const probe: ServerProbe = { port: firstPort(ports) };
  return {
    id: CUSTOM,
    ports,
    metricsPath: o.metricsPath ?? (o.metricsPort === undefined ? undefined : '/metrics'),
    command: Array.isArray(o.command) ? [...o.command] : o.command,
    modelDirectory: o.modelDirectory ?? '/models',
    modelInImage: 'unknown',
    probes: { startup: probe, readiness: probe, liveness: probe },
    startupSeconds: secondsOf(o.startupBudget, 600),
    requestSeconds: secondsOf(o.maxRequestDuration, 30),
    onSigterm: o.drainsOnSigterm ? 'drains' : 'cuts',
    user: o.user ?? 1000,
    group: o.user ?? 1000,
    writable: Array.isArray(o.writableFolders) ? [...o.writableFolders] : o.writableFolders,
    sharedMemory: o.sharedMemory,
    computeThreads: o.computeThreads,
    hasSleep: o.hasSleep ?? true,
  };
}

/** The port that the probes use. */
function firstPort({ http, grpc }: ServerPorts): keyof ServerPorts {
  if (http !== undefined) return 'http';
  return grpc === undefined ? 'metrics' : 'grpc';
}
