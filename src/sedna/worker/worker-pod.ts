import {
  ContainerSecurityContextProps, DnsPolicy, EnvValue, HostPathVolumeType, ImagePullPolicy, Node, NodeTaintQuery, Pod, TaintEffect, Volume,
  type Capability, type ContainerProps, type VolumeMount,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { SednaHostFolder } from './sedna-container-options';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { removeRunAsNonRoot, setPodField, setResources, setSeccompRuntimeDefault } from '../../kubernetes/patch';
import { renderResources } from '../../values/resource-requirements';
import type { WorkerType } from '../../kubernetes/sedna-generated';
import { sidecar } from '../../serving/sidecar';

/** What the containers are called when their user does not say: Sedna's own words. */
export const CONTAINER_NAMES: Readonly<Record<WorkerType, string>> = { edge: 'little-model', cloud: 'big-model' };

/** Sedna's own images run as root and write into themselves, and so do most that are built on them. */
const SECURITY: ContainerSecurityContextProps = {
  ensureNonRoot: false,
  readOnlyRootFilesystem: false,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL' as Capability] },
};

/** The volume name of a folder of the node. */
export function folderVolume({ name, path }: SednaHostFolder): string {
  return name ?? (path.replace(/[^a-z0-9]+/gi, '-').replace(/^-+|-+$/g, '').slice(0, 63).replace(/-+$/, '').toLowerCase() || 'node');
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

/** The pod of a worker, as a construct of cdk8s-plus in a scope that is never written. */
export function workerPod(scope: Construct, type: WorkerType, options: SednaWorkerOptions): Pod {
  const { container: c, accelerator, hostNetwork, extraContainers = [], initContainers = [] } = options;
  const { image, resources, environment = {}, envVariables, securityContext, imagePullPolicy = ImagePullPolicy.IF_NOT_PRESENT, ...rest } = c!;
  const first: ContainerProps = {
    ...rest,
    name: c!.name ?? CONTAINER_NAMES[type],
    image,
    imagePullPolicy,
    resources: {},
    envVariables: { ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, EnvValue.fromValue(value)])), ...envVariables },
    envFrom: rest.envFrom && [...rest.envFrom],
    ports: rest.ports && [...rest.ports],
    volumeMounts: [...(rest.volumeMounts ?? []), ...folderMounts(scope, options.hostFolders ?? [])],
    securityContext: { ...SECURITY, ...securityContext },
  };
  const pod = new Pod(scope, 'Pod', {
    containers: [first, ...extraContainers.map(sidecar)],
    initContainers: initContainers.map(sidecar),
    volumes: options.volumes && [...options.volumes],
    hostNetwork,
    dns: { policy: hostNetwork ? DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET : DnsPolicy.CLUSTER_FIRST },
    serviceAccount: options.serviceAccount,
    dockerRegistryAuth: options.imagePullSecret,
    terminationGracePeriod: options.terminationGracePeriod,
  });
  setResources(pod, { index: 0 }, renderResources(resources, accelerator));
  setSeccompRuntimeDefault(pod);
  // Each container says it for itself: Sedna's own, which downloads a model, runs as root.
  removeRunAsNonRoot(pod);
  if (options.priorityClassName !== undefined) setPodField(pod, 'priorityClassName', options.priorityClassName);
  if (options.runtimeClassName !== undefined) setPodField(pod, 'runtimeClassName', options.runtimeClassName);
  if (accelerator) pod.scheduling.tolerate(Node.tainted(NodeTaintQuery.exists(accelerator.taintKey, { effect: TaintEffect.NO_SCHEDULE })));
  return pod;
}
