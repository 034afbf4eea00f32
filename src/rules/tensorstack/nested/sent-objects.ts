import type { HyperWorkload } from './hyper-ml-service-workloads';
import type { Reference } from './ml-service-references';
import { groupKind } from '../../../kubernetes/identity';
import type { Inventory } from '../../../kubernetes/inventory';
import { put, SelectionBudget } from '../../../kubernetes/label-index';
import type { Manifest } from '../../../kubernetes/manifest';
import { clusterSets, type ClusterSet } from '../../../kubernetes/objects-by-cluster';

/** An object that an MLService looks for in its namespace. */
export interface Wanted {
  readonly kind: Reference['kind'];
  readonly namespace: string;
  readonly name: string;
}

const KINDS = new Set(['tensorstack.dev/MLServiceRuntime', '/Secret']);

/** The workloads that contain an object, by their indexes; those of objects that go together are one and the same. */
type Holders = ReadonlySet<number>;

const NONE: Holders = new Set();

/** Which clusters get the runtimes and the Secrets of a set of objects, from whatever HyperMLService. */
export class SentObjects {
  private readonly holders: ReadonlyMap<string, Holders>;
  /** The clusters of each workload, by its index. */
  private readonly sets = new Map<number, ClusterSet[]>();
  private readonly known = new Map<Holders, Map<number, readonly ClusterSet[]>>();
  private readonly budget: SelectionBudget;

  public constructor(private readonly inventory: Inventory, workloads: readonly HyperWorkload[]) {
    this.budget = new SelectionBudget(workloads.reduce((sum, { objects }) => sum + objects.length, 0));
    this.holders = holdersOf(workloads);
    for (const set of clusterSets(workloads)) {
      for (const i of set.workloads) put(this.sets, i, set);
    }
  }

  /** Whether an object is in the set at all: inside a HyperMLService, or outside. */
  public has({ kind, namespace, name }: Wanted): boolean {
    const outside = this.inventory.find(kind, namespace, name);
    if (outside !== undefined && isWanted(outside) && outside.metadata?.namespace === namespace) return true;
    return this.holders.has(keyOf(kind, namespace, name));
  }

  /**
   * The clusters of a workload that get an object from no workload. They are none where the workload or another one has
   * an object of that name without a namespace: what is missing then is the namespace.
   */
  public clustersWithout({ kind, namespace, name }: Wanted, workload: number): readonly ClusterSet[] {
    if (this.holders.has(keyOf(kind, undefined, name))) return [];
    const found = this.setsWithout(this.holders.get(keyOf(kind, namespace, name)) ?? NONE, workload);
    return this.budget.take(found.reduce((sum, { clusters }) => sum + clusters.length, 0)) ? found : [];
  }

  private setsWithout(holders: Holders, workload: number): readonly ClusterSet[] {
    if (holders.has(workload)) return [];
    const known = this.known.get(holders) ?? new Map<number, readonly ClusterSet[]>();
    this.known.set(holders, known);
    const found = known.get(workload) ?? this.findSetsWithout(holders, workload);
    known.set(workload, found);
    return found;
  }

  private findSetsWithout(holders: Holders, workload: number): readonly ClusterSet[] {
    const sets = this.sets.get(workload) ?? [];
    if (!this.budget.take(sets.reduce((sum, set) => sum + set.workloads.length, 0))) return [];
    return sets.filter((set) => !set.workloads.some((i) => holders.has(i)));
  }
}

function holdersOf(workloads: readonly HyperWorkload[]): Map<string, Holders> {
  const indexes = new Map<string, Set<number>>();
  for (const [i, { objects }] of workloads.entries()) {
    for (const { manifest } of objects) {
      if (!isWanted(manifest)) continue;
      const key = keyOf(manifest.kind, manifest.metadata?.namespace, manifest.metadata?.name);
      indexes.set(key, (indexes.get(key) ?? new Set()).add(i));
    }
  }
  const shared = new Map<string, Holders>();
  const holders = new Map<string, Holders>();
  for (const [key, found] of indexes) {
    const together = [...found].join();
    const same = shared.get(together) ?? found;
    shared.set(together, same);
    holders.set(key, same);
  }
  return holders;
}

function isWanted({ apiVersion, kind }: Manifest): boolean {
  return KINDS.has(groupKind(apiVersion, kind));
}

/** No namespace is an empty one: YAML may have either. */
function keyOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
