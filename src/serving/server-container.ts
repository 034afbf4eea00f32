import { Size } from 'cdk8s';
import {
  EmptyDirMedium, EnvValue, ImagePullPolicy, Protocol, Volume, type ContainerPort, type ContainerProps, type VolumeMount,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { drain, requestSeconds } from './drain';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import type { ModelFiles } from './model-files';
import { serverProbes } from './probes';
import type { ServerConfig } from './server-config';
import { serverSecurity } from './sidecar';
import { parseQuantity } from '../validation/quantity';
import type { ModelServer } from '../servers/model-server';

/** The server's ports by name; metrics that share the HTTP port have none of their own. */
export function serverPorts(server: ModelServer): ContainerPort[] {
  const { http, grpc, metrics } = server._row.ports;
  return [
    ...(http === undefined ? [] : [{ name: 'http', number: http, protocol: Protocol.TCP }]),
    ...(grpc === undefined ? [] : [{ name: 'grpc', number: grpc, protocol: Protocol.TCP }]),
    ...(metrics === undefined || server.metricsPort === undefined ? [] : [{ name: 'metrics', number: metrics, protocol: Protocol.TCP }]),
  ];
}

/** The folders that the server writes to, as empty volumes: its image is read-only. */
function writableFolders(scope: Construct, props: InferenceDeploymentOptions): VolumeMount[] {
  const folders = ['/tmp', ...(props.server._row.writable ?? [])];
  // The names of the other volumes of the pod.
  const others = givenVolumes(props).map((v) => v.name);
  const names = new Set(['model', 'config', 'server-files', 'shared-memory', ...others]);
  const mounts = folders.map((path, i) => {
    const plain = path.replace(/[^a-z0-9]+/gi, '-').slice(0, 50).replace(/^-|-$/g, '').toLowerCase();
    let name = plain;
    for (let n = i; names.has(name) || name === ''; n += 1) name = `${plain || 'writable'}-${n}`;
    names.add(name);
    return { path, volume: Volume.fromEmptyDir(scope, `Writable${i}`, name) };
  });
  const memory = sharedMemory(props);
  if (!memory) return mounts;
  const volume = Volume.fromEmptyDir(scope, 'SharedMemory', 'shared-memory', { medium: EmptyDirMedium.MEMORY, sizeLimit: memory });
  return [...mounts, { path: '/dev/shm', volume }];
}

/** The volumes that a user brings, through whatever container. */
export function givenVolumes({ volumes = [], volumeMounts = [], extraContainers = [], initContainers = [] }: InferenceDeploymentOptions): Volume[] {
  const further = [...extraContainers, ...initContainers].flatMap((c) => c.volumeMounts ?? []);
  return [...volumes.filter((v) => v !== undefined), ...[...volumeMounts, ...further].flatMap((m) => (m.volume ? [m.volume] : []))];
}

export function sharedMemory({ server, sharedMemory: given }: InferenceDeploymentOptions): Size | undefined {
  if (given) return given;
  const own = server._row.sharedMemory && parseQuantity(server._row.sharedMemory);
  return own ? Size.mebibytes(Math.ceil(own / 2 ** 20)) : undefined;
}

/** The container of the model server, for a pod whose volumes belong to `scope`. */
export function serverContainer(
  scope: Construct, props: InferenceDeploymentOptions, files: ModelFiles, config: Pick<ServerConfig, 'envFrom' | 'mounts'>,
): ContainerProps {
  const { server, environment, envVariables, envFrom, resources } = props;
  const { startup, readiness, liveness } = serverProbes(props);
  const { preStop } = drain(props);
  return {
    name: props.containerName ?? server._row.id,
    image: server.image,
    imagePullPolicy: props.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
    command: server._command,
    args: server._args(files.path, Math.ceil(requestSeconds(props))),
    ports: [...serverPorts(server), ...(props.ports ?? [])],
    envVariables: {
      ...mapValues(server._row.environment, EnvValue.fromValue),
      ...mapValues(server._secrets, (secret) => EnvValue.fromSecretValue(secret)),
      ...mapValues(environment, EnvValue.fromValue),
      ...envVariables,
    },
    envFrom: [...config.envFrom, ...(envFrom ?? [])],
    resources: { cpu: resources.cpu, memory: undefined, ephemeralStorage: undefined },
    startup,
    readiness,
    liveness,
    lifecycle: preStop && { preStop },
    securityContext: serverSecurity(server._row.user),
    volumeMounts: [...(files.mount ? [files.mount] : []), ...config.mounts, ...writableFolders(scope, props), ...(props.volumeMounts ?? [])],
  };
}

function mapValues<A, B>(map: Readonly<Record<string, A>> = {}, value: (given: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map).map(([name, given]) => [name, value(given)]));
}
