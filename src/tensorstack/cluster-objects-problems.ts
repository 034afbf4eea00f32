import { objectsByCluster, type ClusterObjects } from './cluster-objects';
import type { SpokeGroup } from './hyper-ml-service-props';
import { MLService } from './ml-service';
import { nestedObjectsProblems } from './nested-object-problems';
import { objectsOf } from '../fleet/nested';
import { identity } from '../kubernetes/identity';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The problems of what each cluster gets, at synth, when the whole program is known. */
export function nestedProblems(groups: readonly SpokeGroup[]): Problem[] {
  const problems = new Problems();
  for (const [i, { resources }] of groups.entries()) {
    for (const [k, resource] of resources.entries()) {
      problems.within(`groups[${i}].resources[${k}]`, nestedObjectsProblems(resource));
    }
  }
  for (const cluster of objectsByCluster(groups)) {
    problems.addAll(repeatedObjects(groups, cluster));
    problems.addAll(missingReferences(groups, cluster));
  }
  return problems.all;
}

/** Objects that an API server takes for the same, and that a cluster gets twice. */
function repeatedObjects(groups: readonly SpokeGroup[], cluster: ClusterObjects): Problem[] {
  const problems = new Problems();
  const known = new Map<string, number>();
  for (const i of cluster.groups) {
    for (const object of groups[i].resources.flatMap(objectsOf)) {
      const key = identity(object);
      const other = known.get(key);
      known.set(key, i);
      if (other === undefined) continue;
      const again = other === i ? 'twice' : 'too';
      problems.add({
        code: 'tensorstack/object-sent-twice',
        field: `groups[${i}]`,
        value: `${object.kind} ${object.name}`,
        rule: `must be sent once to ${namesOf(cluster)}; groups[${other}] contains it ${again}`,
        why: 'the second object would overwrite the first one in the cluster',
        fix: 'give a cluster each object once',
      });
    }
  }
  return problems.all;
}

/** Runtimes and Secrets of the program that an MLService names, and that its cluster does not get. */
function missingReferences(groups: readonly SpokeGroup[], cluster: ClusterObjects): Problem[] {
  const problems = new Problems();
  for (const i of cluster.groups) {
    for (const service of mlServicesOf(groups[i])) {
      for (const { what, object, imported } of service._references) {
        if (cluster.objects.has(object)) continue;
        problems.add({
          code: 'tensorstack/reference-not-sent',
          field: `groups[${i}].resources`,
          value: object.name,
          rule: `must be sent to ${namesOf(cluster)}: it is the ${what} of MLService ${service.name}`,
          why: 'TensorStack looks for it in the namespace of the MLService, which never becomes ready without it',
          fix: `add the ${what} to the group, or use ${imported} where the clusters have it already`,
        });
      }
    }
  }
  return problems.all;
}

function mlServicesOf({ resources }: SpokeGroup): MLService[] {
  return resources.flatMap((r) => r.node.findAll()).filter((c): c is MLService => c instanceof MLService);
}

function namesOf({ spokes }: ClusterObjects): string {
  return spokes.map((s) => s.name).join(', ');
}
