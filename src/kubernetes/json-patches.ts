import { isDeepStrictEqual } from 'util';
import { ApiObject, JsonPatch } from 'cdk8s';
import type { Service } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { Manifest, PodSpec, ResourceRequirements } from './manifest';
import { workload } from './workload';

/**
 * The only room for JSON patches: what Kubernetes 1.27 knows and cdk8s-plus-27 has no property for, and what is set on
 * objects of which nothing is known but what they print.
 *
 * A patch is applied before the generated classes of cdk8s-plus turn their properties into Kubernetes' own, so keys
 * are in their spelling and a quantity is `{ value }`. A user's own patches come later and win.
 *
 * A pod is a workload or pod of any cdk8s-plus, or an `ApiObject` with a pod template.
 */

/** What was added to a pod's node selector so far: one patch holds all of its keys. */
const nodeSelectors = new WeakMap<ApiObject, Record<string, string>>();

function specPath(pod: IConstruct): string {
  const { kind } = ApiObject.of(pod);
  if (kind === 'Pod') return '/spec';
  return kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
}

/** The pod as it is printed so far; undefined where an object has none, or cannot be rendered. */
export function printedPod(pod: IConstruct): PodSpec | undefined {
  const object = printedObject(ApiObject.of(pod));
  const found = object && workload(object).pod;
  return Array.isArray(found?.containers) ? found : undefined;
}

/** An object as it is printed so far; undefined where it cannot be rendered. */
export function printedObject(object: ApiObject): Manifest | undefined {
  try {
    return object.toJson();
  } catch {
    return undefined;
  }
}

export type PodField = 'schedulerName' | 'runtimeClassName' | 'priorityClassName' | 'enableServiceLinks';

export function setPodField(pod: IConstruct, field: PodField, value: string | boolean): void {
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/${field}`, value));
}

/**
 * Adds to the pod's node selector, which is `known` so far; all its keys go into one patch. A workload of cdk8s-plus
 * has none of its own, and is not rendered for it: one with `spread` gets terms at each rendering.
 */
export function addNodeSelector(
  pod: IConstruct, key: string, value: string, known: Readonly<Record<string, string>> = {},
): void {
  const object = ApiObject.of(pod);
  const added = nodeSelectors.get(object);
  if (added) {
    added[key] = value;
    return;
  }
  const selector = { ...known, [key]: value };
  nodeSelectors.set(object, selector);
  object.addJsonPatch(JsonPatch.add(`${specPath(pod)}/nodeSelector`, selector));
}

/** One condition of a node affinity, as Kubernetes has it. */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** A taint of nodes that pods tolerate, as Kubernetes has it. */
export interface Toleration {
  readonly key: string;
  readonly operator: 'Exists' | 'Equal';
  /** Only with `Equal`. */
  readonly value?: string;
  readonly effect: string;
}

/**
 * Requires conditions of the nodes of a pod. Each term that is there already gets all of them: terms are alternatives,
 * conditions of one term are not.
 */
export function requireOfNodes(pod: IConstruct, requirements: readonly NodeRequirement[]): void {
  const affinity = printedPod(pod)?.affinity;
  const known = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const terms: readonly any[] = Array.isArray(known) && known.length > 0 ? known : [{}];
  const nodeAffinity = {
    ...affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: terms.map((term) => ({
        ...term,
        matchExpressions: [...term?.matchExpressions ?? [], ...requirements],
      })),
    },
  };
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/affinity`, { ...affinity, nodeAffinity }));
}

/** Has a pod tolerate taints, beside those that it tolerates already. */
export function tolerate(pod: IConstruct, tolerations: readonly Toleration[]): void {
  const known: readonly object[] = printedPod(pod)?.tolerations ?? [];
  const more = tolerations.filter((one) => !known.some((other) => isDeepStrictEqual({ ...other }, { ...one })));
  if (more.length === 0) return;
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/tolerations`, [...known, ...more]));
}

/** Pins a pod to a node by its name, past the scheduler. */
export function setNodeName(pod: IConstruct, name: string): void {
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/nodeName`, name));
}

/** The seccomp profile that Pod Security "restricted" asks for, for all containers of the pod. */
export function setSeccompRuntimeDefault(pod: IConstruct): void {
  const path = `${specPath(pod)}/securityContext/seccompProfile`;
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(path, { type: 'RuntimeDefault' }));
}

/**
 * Replicas evenly over the nodes that they may run on, those of each revision for themselves: a rollout on as many
 * nodes as there are replicas would wait indefinitely if the old ones counted. With `apart`, the most replicas, never
 * two on one node.
 */
export function spreadOverNodes(pod: IConstruct, labels: Record<string, string>, apart?: number): void {
  const constraint = {
    maxSkew: 1,
    // While there are fewer nodes than this, a second replica on one counts as uneven.
    ...(apart !== undefined && { minDomains: apart }),
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: labels },
    matchLabelKeys: ['pod-template-hash'],
    // By default a node with a taint that the pods do not tolerate counts as an empty one: cordoned or offline, it
    // would keep the next replica Pending. Kubernetes honours the field since 1.26.
    nodeTaintsPolicy: 'Honor',
  };
  addSpread(pod, constraint);
}

