import { metricsEndpoint } from './monitored';
import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';

/** What is asked in place of the port and path of the server's own metrics. */
interface AskedPort {
  readonly port?: string;
  readonly path?: string;
}

/** Whether a PodMonitor finds the port of a served model, which may be one of a container beside the server. */
export function podPortProblems(at: string, inference: IInference, asked: AskedPort): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && !isComplete(asked)) return withoutMetrics(at, inference);
  const names = inference.deployment.containers.flatMap((c) => c.ports).map((p) => p.name);
  const port = asked.port ?? own?.port;
  if (port !== undefined && names.includes(port)) return [];
  return [{
    code: 'metrics/unknown-pod-port',
    field: asked.port === undefined ? at : 'port',
    value: port ?? inference.name,
    rule: `is no port of the pod: ${listed(names)}`,
    why: 'Prometheus would find no target, and say nothing',
    fix: 'name one of them',
  }];
}

/** Whether a ServiceMonitor finds the Service of a served model, and its port. */
export function servicePortProblems(at: string, inference: IInference, asked: AskedPort): Problem[] {
  const own = metricsEndpoint(inference);
  if (!own && !isComplete(asked)) return withoutMetrics(at, inference);
  if (Object.keys(serviceLabels(inference)).length === 0) {
    return [{
      code: 'metrics/service-without-labels',
      field: at,
      value: inference.service.name,
      rule: 'is a Service without labels',
      why: 'a ServiceMonitor for it would take every Service of the namespace',
      fix: 'give it labels (service.labels), or use MonitorKind.POD',
    }];
  }
  const names = inference.service.ports.map((p) => p.name);
  const port = asked.port ?? own?.servicePort;
  if (port !== undefined && names.includes(port)) return [];
  return [{
    code: 'metrics/unknown-service-port',
    field: asked.port === undefined ? at : 'port',
    value: port ?? inference.name,
    rule: `is no port of the Service: ${listed(names)}`,
    why: 'Prometheus would find no target, and say nothing',
    fix: 'add the port to the Service, or use MonitorKind.POD',
  }];
}

/** The Service's own labels, by which a ServiceMonitor selects it. */
export function serviceLabels({ service }: IInference): Record<string, string> {
  const { labels } = service.metadata.toJson() as { labels?: Record<string, string> };
  return { ...labels };
}

function isComplete({ port, path }: AskedPort): boolean {
  return port !== undefined && path !== undefined;
}

function withoutMetrics(at: string, { server }: IInference): Problem[] {
  return [{
    code: 'metrics/no-metrics-shown',
    field: at,
    value: server._row.id,
    rule: 'shows no metrics',
    why: 'there is nothing to ask',
    fix: 'switch them on (enableMetrics), or give the metricsPort of a custom server; '
      + 'port and path name what a container beside it shows',
  }];
}

function listed(names: ReadonlyArray<string | undefined>): string {
  return names.filter((n) => n !== undefined).join(', ') || 'it names none';
}
