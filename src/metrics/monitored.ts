import type { Problem } from '../validation/problem';
import type { IInference } from '../servers/inference';

/** Where a server shows its metrics. */
export interface MetricsEndpoint {
  /** The name of the container's port. */
  readonly port: string;
  /** The name of the Service's port; undefined when it has none for it. */
  readonly servicePort?: string;
  readonly path: string;
}

export function metricsEndpoint({ server, ports, service }: IInference): MetricsEndpoint | undefined {
  const { metricsPort, metricsPath } = server;
  const port = ports.find((p) => p.number === metricsPort);
  if (metricsPort === undefined || metricsPath === undefined || port?.name === undefined) return undefined;
  const served = service.ports.find((p) => (p.targetPort ?? p.port) === metricsPort);
  return { port: port.name, servicePort: served?.name, path: metricsPath };
}

/** How often the pods of a served model are asked, in seconds: by the monitors that there are. */
const intervals = new WeakMap<IInference, number>();

export function monitored(inference: IInference, seconds: number): void {
  intervals.set(inference, Math.max(seconds, intervals.get(inference) ?? 0));
}

export function scrapeSeconds(inference: IInference): number | undefined {
  return intervals.get(inference);
}

/** What is wrong with a list of served models. */
export function inferencesProblems(of: unknown): Problem[] {
  if (!Array.isArray(of) || of.length === 0) {
    return [{ field: 'of', value: of, rule: 'must name at least one served model', why: 'there would be nothing to do', fix: 'give an AutoscaledInference or InferenceDeployment' }];
  }
  return of.flatMap((o, i): Problem[] => {
    if (typeof o?.server?._row !== 'object' || !o.service || !o.deployment) {
      return [{ field: `of[${i}]`, value: o, rule: 'must be an AutoscaledInference or InferenceDeployment', why: 'nothing else says what its server shows', fix: 'define one' }];
    }
    return of.indexOf(o) === i ? [] : [{ field: `of[${i}]`, value: o.name, rule: 'is named twice', why: 'the second would overwrite the first', fix: 'remove one' }];
  });
}
