import type { ApiObject } from 'cdk8s';
import type { SpokeGroup } from './hyper-ml-service-props';
import { objectsOf } from '../fleet/nested';
import type { Spoke } from '../fleet/spoke';

/** What clusters get that are in the same groups. */
export interface ClusterObjects {
  /** The clusters. */
  readonly spokes: Spoke[];
  /** The indexes of their groups. */
  readonly groups: number[];
  /** The objects of all of these groups, each with the index of the first group that contains it. */
  readonly objects: ReadonlyMap<ApiObject, number>;
}

/** What each cluster gets, once for all clusters that are in the same groups. */
export function objectsByCluster(groups: readonly SpokeGroup[]): ClusterObjects[] {
  const spokes = new Map(groups.flatMap((g) => g.spokes).map((s) => [s.name, s]));
  const sets = new Map<string, { spokes: Spoke[]; groups: number[] }>();
  for (const spoke of spokes.values()) {
    const indexes = groupsOf(spoke, groups);
    const set = sets.get(indexes.join()) ?? { spokes: [], groups: indexes };
    set.spokes.push(spoke);
    sets.set(indexes.join(), set);
  }
  return [...sets.values()].map((set) => ({ ...set, objects: objectsOfGroups(groups, set.groups) }));
}

function groupsOf(spoke: Spoke, groups: readonly SpokeGroup[]): number[] {
  const indexes: number[] = [];
  for (const [i, group] of groups.entries()) {
    if (group.spokes.some((s) => s.name === spoke.name)) indexes.push(i);
  }
  return indexes;
}

function objectsOfGroups(groups: readonly SpokeGroup[], indexes: readonly number[]): Map<ApiObject, number> {
  const objects = new Map<ApiObject, number>();
  for (const i of indexes) {
    for (const object of groups[i].resources.flatMap(objectsOf)) {
      if (!objects.has(object)) objects.set(object, i);
    }
  }
  return objects;
}
