import { ApiObject } from 'cdk8s';
import type { Pod } from 'cdk8s-plus-27';
import type { SednaCloudWorkerOptions } from './sedna-worker-options';
import { BIG_MODEL_PORT } from '../../kubernetes/sedna-generated';

/** What of a container is read and completed here. */
interface ContainerJson {
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value?: string }>;
  readonly readinessProbe?: object;
}

/** The pod spec of a worker's template: that of its pod. A template's metadata would be lost, so there is none. */
export function workerTemplate(pod: Pod, complete: (container: ContainerJson) => object): object {
  const { spec } = ApiObject.of(pod).toJson();
  const [first, ...others] = spec.containers;
  return { spec: { ...spec, containers: [complete(first), ...others] } };
}

/** What is asked of the cloud side. */
interface CloudCompletion extends Pick<SednaCloudWorkerOptions, 'listenOnAllAddresses' | 'readinessProbe'> {
  /** The name of the joint inference. */
  readonly service: string;
}

/** What Sedna leaves out on the cloud side, where the worker's own container does not say it: on which address it listens, and when it is ready. */
export function completeCloud(container: ContainerJson, { service, listenOnAllAddresses = true, readinessProbe = true }: CloudCompletion): object {
  const env = [...(container.env ?? [])];
  if (listenOnAllAddresses && !env.some((v) => v.name === 'BIG_MODEL_BIND_IP')) env.push({ name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' });
  return {
    ...container,
    ...(env.length > 0 && { env }),
    ...(readinessProbe && !container.readinessProbe && { readinessProbe: readiness(env, service) }),
  };
}

/**
 * Sedna's library opens its port once the model is loaded, and answers beside inference in the same process: slowly under load. It answers at
 * its job's name; where that comes from elsewhere, the open port must do.
 */
function readiness(env: ReadonlyArray<{ readonly name: string; readonly value?: string }>, service: string): object {
  const job = env.find((v) => v.name === 'JOB_NAME');
  const name = job === undefined ? 'sedna' : job.value === '' ? service : job.value;
  const asked = name === undefined ? { tcpSocket: { port: BIG_MODEL_PORT } } : { httpGet: { path: `/${name}`, port: BIG_MODEL_PORT } };
  return { ...asked, periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 6 };
}

/** What an algorithm of hard example mining needs of the edge worker's environment. */
export function completeEdge(container: ContainerJson, environment: Readonly<Record<string, string>>): object {
  const env = [...(container.env ?? [])];
  for (const [name, value] of Object.entries(environment)) {
    if (!env.some((v) => v.name === name)) env.push({ name, value });
  }
  return { ...container, ...(env.length > 0 && { env }) };
}
