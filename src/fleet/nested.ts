import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Problem } from '../validation/problem';

/** An object as it stands inside another one. */
export interface NestedManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  /** Its kind decides what else it holds. */
  readonly [field: string]: any;
}

/** What an object is known by. */
interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** Kinds of Kubernetes without a namespace; of others nobody knows here. */
const CLUSTER_WIDE = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'StorageClass', 'PriorityClass', 'RuntimeClass',
  'APIService', 'IngressClass', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'NodeGroup',
  'ClusterPropagationPolicy', 'ClusterOverridePolicy', 'ResourceInterpreterCustomization',
]);

export function isClusterWide(kind: string): boolean {
  return CLUSTER_WIDE.has(kind);
}

/** The objects of a construct, in the order in which they would be printed: what others depend on first. */
export function objectsOf(construct: IConstruct): ApiObject[] {
  const objects = construct.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
  const here = new Set<IConstruct>(objects);
  const visited = new Set<ApiObject>();
  const order: ApiObject[] = [];
  const visit = (object: ApiObject) => {
    if (visited.has(object)) return;
    visited.add(object);
    const { scopes } = object.node;
    for (const scope of scopes.slice(scopes.indexOf(construct))) {
      for (const on of scope.node.dependencies) {
        for (const before of on.node.findAll()) if (here.has(before)) visit(before as ApiObject);
      }
    }
    order.push(object);
  };
  objects.forEach(visit);
  return order;
}

/** Takes constructs out of the charts that would print them: their objects stand in another one. */
export function takeOut(construct: IConstruct): void {
  construct.node.scope?.node.tryRemoveChild(construct.node.id);
}

/** Whether a construct, or one that it is part of, was taken out. */
export function isTakenOut(construct: IConstruct): boolean {
  return construct.node.scopes.some((c) => c.node.scope !== undefined && c.node.scope.node.tryFindChild(c.node.id) !== c);
}

/** The plain JSON of an object. A chart gives its namespace to every object, also to one that has none. */
export function nested(object: ApiObject): NestedManifest {
  const { metadata: { namespace, ...metadata }, ...manifest } = JSON.parse(JSON.stringify(object.toJson()));
  return { ...manifest, metadata: { ...metadata, ...(namespace !== undefined && !isClusterWide(object.kind) && { namespace }) } };
}

/** What an API server takes for the same object. */
export function identityOf({ apiVersion, kind, metadata }: Identified): string {
  return [apiVersion.replace(/\/?[^/]*$/, ''), kind, isClusterWide(kind) ? '' : metadata.namespace ?? '', metadata.name].join('/');
}

/** What is wrong with the constructs that are to stand inside another object. */
export function constructsProblems(at: string, constructs: unknown): Problem[] {
  if (!Array.isArray(constructs) || constructs.length === 0) {
    return [{ field: at, value: constructs, rule: 'must hold at least one construct', why: 'nothing would be deployed', fix: 'give an AutoscaledInference, an MLService or any other' }];
  }
  return constructs.flatMap((c, i): Problem[] => {
    const place = `${at}[${i}]`;
    if (typeof c?.node?.findAll !== 'function') return [{ field: place, value: c, rule: 'must be a construct', why: 'nothing else has objects', fix: 'give a construct' }];
    if (objectsOf(c).length === 0) return [{ field: place, value: c.node.path, rule: 'has no object', why: 'nothing would be deployed', fix: 'give a construct that emits objects' }];
    return [];
  });
}
