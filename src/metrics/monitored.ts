import { ApiObject } from 'cdk8s';
import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The endpoint of the metrics of a server. */
export interface MetricsEndpoint {
  /** The name of the port of the container. */
  readonly port: string;
  /** The name of the port of the Service; undefined when the Service has no port for it. */
  readonly servicePort?: string;
  readonly path: string;
}

export function metricsEndpoint({ server, ports, exposedBy }: IInference): MetricsEndpoint | undefined {
  const { metricsPort, metricsPath } = server;
  const port = ports.find((p) => p.number === metricsPort);
  if (metricsPort === undefined || metricsPath === undefined || port?.name === undefined) return undefined;
  const served = exposedBy?.ports.find((p) => p.targetPort === metricsPort);
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

/** Problems of a list of served models. */
export function inferencesProblems(of: unknown): Problem[] {
  if (!Array.isArray(of) || of.length === 0) {
    return [{
      code: 'metrics/no-served-model',
      field: 'of',
      value: of,
      rule: 'must name at least one served model',
      why: 'without a model, no object would be created',
      fix: 'write a list of AutoscaledInference and InferenceDeployment',
    }];
  }
  const problems = new Problems();
  const named = new Set<unknown>();
  for (const [i, inference] of of.entries()) {
    if (typeof inference?.server?._row !== 'object' || !ApiObject.isApiObject(inference.workload)) {
      problems.add({
        code: 'metrics/not-a-served-model',
        field: `of[${i}]`,
        value: inference,
        rule: 'must be an AutoscaledInference or InferenceDeployment',
        why: 'the metrics of anything else are unknown',
        fix: 'use one of these constructs',
      });
    } else if (named.has(inference)) {
      problems.add({
        code: 'metrics/served-model-named-twice',
        field: `of[${i}]`,
        value: inference.name,
        rule: 'must be named once',
        why: 'the second would overwrite the first',
        fix: 'remove it from the list',
      });
    }
    named.add(inference);
  }
  return problems.all;
}
