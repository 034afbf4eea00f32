import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { passOf } from '../app/synth-pass';
import { isClusterWide } from '../kubernetes/identity';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** An object as it stands inside another one. */
export interface NestedManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  /** Its kind decides what else it holds. */
  readonly [field: string]: any;
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
  return construct.node.scopes.some(({ node }) => node.scope && node.scope.node.tryFindChild(node.id)?.node !== node);
}

/** The plain JSON of an object, a copy. A chart gives its namespace to every object, also to one that has none. */
export function nested(object: ApiObject): NestedManifest {
  const manifest = structuredClone(passOf(object).rendering.of(object)) as NestedManifest;
  if (!isClusterWide(object.kind)) return manifest;
  const { namespace, ...metadata } = manifest.metadata;
  return { ...manifest, metadata };
}

/** The problems of constructs whose objects are nested in another object, or sent to clusters. */
export function constructsProblems(field: string, constructs: unknown): Problem[] {
  if (!Array.isArray(constructs) || constructs.length === 0) {
    return [{
      code: 'fleet/no-construct',
      field,
      value: constructs,
      rule: 'must contain at least one construct',
      why: 'no object would reach the clusters',
      fix: 'give an AutoscaledInference, an MLService or any other construct',
    }];
  }
  const problems = new Problems();
  for (const [i, construct] of constructs.entries()) {
    if (typeof construct?.node?.findAll !== 'function') {
      problems.add({
        code: 'fleet/not-a-construct',
        field: `${field}[${i}]`,
        value: construct,
        rule: 'must be a construct',
        why: 'only a construct has objects',
        fix: 'give a construct; for a plain manifest, an ApiObject',
      });
    } else if (objectsOf(construct).length === 0) {
      problems.add({
        code: 'fleet/construct-without-objects',
        field: `${field}[${i}]`,
        value: construct.node.path,
        rule: 'must contain at least one object',
        why: 'a reference to something that exists emits none, so no object would reach the clusters',
        fix: 'give a construct that emits objects',
      });
    }
  }
  return problems.all;
}