/** What was added to the spread constraints of a pod so far: one patch holds all of them. */
const spreads = new WeakMap<ApiObject, object[]>();

/** Adds a topology spread constraint, as Kubernetes has it, to those of a pod. */
export function addSpread(pod: IConstruct, constraint: object): void {
  const object = ApiObject.of(pod);
  const known = spreads.get(object);
  if (known) {
    known.push(constraint);
    return;
  }
  // No workload of cdk8s-plus has any by itself, and rendering one is costly.
  const own = ApiObject.isApiObject(pod) ? printedPod(pod)?.topologySpreadConstraints ?? [] : [];
  const constraints = [...own, constraint];
  spreads.set(object, constraints);
  object.addJsonPatch(JsonPatch.add(`${specPath(pod)}/topologySpreadConstraints`, constraints));
}

/** cdk8s-plus always says of the pod whether it may run as root; a container that says so itself is enough. */
export function removeRunAsNonRoot(pod: IConstruct): void {
  ApiObject.of(pod).addJsonPatch(JsonPatch.remove(`${specPath(pod)}/securityContext/runAsNonRoot`));
}

/** A container by its place in the pod. */
export interface ContainerPlace {
  readonly index: number;
  readonly init?: boolean;
}

/** Requests and limits of one container, in the notation that they were given in and for any resource. */
export function setResources(pod: IConstruct, container: ContainerPlace, resources: ResourceRequirements): void {
  const value = { requests: wrapped(resources.requests), limits: wrapped(resources.limits) };
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${containerPath(pod, container)}/resources`, value));
}

/** The seccomp profile of one container, which cdk8s-plus-27 has no property for. */
export function setSeccompProfile(pod: IConstruct, container: ContainerPlace, profile: object): void {
  const path = `${containerPath(pod, container)}/securityContext/seccompProfile`;
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(path, { ...profile }));
}

function containerPath(pod: IConstruct, { index, init }: ContainerPlace): string {
  return `${specPath(pod)}/${init ? 'initContainers' : 'containers'}/${index}`;
}

/** Devices that a pod claims from a ResourceClaimTemplate. */
export interface PodClaim {
  readonly name: string;
  readonly template: string;
}

/**
 * Has one container use a claim of devices. The generated classes of cdk8s-plus-27 print the claims of a pod in a form
 * that Kubernetes 1.31 dropped, so those are added to what they have printed.
 */
export function claimDevices(pod: IConstruct, { index }: ContainerPlace, { name, template }: PodClaim): void {
  const object = ApiObject.of(pod);
  const path = specPath(pod);
  object.addJsonPatch(JsonPatch.add(`${path}/containers/${index}/resources/claims`, [{ name }]));
  const { toJson } = object;
  const claim = JsonPatch.add(`${path}/resourceClaims`, [{ name, resourceClaimTemplateName: template }]);
  const value = () => JsonPatch.apply(toJson.call(object), claim);
  Object.defineProperty(object, 'toJson', { value, configurable: true, writable: true });
}

/** A claim that is made for each pod, and deleted with it: a generic ephemeral volume. */
export interface PodVolumeClaim {
  readonly storageClassName?: string;
  readonly accessModes: readonly string[];
  readonly size: string;
}

/** Turns the first volume that a pod mounts into a claim of its own; cdk8s-plus-27 has no such volume. */
export function claimFirstVolume(pod: IConstruct, name: string, claim: PodVolumeClaim): void {
  const { storageClassName, accessModes, size } = claim;
  const spec = {
    accessModes: [...accessModes],
    storageClassName,
    resources: { requests: { storage: { value: size } } },
  };
  const volume = { name, ephemeral: { volumeClaimTemplate: { spec } } };
  ApiObject.of(pod).addJsonPatch(JsonPatch.replace(`${specPath(pod)}/volumes/0`, volume));
}

/** One side of resources as the generated classes have it; undefined for an empty one. */
function wrapped(quantities: Readonly<Record<string, string>>): object | undefined {
  const names = Object.keys(quantities);
  if (names.length === 0) return undefined;
  const values: Record<string, { value: string }> = {};
  for (const name of names) values[name] = { value: quantities[name] };
  return values;
}

/** cdk8s-plus prints an empty list of external addresses on every Service. */
export function removeEmptyExternalIps(service: ApiObject): void {
  service.addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
}

/** cdk8s-plus prints no port of a Service of the type ExternalName, in which ingress controllers look it up. */
export function setServicePorts(service: Service): void {
  const ports = service.ports.map(({ name, port, protocol }) => ({ name, port, protocol }));
  ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/ports', ports));
}

/** A namespaced chart puts its namespace on objects of cluster-wide kinds too, which the API server rejects. */
export function removeNamespace(object: ApiObject): ApiObject {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
