import type { ServedWorkloadOptions } from './served-workload-options';
import type { Container } from '../kubernetes/manifest';
import type { ServedPort } from '../servers/inference';
import { ModelServer } from '../servers/model-server';

/** Whether a port is one of HTTP, gRPC and metrics: they are over TCP, which is the default. */
export function isTcp({ protocol }: { readonly protocol?: unknown }): boolean {
  return (protocol ?? 'TCP') === 'TCP';
}

/** The ports of a container over TCP, with their names. */
export function portsOf({ ports = [] }: Container): ServedPort[] {
  const found: ServedPort[] = [];
  for (const { name, containerPort: number, protocol } of ports) {
    if (isTcp({ protocol }) && typeof number === 'number') found.push({ number, ...(name !== undefined && { name }) });
  }
  return found;
}

/** The server in a container: the one that is given, on the ports that are given, or one that is read from it. */
export function serverIn(container: Container, options: ServedWorkloadOptions): ModelServer {
  const { server, httpPort, metricsPort, metricsPath } = options;
  if (server) {
    const { http, grpc, metrics } = server._row.ports;
    if (httpPort === undefined && metricsPort === undefined && metricsPath === undefined) return server;
    return server._on({ http: httpPort ?? http, grpc, metrics: metricsPort ?? metrics }, metricsPath);
  }
  const ports = portsOf(container);
  const ofMetrics = metricsPort ?? (metricsPath === undefined ? called(ports, /^metrics$/) : undefined);
  return ModelServer.custom({
    image: container.image ?? '',
    httpPort: httpPort ?? httpPortOf(ports, ofMetrics),
    grpcPort: called(ports, /^grpc(-|$)/),
    metricsPort: ofMetrics,
    metricsPath,
  });
}

function httpPortOf(ports: readonly ServedPort[], metrics: number | undefined): number | undefined {
  const named = called(ports, /^(http|web)(-(?!metrics$)|$)/);
  if (named !== undefined) return named;
  const others = ports.filter(({ name = '', number }) => number !== metrics && !/^grpc(-|$)/.test(name));
  return others.length === 1 ? others[0].number : undefined;
}

function called(ports: readonly ServedPort[], pattern: RegExp): number | undefined {
  return ports.find(({ name = '' }) => pattern.test(name))?.number;
}
