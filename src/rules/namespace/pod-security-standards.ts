import type { Container, PodSpec, SecurityContext } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { containerName } from '../container-path';
import { listed } from '../listed';

/** The levels of Kubernetes that forbid something. */
export type Level = 'baseline' | 'restricted';

/**
 * What a level of the Pod Security Standards forbids in the pods of a workload, as `k8s.io/pod-security-admission`
 * checks them. `minor` is the version of the policy, 1.`minor`. Where newer versions allow more, only what all of them
 * forbid is reported; annotations of seccomp and the hosts of probes are not read.
 */
export function violations(workload: Workload, level: Level, minor: number): string[] {
  const { pod } = workload;
  const all = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  const found = baseline(workload, all);
  if (level === 'restricted') found.push(...restricted(pod, all, minor));
  return found;
}

const CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID',
  'SETPCAP', 'SETUID', 'SYS_CHROOT',
]);
const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);
const SYSCTLS = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat',
]);
const PROFILES = new Set(['RuntimeDefault', 'Localhost']);
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

function baseline({ pod, podAnnotations = {} }: Workload, all: readonly Container[]): string[] {
  const found: string[] = [];
  const add = (reason: string, where: readonly string[]) => {
    if (where.length > 0) found.push(`${reason} (${listed(where)})`);
  };
  const contexts = (isBad: (context: SecurityContext) => unknown) => setters(pod, all, isBad);
  if (pod.hostNetwork) found.push('hostNetwork must not be true');
  if (pod.hostPID) found.push('hostPID must not be true');
  if (pod.hostIPC) found.push('hostIPC must not be true');
  add('privileged must not be true', named(all, (c) => c.securityContext?.privileged));
  add('capabilities.add is beyond the default set', named(all, ({ securityContext }) => (
    securityContext?.capabilities?.add?.some((capability) => !CAPABILITIES.has(capability)))));
  add('hostPath volumes are forbidden', volumes(pod, (key) => key === 'hostPath'));
  add('hostPort is forbidden', named(all, (c) => c.ports?.some((port) => port.hostPort)));
  add('appArmorProfile.type must be RuntimeDefault or Localhost', contexts(({ appArmorProfile }) => (
    appArmorProfile && !PROFILES.has(appArmorProfile.type ?? ''))));
  add('AppArmor must not be unconfined', Object.keys(podAnnotations).filter((key) => (
    key.startsWith(APP_ARMOR) && !/^($|runtime\/default$|localhost\/)/.test(podAnnotations[key]))));
  add('seLinuxOptions are beyond those of containers', contexts(({ seLinuxOptions: options }) => (
    options && (!SELINUX_TYPES.has(options.type ?? '') || options.user || options.role))));
  if (pod.hostUsers !== false) {
    add('procMount must be Default', named(all, ({ securityContext }) => (
      (securityContext?.procMount ?? 'Default') !== 'Default')));
  }
  add('seccompProfile.type must not be Unconfined', contexts(({ seccompProfile }) => (
    seccompProfile && !PROFILES.has(seccompProfile.type ?? ''))));
  add('sysctls are beyond the safe set', (pod.securityContext?.sysctls ?? [])
    .flatMap(({ name }) => (name === undefined || SYSCTLS.has(name) ? [] : [name])));
  add('windowsOptions.hostProcess must not be true', contexts((context) => context.windowsOptions?.hostProcess));
  return found;
}

function restricted(pod: PodSpec, all: readonly Container[], minor: number): string[] {
  const found: string[] = [];
  const { securityContext } = pod;
  const add = (reason: string, where: readonly string[]) => {
    if (where.length > 0) found.push(`${reason} (${listed(where)})`);
  };
  add('volumes of this type are forbidden', volumes(pod, (key) => key !== 'hostPath' && FORBIDDEN_VOLUMES.has(key)));
  const isWindows = pod.os?.name === 'windows' && minor >= 25;
  if (!isWindows) {
    add('allowPrivilegeEscalation must be false', named(all, (c) => (
      c.securityContext?.allowPrivilegeEscalation !== false)));
  }
  if (!isWindows && minor >= 22) {
    add('capabilities.drop must have ALL', named(all, (c) => !c.securityContext?.capabilities?.drop?.includes('ALL')));
    add('capabilities.add may only have NET_BIND_SERVICE', named(all, (c) => (
      c.securityContext?.capabilities?.add?.some((added) => added !== 'NET_BIND_SERVICE' && CAPABILITIES.has(added)))));
  }
  // Newer versions allow root in a user namespace.
  if (pod.hostUsers !== false) {
    const explicit = setters(pod, all, (context) => context.runAsNonRoot === false);
    const isSet = securityContext?.runAsNonRoot === true;
    const missing = named(all, (c) => c.securityContext?.runAsNonRoot === undefined && !isSet);
    add('runAsNonRoot must be true', explicit.length > 0 ? explicit : missing);
    if (minor >= 23) add('runAsUser must not be 0', setters(pod, all, (context) => context.runAsUser === 0));
  }
  if (!isWindows && securityContext?.seccompProfile === undefined) {
    add('seccompProfile.type must be RuntimeDefault or Localhost', named(all, (c) => (
      c.securityContext?.seccompProfile === undefined)));
  }
  return found;
}

/** Sources of volumes that the restricted level does not have; a source that is unknown here is not reported. */
const FORBIDDEN_VOLUMES = new Set([
  'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker',
  'gcePersistentDisk', 'gitRepo', 'glusterfs', 'hostPath', 'iscsi', 'nfs', 'photonPersistentDisk', 'portworxVolume',
  'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume',
]);

function volumes(pod: PodSpec, isForbidden: (source: string) => boolean): string[] {
  const found: string[] = [];
  for (const volume of pod.volumes ?? []) {
    const sources = Object.entries(volume).filter(([key, value]) => value !== undefined && value !== null
      && isForbidden(key));
    if (sources.length > 0) found.push(`volume ${JSON.stringify(volume.name)}`);
  }
  return found;
}

function named(all: readonly Container[], isBad: (container: Container) => unknown): string[] {
  return all.filter(isBad).map((container) => `container ${containerName(container)}`);
}

/** The pod, and the containers, whose security context is bad. */
function setters(pod: PodSpec, all: readonly Container[], isBad: (context: SecurityContext) => unknown): string[] {
  const ofPod = pod.securityContext !== undefined && isBad(pod.securityContext) ? ['pod'] : [];
  return [...ofPod, ...named(all, (c) => c.securityContext !== undefined && isBad(c.securityContext))];
}
