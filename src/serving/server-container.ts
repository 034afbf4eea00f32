import { Size } from 'cdk8s';
import {
  EmptyDirMedium, EnvValue, ImagePullPolicy, Protocol, Volume, type ContainerPort, type ContainerProps,
  type SecretValue, type VolumeMount,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { serverSecurity } from './container-defaults';
import { drain, requestSeconds } from './graceful-termination';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import type { ModelFiles } from './model-files';
import { serverProbes } from './probes';
import type { ServerConfig } from './server-config';
import { cacheMount, cacheVariables, CACHE_VOLUME } from './storage/cache-volume';
import type { IPodVolume } from '../cdk8s-plus/container-options';
import type { ModelServer } from '../servers/model-server';
import { requestedDevices } from '../servers/requested-device';
import { parseQuantity } from '../validation/quantity';

const PORT_NAMES = ['http', 'grpc', 'metrics'] as const;

/** The server's ports by name. Metrics on the HTTP port have no port of their own. */
export function serverPorts(server: ModelServer): ContainerPort[] {
  const listed: ContainerPort[] = [];
  for (const name of PORT_NAMES) {
    const number = server._row.ports[name];
    const isServed = name !== 'metrics' || server.metricsPort !== undefined;
    if (number !== undefined && isServed) listed.push({ name, number, protocol: Protocol.TCP });
  }
  return listed;
}

/** Empty volumes for the folders that the server writes to: its root file system is read-only. */
function writableFolders(scope: Construct, props: InferenceDeploymentOptions): VolumeMount[] {
  const folders = ['/tmp', ...(props.server._row.writable ?? [])];
  const names = ['model', 'config', 'server-files', 'shared-memory', CACHE_VOLUME];
  for (const volume of givenVolumes(props)) names.push(volume.name);
  const mounts: VolumeMount[] = folders.map((path, i) => {
    const name = freeName(names, path, i);
    names.push(name);
    return { path, volume: Volume.fromEmptyDir(scope, `Writable${i}`, name) };
  });
  const memory = sharedMemory(props);
  if (memory) {
    const options = { medium: EmptyDirMedium.MEMORY, sizeLimit: memory };
    mounts.push({ path: '/dev/shm', volume: Volume.fromEmptyDir(scope, 'SharedMemory', 'shared-memory', options) });
  }
  return mounts;
}

/** A free name for the volume of a folder; a name that is taken gets a number, `count` or above. */
function freeName(taken: readonly string[], folder: string, count: number): string {
  const plain = folder.replace(/[^a-z0-9]+/gi, '-').slice(0, 50).replace(/^-|-$/g, '').toLowerCase();
  let name = plain;
  for (let n = count; taken.includes(name) || name === ''; n += 1) name = `${plain || 'writable'}-${n}`;
  return name;
}

/** The volumes of the user, of all containers. */
export function givenVolumes(props: InferenceDeploymentOptions): IPodVolume[] {
  if (!props.volumes && !props.volumeMounts && !props.extraContainers && !props.initContainers) return [];
  const containers = [...(props.extraContainers ?? []), ...(props.initContainers ?? [])];
  const mounts = [...(props.volumeMounts ?? []), ...containers.flatMap((c) => c.volumeMounts ?? [])];
  const volumes = [...(props.volumes ?? [])];
  for (const mount of mounts) if (mount?.volume) volumes.push(mount.volume);
  return volumes;
}

export function sharedMemory({ server, sharedMemory: given }: InferenceDeploymentOptions): Size | undefined {
  if (given) return given;
  const own = server._row.sharedMemory && parseQuantity(server._row.sharedMemory);
  return own ? Size.mebibytes(Math.ceil(own / 2 ** 20)) : undefined;
}

/** What the container of the model server consists of besides its properties. */
export interface ContainerParts {
  readonly files: ModelFiles;
  readonly config: Pick<ServerConfig, 'envFrom' | 'mounts'>;
  /** The ports of the server, and those of the user. */
  readonly ports: ContainerPort[];
}

/** The container of the model server, for a pod whose volumes belong to `scope`. */
export function serverContainer(
  scope: Construct,
  props: InferenceDeploymentOptions,
  { files, config, ports }: ContainerParts,
): ContainerProps {
  const { server, envFrom, resources } = props;
  const { startup, readiness, liveness } = serverProbes(props);
  const { preStop } = drain(props);
  // A claim of each pod for the cache is found by its place: the cache is the first volume of the pod.
  const modelMounts = props.modelCache ? [cacheMount(scope, props.modelCache)] : [];
  if (files.mount) modelMounts.push(files.mount);
  const devices = requestedDevices(props);
  const givenMounts = (props.volumeMounts ?? []) as VolumeMount[];
  return {
    name: props.containerName ?? server._row.id,
    image: server._imageFor(devices),
    imagePullPolicy: (props.imagePullPolicy as ImagePullPolicy | undefined) ?? ImagePullPolicy.IF_NOT_PRESENT,
    command: server._command,
    args: server._args(files.path, Math.ceil(requestSeconds(props)), devices),
    ports,
    envVariables: variables(props),
    envFrom: [...config.envFrom, ...(envFrom ?? [])],
    resources: { cpu: resources.cpu, memory: undefined, ephemeralStorage: undefined },
    startup,
    readiness,
    liveness,
    lifecycle: preStop && { preStop },
    securityContext: serverSecurity(server._row.user),
    volumeMounts: [...modelMounts, ...config.mounts, ...writableFolders(scope, props), ...givenMounts],
  };
}

/** The environment: the variables of the server first, and those of the user win. */
function variables(props: InferenceDeploymentOptions): Record<string, EnvValue> {
  const { server, modelCache, environment, envVariables } = props;
  const all: Array<[name: string, value: EnvValue]> = [];
  const addTexts = (texts: Readonly<Record<string, string>>) => {
    for (const name of Object.keys(texts)) all.push([name, EnvValue.fromValue(texts[name])]);
  };
  addTexts(server._environment);
  if (modelCache) {
    for (const name of cacheVariables(server, modelCache)) all.push([name, EnvValue.fromValue(modelCache._mountPath)]);
  }
  for (const [name, secret] of Object.entries(server._own.secrets ?? {})) {
    all.push([name, EnvValue.fromSecretValue(secret as SecretValue)]);
  }
  if (environment) addTexts(environment);
  return Object.fromEntries(envVariables ? [...all, ...Object.entries(envVariables)] : all);
}
