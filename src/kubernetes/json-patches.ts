import { ApiObject, JsonPatch } from 'cdk8s';
import { CronJob, Pod, type AbstractPod, type Service } from 'cdk8s-plus-27';
import type { ResourceRequirements } from './manifest';

/**
 * The only room for JSON patches: what Kubernetes 1.27 knows and cdk8s-plus-27 has no property for.
 *
 * A patch is applied before the generated classes of cdk8s-plus-27 turn their properties into Kubernetes' own, so keys
 * are in their spelling and a quantity is `{ value }`. A user's own patches come later and win.
 */

/** What was added to a pod's node selector so far: one patch holds all of its keys. */
const nodeSelectors = new WeakMap<ApiObject, Record<string, string>>();

function specPath(pod: AbstractPod): string {
  if (pod instanceof Pod) return '/spec';
  return pod instanceof CronJob ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
}

export type PodField = 'schedulerName' | 'runtimeClassName' | 'priorityClassName' | 'enableServiceLinks';

export function setPodField(pod: AbstractPod, field: PodField, value: string | boolean): void {
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/${field}`, value));
}

/** Adds to the pod's node selector; all its keys go into one patch. */
export function addNodeSelector(pod: AbstractPod, key: string, value: string): void {
  const object = ApiObject.of(pod);
  const known = nodeSelectors.get(object);
  if (known) {
    known[key] = value;
    return;
  }
  const selector = { [key]: value };
  nodeSelectors.set(object, selector);
  object.addJsonPatch(JsonPatch.add(`${specPath(pod)}/nodeSelector`, selector));
}

/** The seccomp profile that Pod Security "restricted" asks for, for all containers of the pod. */
export function setSeccompRuntimeDefault(pod: AbstractPod): void {
  const path = `${specPath(pod)}/securityContext/seccompProfile`;
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(path, { type: 'RuntimeDefault' }));
}

/**
 * Replicas evenly over the nodes that they may run on, those of each revision for themselves: a rollout on as many
 * nodes as there are replicas would wait indefinitely if the old ones counted. With `apart`, the most replicas, never
 * two on one node.
 */
export function spreadOverNodes(pod: AbstractPod, labels: Record<string, string>, apart?: number): void {
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
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/topologySpreadConstraints`, [constraint]));
}

/** cdk8s-plus always says of the pod whether it may run as root; a container that says so itself is enough. */
export function removeRunAsNonRoot(pod: AbstractPod): void {
  ApiObject.of(pod).addJsonPatch(JsonPatch.remove(`${specPath(pod)}/securityContext/runAsNonRoot`));
}

/** A container by its place in the pod. */
export interface ContainerPlace {
  readonly index: number;
  readonly init?: boolean;
}

/** Requests and limits of one container, in the notation that they were given in and for any resource. */
export function setResources(pod: AbstractPod, container: ContainerPlace, resources: ResourceRequirements): void {
  const list = container.init ? 'initContainers' : 'containers';
  const value = { requests: wrapped(resources.requests), limits: wrapped(resources.limits) };
  ApiObject.of(pod).addJsonPatch(JsonPatch.add(`${specPath(pod)}/${list}/${container.index}/resources`, value));
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
