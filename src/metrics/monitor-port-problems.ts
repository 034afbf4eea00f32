import { metricsEndpoint } from './monitored';
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
  const names = inference.deployment.containers.flatMap((c) => c.ports).map((p) => p.name);
  const port = given.port ?? own?.port;
  if (port !== undefined && names.includes(port)) return [];
  return [{
    code: 'metrics/unknown-pod-port',
    field: given.port === undefined ? at : 'port',
    value: port ?? inference.name,
    rule: `must be a port of the pod: ${listed(names)}`,
    why: 'Prometheus would discover no target, and report no error',
    fix: 'set one of these names',
  }];
}

/** Problems of the Service and the port that a ServiceMonitor scrapes. */
export function servicePortProblems(at: string, inference: IInference, given: ScrapedPort): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && !isComplete(given)) return withoutMetrics(at, inference);
  if (Object.keys(serviceLabels(inference)).length === 0) {
    return [{
      code: 'metrics/service-without-labels',
      field: at,
      value: inference.service.name,
      rule: 'must have labels',
      why: 'a ServiceMonitor without labels to match selects every Service of the namespace',
      fix: 'set labels of the Service (service.labels), or use MonitorKind.POD',
    }];
  }
  const names = inference.service.ports.map((p) => p.name);
  const port = given.port ?? own?.servicePort;
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

/** The labels of the Service, by which a ServiceMonitor selects it. */
export function serviceLabels({ service }: IInference): Record<string, string> {
  const { labels } = service.metadata.toJson() as { labels?: Record<string, string> };
  return { ...labels };
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
    fix: 'enable them (enableMetrics), set metricsPort of a custom server, '
      + 'or set port and path for the metrics of another container',
  }];
}

function listed(names: ReadonlyArray<string | undefined>): string {
  return names.filter((n) => n !== undefined).join(', ') || 'none has a name';
}
