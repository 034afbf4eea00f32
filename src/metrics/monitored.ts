import { ApiObject } from 'cdk8s';
import { markRead } from '../served/known-scaling';
import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The endpoint of the metrics of a server. */
export interface MetricsEndpoint {
  /** The name of the port of the container; undefined where it has none. */
  readonly port?: string;
  /** The number of a port that the container declares without a name. */
  readonly number?: number;
  /** The name of the port of the Service; undefined when the Service has no port for it, or one without a name. */
  readonly servicePort?: string;
  /** The number of the declared port of the container behind a port of the Service without a name. */
  readonly behindService?: number;
  readonly path: string;
}

export function metricsEndpoint({ server, ports, exposedBy }: IInference): MetricsEndpoint | undefined {
  const { metricsPort, metricsPath } = server;
  if (metricsPort === undefined || metricsPath === undefined) return undefined;
  const port = ports.find((p) => p.number === metricsPort);
  const served = exposedBy?.ports.find((p) => p.targetPort === metricsPort);
  return {
    port: port?.name,
    number: port && port.name === undefined ? metricsPort : undefined,
    servicePort: served?.name,
    behindService: port && served && served.name === undefined ? metricsPort : undefined,
    path: metricsPath,
  };
}

/** The port to scrape: by its name, or by its number where the container declares it without a name. */
export function scrapedPort(inference: IInference, given: string | undefined, isOfPods: boolean): object {
  const own = metricsEndpoint(inference);
  const port = given ?? (isOfPods ? own?.port : own?.servicePort);
  return port === undefined ? { targetPort: isOfPods ? own?.number : own?.behindService } : { port };
}

/** Workloads that have a monitor. */
const monitored = new WeakSet<ApiObject>();

export function markMonitored(inference: IInference): void {
  monitored.add(inference.workload);
  markShown(inference);
}

/** Records that something that is defined now depends on how a model is scaled. */
export function markShown({ workload }: IInference): void {
  markRead(workload);
}

export function isMonitored(inference: IInference): boolean {
  return monitored.has(inference.workload);
}

/** Whether a value has what is read of a served model. */
function isServedModel(given: any): boolean {
  if (typeof given?.server?._row !== 'object' || !ApiObject.isApiObject(given.workload)) return false;
  // Whoever reads the metrics of a ServedWorkload fixes them: only what somebody has written down is looked at.
  return ['ports', 'scalingMetrics'].every((name) => !Object.hasOwn(given, name) || Array.isArray(given[name]));
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
      fix: 'write a list of AutoscaledInference, InferenceDeployment and ServedWorkload',
    }];
  }
  const problems = new Problems();
  // Two descriptions may be of one workload.
  const named = new Set<ApiObject>();
  for (const [i, inference] of of.entries()) {
    if (!isServedModel(inference)) {
      problems.add({
        code: 'metrics/not-a-served-model',
        field: `of[${i}]`,
        value: inference,
        rule: 'must be an AutoscaledInference, an InferenceDeployment or a ServedWorkload',
        why: 'it has no model server, so its metrics are unknown',
        fix: 'describe an existing Deployment or StatefulSet with ServedWorkload.of; for the pods of a '
          + 'SednaJointInference write the object by hand, with the selector of its worker',
      });
      continue;
    }
    if (named.has(inference.workload)) {
      problems.add({
        code: 'metrics/served-model-named-twice',
        field: `of[${i}]`,
        value: inference.name,
        rule: 'must be named once',
        why: 'the second would overwrite the first',
        fix: 'remove it from the list',
      });
    }
    named.add(inference.workload);
  }
  return problems.all;
}
