import { metricsEndpoint } from './monitored';
import type { PodSpec } from '../kubernetes/manifest';
import { allContainers, workload } from '../kubernetes/workload';
import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';

/** The port and path to scrape, where they are not those of the server's metrics. */
interface ScrapedPort {
  readonly port?: string;
  readonly path?: string;
}

/** Problems of the port that a PodMonitor scrapes, which may be one of another container of the pod. */
export function podPortProblems(at: string, inference: IInference, given: ScrapedPort): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && !isComplete(given)) return withoutMetrics(at, inference);
  const port = given.port ?? own?.port;
  if (port === undefined && own?.number !== undefined) return [];
  if (port === undefined) return undeclared(at, inference);
  if (inference.ports.some((p) => p.name === port)) return [];
  const names = allContainers(podOf(inference)).flatMap((c) => c.ports ?? []).map((p) => p.name);
  if (names.includes(port)) return [];
  return [{
    code: 'metrics/unknown-pod-port',
    field: 'port',
    value: port,
    rule: `must be a port of the pod: ${listed(names)}`,
    why: 'Prometheus would discover no target, and report no error',
    fix: 'set one of these names',
  }];
}

/** Problems of the Service and the port that a ServiceMonitor scrapes. */
export function servicePortProblems(at: string, inference: IInference, given: ScrapedPort): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && !isComplete(given)) return withoutMetrics(at, inference);
  const { exposedBy } = inference;
  if (exposedBy === undefined) {
    return [{
      code: 'metrics/no-service',
      field: at,
      value: inference.name,
      rule: 'must have a Service for a ServiceMonitor',
      why: 'a ServiceMonitor discovers the pods behind a Service',
      fix: 'set service in ServedWorkload.of, or use MonitorKind.POD',
    }];
  }
  if (Object.keys(exposedBy.labels).length === 0) {
    return [{
      code: 'metrics/service-without-labels',
      field: at,
      value: exposedBy.name,
      rule: 'must have labels',
      why: 'a ServiceMonitor without labels to match selects every Service of the namespace',
      fix: 'set labels of the Service, or use MonitorKind.POD',
    }];
  }
  const names = exposedBy.ports.map((p) => p.name);
  const port = given.port ?? own?.servicePort;
  if (port === undefined && own?.behindService !== undefined) return [];
  if (port !== undefined && names.includes(port)) return [];
  return [{
    code: 'metrics/unknown-service-port',
    field: given.port === undefined ? at : 'port',
    value: port ?? inference.name,
    rule: `must be a port of the Service: ${listed(names)}`,
    why: 'Prometheus would discover no target, and report no error',
    fix: 'add the port to the Service, or use MonitorKind.POD',
  }];
}

/** A port that the container does not declare: a PodMonitor discovers only those that it does. */
function undeclared(at: string, { name, server: { metricsPort }, ports }: IInference): Problem[] {
  return [{
    code: 'metrics/undeclared-pod-port',
    field: at,
    value: metricsPort,
    rule: `must be a port that the container of ${name} declares: `
      + `${ports.map((p) => p.number).join(', ') || 'it declares none'}`,
    why: 'Prometheus would discover no target, and report no error',
    fix: 'add it to the ports of the container, or set metricsPort in ServedWorkload.of to the port of the metrics',
  }];
}

/** The pods as they are printed. */
function podOf({ workload: object }: IInference): PodSpec {
  return workload(object.toJson()).pod;
}

function isComplete({ port, path }: ScrapedPort): boolean {
  return port !== undefined && path !== undefined;
}

function withoutMetrics(at: string, { server }: IInference): Problem[] {
  return [{
    code: 'metrics/no-metrics-shown',
    field: at,
    value: server._row.id,
    rule: 'must expose metrics',
    why: 'there is no endpoint to scrape',
    fix: 'enable them (enableMetrics), set metricsPort of a custom server or of ServedWorkload.of, '
      + 'or set port and path for the metrics of another container',
  }];
}

function listed(names: ReadonlyArray<string | undefined>): string {
  return names.filter((n) => n !== undefined).join(', ') || 'none has a name';
}
