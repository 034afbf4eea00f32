import { ApiObject } from 'cdk8s';
import type { Pod } from 'cdk8s-plus-27';
import type { SednaCloudWorkerOptions } from './sedna-worker-options';
import { jobName } from './worker-environment';
import { BIG_MODEL_PORT } from '../../kubernetes/sedna/api';

interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** The fields of a rendered container that are read and completed here. */
interface ContainerJson {
  readonly env?: readonly Variable[];
  readonly readinessProbe?: object;
}

/**
 * The template of a worker: the spec of its pod. The API server drops the metadata of a template, so there is none.
 * cdk8s-plus has no property for service links, so they are off here, unless a patch of the pod sets them.
 */
export function workerTemplate(pod: Pod, complete: (container: ContainerJson) => object): object {
  const { spec } = ApiObject.of(pod).toJson();
  const [first, ...others] = spec.containers;
  return { spec: { enableServiceLinks: false, ...spec, containers: [complete(first), ...others] } };
}

interface CloudCompletion extends Pick<SednaCloudWorkerOptions, 'listenOnAllAddresses' | 'readinessProbe'> {
  /** The name of the joint inference. */
  readonly service: string;
  /** The variables that it needs to find its model. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Adds the address to listen on, the path of the model and the readiness probe, which Sedna leaves out, unless the
 * container has its own.
 */
export function completeCloud(container: ContainerJson, completion: CloudCompletion): object {
  const { service, listenOnAllAddresses = true, readinessProbe = true, environment } = completion;
  const env = withVariables(container.env, {
    ...(listenOnAllAddresses && { BIG_MODEL_BIND_IP: '0.0.0.0' }),
    ...environment,
  });
  return {
    ...container,
    ...(env.length > 0 && { env }),
    ...(readinessProbe && !container.readinessProbe && { readinessProbe: readiness(env, service) }),
  };
}

/**
 * Sedna's library opens its port when the model is loaded, and answers `GET /<JOB_NAME>` in the process that runs
 * inference, so slowly under load. When the job name is unknown at synth, the probe only connects to the port.
 */
function readiness(env: readonly Variable[], service: string): object {
  const name = jobName(env.find((v) => v.name === 'JOB_NAME'), service);
  const check = name === undefined
    ? { tcpSocket: { port: BIG_MODEL_PORT } }
    : { httpGet: { path: `/${name}`, port: BIG_MODEL_PORT } };
  return { ...check, periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 6 };
}

/** Adds the variables that hard example mining and the model need, unless the container sets them itself. */
export function completeEdge(container: ContainerJson, environment: Readonly<Record<string, string>>): object {
  const env = withVariables(container.env, environment);
  return { ...container, ...(env.length > 0 && { env }) };
}

function withVariables(env: readonly Variable[] = [], more: Readonly<Record<string, string>>): Variable[] {
  const names = new Set(env.map((v) => v.name));
  const added = Object.entries(more).filter(([name]) => !names.has(name)).map(([name, value]) => ({ name, value }));
  return [...env, ...added];
}
