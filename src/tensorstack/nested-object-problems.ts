import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectsOf } from '../fleet/nested-objects';
import { isClusterWide, isOfKarmada } from '../kubernetes/identity';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The problems of the objects of a construct that is nested in a HyperMLService. */
export function nestedObjectsProblems(construct: IConstruct): Problem[] {
  return objectsOf(construct).flatMap(objectProblems);
}

function objectProblems(object: ApiObject): Problem[] {
  const problems = new Problems();
  if (isOfKarmada(object.apiVersion)) {
    problems.add({
      code: 'tensorstack/karmada-object-nested',
      field: '',
      value: `${object.kind} ${object.name}`,
      rule: 'must not be an object of Karmada',
      why: 'objects of the API groups of Karmada are never sent to a cluster',
      fix: 'put it into the chart of the hub',
    });
  } else if (object.metadata.namespace === undefined && !isClusterWide(object.kind)) {
    problems.add({
      code: 'tensorstack/nested-without-namespace',
      field: '',
      value: `${object.kind} ${object.name}`,
      rule: 'must have a namespace',
      why: 'nothing adds a namespace to a manifest inside a HyperMLService',
      fix: 'give its chart a namespace',
    });
  }
  return problems.all;
}
