import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

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

/** Served models that have a monitor. */
const monitored = new WeakSet<IInference>();

export function markMonitored(inference: IInference): void {
  monitored.add(inference);
}

export function isMonitored(inference: IInference): boolean {
  return monitored.has(inference);
}

/** What is wrong with a list of served models. */
export function inferencesProblems(of: unknown): Problem[] {
  if (!Array.isArray(of) || of.length === 0) {
    return [{
      code: 'metrics/no-served-model',
      field: 'of',
      value: of,
      rule: 'must name at least one served model',
      why: 'there would be nothing to do',
      fix: 'give an AutoscaledInference or InferenceDeployment',
    }];
  }
  const problems = new Problems();
  const named = new Set<unknown>();
  for (const [i, inference] of of.entries()) {
    if (typeof inference?.server?._row !== 'object' || !inference.service || !inference.deployment) {
      problems.add({
        code: 'metrics/not-a-served-model',
        field: `of[${i}]`,
        value: inference,
        rule: 'must be an AutoscaledInference or InferenceDeployment',
        why: 'nothing else says what its server shows',
        fix: 'define one',
      });
    } else if (named.has(inference)) {
      problems.add({
        code: 'metrics/served-model-named-twice',
        field: `of[${i}]`,
        value: inference.name,
        rule: 'is named twice',
        why: 'the second would overwrite the first',
        fix: 'remove one',
      });
    }
    named.add(inference);
  }
  return problems.all;
}
