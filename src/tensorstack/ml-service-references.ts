import { ApiObject } from 'cdk8s';
import type { MLServiceDeploymentOptions } from './ml-service-options';
import type { MLServiceProps } from './ml-service-props';
import { MLServiceRuntime } from './ml-service-runtime';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** An object that an MLService names, and that the program defines: its runtime, or the Secret of its storage. */
export interface Reference {
  /** The property that names it. */
  readonly field: string;
  readonly what: 'runtime' | 'Secret';
  readonly object: ApiObject;
}

/** The objects of the program that an MLService names; an object outside the program is none of them. */
export function referencesOf({ releases, transformer }: MLServiceProps): Reference[] {
  const references: Reference[] = [];
  for (const [i, release] of releases.entries()) {
    if (release?.runtime instanceof MLServiceRuntime) {
      references.push({
        field: `releases[${i}].runtime`,
        what: 'runtime',
        object: release.runtime.apiObject,
      });
    }
    references.push(...secretOf(`releases[${i}]`, release));
  }
  references.push(...secretOf('transformer', transformer));
  return references;
}

function secretOf(field: string, options: MLServiceDeploymentOptions | undefined): Reference[] {
  const object = options?.storage?._secret?.node?.findAll().find((c): c is ApiObject => ApiObject.isApiObject(c));
  if (object === undefined) return [];
  return [{ field: `${field}.storage`, what: 'Secret', object }];
}

/** References to objects of another namespace than that of the MLService. */
export function referenceProblems(props: MLServiceProps, namespace: string | undefined): Problem[] {
  const problems = new Problems();
  for (const { field, what, object } of referencesOf(props)) {
    if (object.metadata.namespace === namespace) continue;
    problems.add({
      code: 'tensorstack/reference-in-other-namespace',
      field,
      value: `${object.name} in ${object.metadata.namespace ?? 'no namespace'}`,
      rule: `must be a ${what} in the namespace of the MLService, ${namespace ?? 'which has none'}`,
      why: 'TensorStack looks for it there, and the MLService never becomes ready',
      fix: 'define both in one namespace',
    });
  }
  return problems.all;
}
