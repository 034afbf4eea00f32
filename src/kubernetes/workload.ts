import { groupKind, namespaceOf } from './identity';
import type { Container, Labels, LabelSelector, Manifest, PodSpec } from './manifest';
import { podRequests } from './pod-resources';
import type { WorkerType } from './sedna/api';
import { generatedNames } from './sedna/generated-names';
import { workerLabels } from './sedna/worker-labels';

/** A workload with a pod template, and what the rules ask of it. */
export interface Workload {
  readonly object: Manifest;
  readonly namespace: string;
  readonly replicas?: number;
  readonly selector?: LabelSelector;
  readonly podLabels: Labels;
  readonly podAnnotations?: Labels;
  readonly pod: PodSpec;
  /** The pod as it is written, where the API server changes it or rejects a part of it. */
  readonly writtenPod?: PodSpec;
  /** Where the pod's fields are in the object. */
  readonly podPath: string;
  /** The worker that this is of a JointInferenceService, whose controller makes the Deployment. */
  readonly worker?: WorkerType;
  /**
   * The containers that run beside each other: the regular ones and the init containers that never end (native
   * sidecars).
   */
  readonly containers: readonly Container[];
}

const WORKLOADS = new Set([
  'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', 'batch/Job', 'batch/CronJob', '/Pod',
  // Where they once were; the rule api-version-removed reports it.
  'extensions/Deployment', 'extensions/DaemonSet', 'extensions/ReplicaSet',
]);
const KINDS = new Set([...WORKLOADS].map((name) => name.slice(name.indexOf('/') + 1)));

/** Whether an object is a workload by its kind. */
export function isWorkload({ apiVersion, kind }: Manifest): boolean {
  return KINDS.has(kind) && WORKLOADS.has(groupKind(apiVersion, kind));
}

/** `<kind>/<name>` of a workload, as an autoscaler refers to it. */
export function scaleTarget({ object, worker: type }: Workload): string {
  const name = object.metadata?.name;
  return type === undefined ? `${object.kind}/${name}` : `Deployment/${generatedNames(String(name), type).deployment}`;
}

/** Where a kind has its pod template: what is around it, its path, and whether a selector is part of it. */
const POD_PATHS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};

export function workload(object: Manifest): Workload {
  const outer = object.kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec;
  const template = object.kind === 'Pod' ? object : outer?.template;
  const pod: PodSpec = template?.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    replicas: outer?.replicas,
    // A Pod has none, and a Job's is made by its controller.
    selector: object.kind === 'Pod' ? undefined : outer?.selector,
    podLabels: template?.metadata?.labels ?? {},
    podAnnotations: template?.metadata?.annotations,
    pod,
    podPath: POD_PATHS[object.kind] ?? 'spec.template.spec',
    containers: running(pod),
  };
}

/** The Deployment that Sedna's controller makes of one worker. */
export function worker(object: Manifest, type: WorkerType): Workload {
  const pod: PodSpec = object.spec?.[`${type}Worker`]?.template?.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    podLabels: workerLabels(String(object.metadata?.name), type),
    pod,
    podPath: `spec.${type}Worker.template.spec`,
    worker: type,
    containers: running(pod),
  };
}

/** A workload with other pods, as what creates them completes them. */
export function withPod(found: Workload, pod: PodSpec): Workload {
  return pod === found.pod ? found : { ...found, pod, writtenPod: found.pod, containers: running(pod) };
}

/** All containers of a pod, those that run before the others too. */
export function allContainers({ containers = [], initContainers = [] }: PodSpec): readonly Container[] {
  return initContainers.length === 0 ? containers : [...containers, ...initContainers];
}

function running({ containers = [], initContainers = [] }: PodSpec): readonly Container[] {
  const sidecars = initContainers.filter((c) => c.restartPolicy === 'Always');
  return sidecars.length === 0 ? containers : [...containers, ...sidecars];
}

/**
 * What a pod asks for as a whole of a resource (Kubernetes 1.34); the API server makes a request of a lone limit. A pod
 * that states another resource as a whole has of this one what its containers have together, whichever of them has it.
 */
export function podRequest({ pod }: Workload, resource: string): string | number | undefined {
  if (!pod.resources) return undefined;
  const own = requestOf(pod, resource);
  if (own !== undefined) return own;
  const stated = Object.keys({ ...pod.resources.limits, ...pod.resources.requests });
  return stated.some((name) => WHOLE.test(name)) ? podRequests(pod).get(resource) : undefined;
}

/** The resources that a pod can state as a whole. */
const WHOLE = /^(cpu|memory|hugepages-.*)$/;

/** What a container asks for of a resource; a lone limit counts as its request. */
export function requestOf({ resources }: Pick<Container, 'resources'>, resource: string): string | number | undefined {
  return resources?.requests?.[resource] ?? resources?.limits?.[resource];
}

/** Whether Helm creates a workload for a moment: a hook, or a test. */
export function isHook({ object }: Workload): boolean {
  return object.metadata?.annotations?.['helm.sh/hook'] !== undefined;
}

/** Whether the pods of a workload come to an end by themselves, as those of a Job or of a test do. */
export function ends(found: Workload): boolean {
  const { object: { kind }, pod } = found;
  if (kind === 'Job' || kind === 'CronJob' || isHook(found)) return true;
  return kind === 'Pod' && pod.restartPolicy !== undefined && pod.restartPolicy !== 'Always';
}
