import { Duration } from 'cdk8s';
import {
  DnsPolicy, EnvValue, HostPathVolumeType, ImagePullPolicy, Node, NodeTaintQuery, Pod, TaintEffect, Volume,
  type Capability, type ContainerProps, type ContainerSecurityContextProps, type ISecret, type IServiceAccount,
  type VolumeMount,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { SednaContainerOptions, SednaHostFolder } from './sedna-container-options';
import type { SednaCloudWorkerOptions, SednaWorkerOptions } from './sedna-worker-options';
import { removeRunAsNonRoot, setPodField, setResources, setSeccompRuntimeDefault } from '../../kubernetes/json-patches';
import type { WorkerType } from '../../kubernetes/sedna/api';
import { completeContainers, sidecar } from '../../serving/container-defaults';
import { LEAVE_SECONDS } from '../../serving/graceful-termination';
import { renderResources } from '../../values/resource-requirements';

/** The default names of the containers, those of Sedna's examples. */
export const CONTAINER_NAMES: Readonly<Record<WorkerType, string>> = { edge: 'little-model', cloud: 'big-model' };

/** How long the cloud worker may take for one request, as for a server of predictions. */
const REQUEST_SECONDS = 30;

/** Sedna's own images, and most that are built on them, run as root and write to their root file system. */
const SECURITY: ContainerSecurityContextProps = {
  ensureNonRoot: false,
  readOnlyRootFilesystem: false,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL' as Capability] },
};

/** The name of the volume of a folder of the node. */
export function folderVolume({ name, path }: SednaHostFolder): string {
  if (name !== undefined) return name;
  const label = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 63).replace(/-$/, '');
  return label.toLowerCase() || 'node';
}

function folderMounts(scope: Construct, folders: readonly SednaHostFolder[]): VolumeMount[] {
  return folders.map((folder, i) => ({
    path: folder.mountPath,
    readOnly: folder.readOnly,
    volume: Volume.fromHostPath(scope, `HostFolder${i}`, folderVolume(folder), {
      path: folder.path,
      type: folder.mustExist ? HostPathVolumeType.DIRECTORY : HostPathVolumeType.DIRECTORY_OR_CREATE,
    }),
  }));
}

/** The pod of a worker that is described by its container. */
export function workerPod(scope: Construct, type: WorkerType, options: SednaWorkerOptions): Pod {
  const { accelerator, hostNetwork, extraContainers = [], initContainers = [] } = options;
  const container = options.container!;
  const pod = new Pod(scope, 'Pod', {
    containers: [ownContainer(scope, type, container, options.hostFolders ?? []), ...extraContainers.map(sidecar)],
    initContainers: initContainers.map(sidecar),
    volumes: options.volumes && [...options.volumes] as Volume[],
    hostNetwork,
    dns: { policy: hostNetwork ? DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET : DnsPolicy.CLUSTER_FIRST },
    serviceAccount: options.serviceAccount as IServiceAccount | undefined,
    dockerRegistryAuth: options.imagePullSecret as ISecret | undefined,
    terminationGracePeriod: options.terminationGracePeriod ?? gracePeriod(type, options),
  });
  setResources(pod, { index: 0 }, renderResources(container.resources, accelerator));
  setSeccompRuntimeDefault(pod);
  completeContainers(pod, [container, ...extraContainers], { index: 0 });
  completeContainers(pod, initContainers, { index: 0, init: true });
  if (options.enableServiceLinks) setPodField(pod, 'enableServiceLinks', true);
  // Each container sets it for itself, because Sedna's own init container, which downloads a model, runs as root.
  removeRunAsNonRoot(pod);
  if (options.priorityClassName !== undefined) setPodField(pod, 'priorityClassName', options.priorityClassName);
  if (options.runtimeClassName !== undefined) setPodField(pod, 'runtimeClassName', options.runtimeClassName);
  if (accelerator?.taintKey !== undefined) {
    const taint = NodeTaintQuery.exists(accelerator.taintKey, { effect: TaintEffect.NO_SCHEDULE });
    pod.scheduling.tolerate(Node.tainted(taint));
  }
  return pod;
}

/**
 * The cloud worker is Sedna's library, which has no handler of SIGTERM, so as the first process it serves until it is
 * killed: no preStop hook is needed. What the edge worker does is unknown here.
 */
function gracePeriod(type: WorkerType, { maxRequestDuration }: Partial<SednaCloudWorkerOptions>): Duration {
  if (type === 'edge') return Duration.seconds(30);
  return Duration.seconds(LEAVE_SECONDS + (maxRequestDuration?.toSeconds() ?? REQUEST_SECONDS));
}

function ownContainer(
  scope: Construct,
  type: WorkerType,
  container: SednaContainerOptions,
  folders: readonly SednaHostFolder[],
): ContainerProps {
  const { environment = {}, envVariables, securityContext, ...rest } = container;
  const plain = Object.entries(environment).map(([name, value]) => [name, EnvValue.fromValue(value)]);
  return {
    ...rest,
    name: container.name ?? CONTAINER_NAMES[type],
    imagePullPolicy: (container.imagePullPolicy as ImagePullPolicy | undefined) ?? ImagePullPolicy.IF_NOT_PRESENT,
    // The resources are patched in, in the notation in which they are given.
    resources: {},
    envVariables: { ...Object.fromEntries(plain), ...envVariables },
    envFrom: rest.envFrom && [...rest.envFrom],
    ports: rest.ports && [...rest.ports],
    volumeMounts: [...(rest.volumeMounts ?? []) as VolumeMount[], ...folderMounts(scope, folders)],
    securityContext: { ...SECURITY, ...securityContext as ContainerSecurityContextProps },
  };
}
