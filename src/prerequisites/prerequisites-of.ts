import { PREREQUISITE_KINDS } from './all-kinds';
import type { NeededBy, Need, Needed, Prerequisite } from './kinds/prerequisite';
import { identity, isOfKarmada } from '../kubernetes/identity';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import { nestedSets } from '../kubernetes/objects-by-cluster';
import { KarmadaHub } from '../rules/karmada/hub/karmada-hub';
import { title } from '../rules/rule';

/** What a set of manifests needs of its cluster, or of each of its clusters, and does not bring itself. */
export function prerequisitesOf(inventory: Inventory): Prerequisite[] {
  const collected = new Collected();
  findAll(inventory, inSet(inventory, collected));
  const owners = new Map(inventory.of('HyperMLService').map((owner) => [identity(owner), owner]));
  for (const owner of owners.values()) inside(inventory.original(owner), collected);
  return collected.all;
}

function findAll(inventory: Inventory, need: Need): void {
  for (const { find } of PREREQUISITE_KINDS) {
    // What selects pods may look at as much as one rule may.
    inventory.startRule();
    find(inventory, need);
  }
}

/** What objects of the set itself need: where Karmada propagates them, the clusters need it. */
function inSet(inventory: Inventory, collected: Collected): Need {
  return (needed, object, field) => {
    const given = inventory.original(object);
    collected.add(needed, { object: given, title: title(object), field }, clustersOf(inventory, object));
  };
}

function clustersOf(inventory: Inventory, object: Manifest): readonly string[] {
  const cluster = inventory.clusterOf(object);
  if (cluster !== undefined) return [cluster];
  if (isOfKarmada(object.apiVersion)) return [];
  const policy = KarmadaHub.of(inventory).policyOf(object);
  if (!policy) return [];
  const names: readonly string[] = policy.spec?.placement?.clusterAffinity?.clusterNames ?? [];
  return names.length > 0 ? names : ['the member clusters of Karmada'];
}

/** What objects inside another one need, of the clusters that get them. */
function inside(owner: Manifest, collected: Collected): void {
  for (const { clusters, objects } of nestedSets(owner)) {
    const paths = new Map(objects.map(({ manifest, path }) => [manifest, path]));
    const nested = new Inventory([...paths.keys()]);
    findAll(nested, (needed, object, field) => {
      const given = nested.original(object);
      const name = `${title(object)} in ${title(owner)}`;
      const inOwner = `${paths.get(given)}.${field}`;
      collected.add(needed, { object: given, title: name, field: inOwner, owner }, clusters);
    });
  }
}

interface Found {
  readonly needed: Needed;
  readonly by: Map<Manifest, NeededBy>;
  readonly clusters: Set<string>;
}

/** Each prerequisite once, in the order in which it was found, and each object that needs it once. */
class Collected {
  private readonly byKey = new Map<string, Found>();

  public add(needed: Needed, by: NeededBy, clusters: readonly string[]): void {
    // What clusters of a fleet need is not what the cluster needs that the manifests are applied to.
    const key = JSON.stringify([clusters.length > 0, needed.id, needed.expected]);
    const known = this.byKey.get(key) ?? { needed, by: new Map(), clusters: new Set() };
    this.byKey.set(key, known);
    for (const cluster of clusters) known.clusters.add(cluster);
    if (!known.by.has(by.object)) known.by.set(by.object, by);
  }

  public get all(): Prerequisite[] {
    return [...this.byKey.values()].map(({ needed, by, clusters }) => (
      { ...needed, neededBy: [...by.values()], clusters: [...clusters].sort() }));
  }
}
