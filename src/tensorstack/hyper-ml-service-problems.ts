import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { HyperMLServiceProps, SpokeGroup } from './hyper-ml-service-props';
import { MLService } from './ml-service';
import { constructsProblems, identityOf, isClusterWide, isTakenOut, objectsOf } from '../fleet/nested';
import type { Spoke } from '../fleet/spoke';
import { spokesProblems } from '../fleet/spoke-problems';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';

const KARMADA = /(^|\.)karmada\.io\//;

/** What is wrong before anything is made. */
export function hyperProblems(fleet: IConstruct, name: string, { groups }: HyperMLServiceProps): Problem[] {
  if (!Array.isArray(groups) || groups.length === 0) {
    return [{ field: 'groups', value: groups, rule: 'must hold at least one group', why: 'no cluster would get anything', fix: 'give spokes and resources' }];
  }
  const plain = [
    ...check.name('name', name, DNS_SUBDOMAIN),
    ...groups.flatMap((g, i) => within(`groups[${i}]`, [...spokesProblems('spokes', g?.spokes), ...constructsProblems('resources', g?.resources)])),
  ];
  if (plain.length > 0) return plain;
  return [
    ...differing(groups),
    ...groups.flatMap((g, i) => within(`groups[${i}]`, g.resources.flatMap((r, k): Problem[] => {
      if (fleet.node.scopes.includes(r)) {
        return [{ field: `resources[${k}]`, value: r.node.path || 'the app', rule: 'holds the HyperMLService itself', why: 'both would stand inside each other, and nothing be printed', fix: 'name the constructs in it' }];
      }
      return [
        ...(isTakenOut(r) ? [{ field: `resources[${k}]`, value: r.node.path, rule: 'stands in another object already', why: 'a construct belongs to one', fix: 'name it in several groups of one HyperMLService, or define it again' }] : []),
        ...within(`resources[${k}]`, objectsOf(r).flatMap(objectProblems)),
      ];
    }))),
  ];
}

/** What of one object cannot stand inside a HyperMLService. */
function objectProblems(o: ApiObject): Problem[] {
  const got = `${o.kind} ${o.name}`;
  return [
    ...(o.metadata.namespace !== undefined || isClusterWide(o.kind) ? [] : [{
      field: '', value: got, rule: 'has no namespace', why: 'a manifest inside a HyperMLService gets none from anywhere', fix: 'give its chart a namespace',
    }]),
    ...(KARMADA.test(o.apiVersion) ? [{ field: '', value: got, rule: 'is an object of Karmada itself', why: 'these are never sent to a cluster', fix: 'put it into the hub\'s chart' }] : []),
  ];
}

/** A cluster that is in several groups is described once. */
function differing(groups: readonly SpokeGroup[]): Problem[] {
  const known = new Map<string, [Spoke, number]>();
  return groups.flatMap(({ spokes }, i) => spokes.flatMap((s, k): Problem[] => {
    const [other, where] = known.get(s.name) ?? [s, i];
    known.set(s.name, [other, where]);
    const keys = ['domain', 'tls', 'drained', 'locality'] as const;
    const keysOf = (o: Spoke) => ({ tls: true, drained: false, ...o._options });
    const unlike = keys.filter((key) => keysOf(s)[key] !== keysOf(other)[key]);
    return unlike.length === 0 ? [] : [{
      field: `groups[${i}].spokes[${k}]`, value: s.name, rule: `has another ${unlike.join(', ')} than in groups[${where}]`, why: 'only one of the two could take effect', fix: 'name the same Spoke in both',
    }];
  }));
}

/** What each cluster gets: its groups, and the objects of all of them. */
export function byCluster(groups: readonly SpokeGroup[]): Array<{ spokes: Spoke[]; groups: number[]; objects: Map<ApiObject, number> }> {
  const sets = new Map<string, { spokes: Spoke[]; groups: number[] }>();
  const spokes = new Map(groups.flatMap((g) => g.spokes).map((s) => [s.name, s]));
  for (const spoke of spokes.values()) {
    const mine = groups.flatMap((g, i) => (g.spokes.some((s) => s.name === spoke.name) ? [i] : []));
    const set = sets.get(mine.join()) ?? { spokes: [], groups: mine };
    set.spokes.push(spoke);
    sets.set(mine.join(), set);
  }
  return [...sets.values()].map((set) => {
    const objects = new Map<ApiObject, number>();
    for (const i of set.groups) for (const o of groups[i].resources.flatMap(objectsOf)) if (!objects.has(o)) objects.set(o, i);
    return { ...set, objects };
  });
}

/** What is wrong among the objects that the clusters get, once the whole program is known. */
export function nestedProblems(groups: readonly SpokeGroup[]): Problem[] {
  const late = groups.flatMap((g, i) => g.resources.flatMap((r, k) => within(`groups[${i}].resources[${k}]`, objectsOf(r).flatMap(objectProblems))));
  return [...late, ...byCluster(groups).flatMap(({ spokes, groups: mine, objects }) => {
    const names = spokes.map((s) => s.name).join(', ');
    return [...twiceGiven(groups, mine, names), ...missing(groups, mine, names, objects)];
  })];
}

function twiceGiven(groups: readonly SpokeGroup[], mine: readonly number[], spokes: string): Problem[] {
  const seen = new Map<string, number>();
  return mine.flatMap((i) => groups[i].resources.flatMap(objectsOf).flatMap((o): Problem[] => {
    const key = identityOf(o);
    const other = seen.get(key);
    seen.set(key, i);
    return other === undefined ? [] : [{
      field: `groups[${i}]`,
      value: `${o.kind} ${o.name}`,
      rule: `is given to ${spokes} ${other === i ? 'twice' : `by groups[${other}] too`}`,
      why: 'one would overwrite the other there',
      fix: 'give a cluster each object once',
    }];
  }));
}

/** What an MLService needs is looked for in the same namespace of the same cluster. */
function missing(groups: readonly SpokeGroup[], mine: readonly number[], spokes: string, there: ReadonlyMap<ApiObject, number>): Problem[] {
  return mine.flatMap((i) => groups[i].resources.flatMap((r) => r.node.findAll()).filter((c): c is MLService => c instanceof MLService)
    .flatMap((service) => service._needs.filter(({ object }) => !there.has(object)).map(({ what, object, imported }): Problem => ({
      field: `groups[${i}].resources`,
      value: object.name,
      rule: `is the ${what} of ${service.name}, and not among what ${spokes} get${spokes.includes(',') ? '' : 's'}`,
      why: 'TensorStack looks for it in the same namespace, and the MLService is never ready',
      fix: `add the ${what} to the group, or use ${imported} where the clusters have it`,
    }))));
}
