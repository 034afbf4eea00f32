import type { ApiObject } from 'cdk8s';
import { isClusterWide } from '../kubernetes/identity';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The policies of a propagation. */
export interface Policies {
  readonly namespaced?: ApiObject;
  readonly clusterWide?: ApiObject;
}

/** What was added to a construct after its propagation, and is not propagated. */
export function unpropagatedObjectProblems(objects: readonly ApiObject[], policies: Policies): Problem[] {
  const problems = new Problems();
  for (const object of objects) {
    if (isClusterWide(object.kind) ? policies.clusterWide : policies.namespaced) continue;
    problems.add({
      code: 'karmada/object-without-policy',
      field: 'of',
      value: titleOf(object),
      rule: 'must be defined before the KarmadaPropagation',
      why: 'the propagation has no policy for objects of this scope, so it would not be propagated',
      fix: 'define it before, or add a KarmadaPropagation for it',
    });
  }
  // What has a namespace is printed with it, and a rule reads it there.
  if (namespacesOf(objects).includes(undefined)) {
    problems.addAll(namespaceProblems(objects, policies.namespaced?.metadata.namespace));
  }
  return problems.all;
}

/** What is wrong with the namespaces of objects that one policy selects; `own` is the namespace of the policy. */
export function namespaceProblems(objects: readonly ApiObject[], own: string | undefined): Problem[] {
  const namespaces = namespacesOf(objects);
  if (namespaces.length > 1) {
    return [{
      code: 'karmada/several-namespaces',
      field: 'of',
      value: namespaces.map((n) => n ?? 'none').join(', '),
      rule: 'must be in one namespace',
      why: 'a PropagationPolicy selects objects in its own namespace only',
      fix: 'use a KarmadaPropagation for each namespace',
    }];
  }
  if (own === undefined || namespaces.length === 0 || namespaces[0] !== undefined) return [];
  return [{
    code: 'karmada/namespace-missing',
    field: 'of',
    value: 'none',
    rule: `must be in a namespace, because the policy is in ${own}`,
    why: 'a PropagationPolicy selects objects in its own namespace only',
    fix: 'set the namespace of their chart',
  }];
}

/** The namespaces of objects that have one or could have; undefined for that of objects without. */
export function namespacesOf(objects: readonly ApiObject[]): ReadonlyArray<string | undefined> {
  return [...new Set(objects.filter((o) => !isClusterWide(o.kind)).map((o) => o.metadata.namespace))];
}

/** The name of an object in a message. */
export function titleOf({ kind, name }: ApiObject): string {
  return `${kind} ${name}`;
}
