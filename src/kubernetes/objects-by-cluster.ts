import type { Manifest } from './manifest';

/** Objects that stand inside another one, and the clusters that get them. */
export interface NestedSet {
  readonly clusters: readonly string[];
  readonly objects: readonly NestedObject[];
}

/** An object, and where it stands in its owner. */
export interface NestedObject {
  readonly manifest: Manifest;
  readonly path: string;
}

/** Clusters that are in the same workloads. */
export interface ClusterSet {
  readonly clusters: readonly string[];
  /** The indexes of the workloads. */
  readonly workloads: readonly number[];
}

/** How many objects of all sets of one owner are looked at, however many clusters share them. */
const MOST = 100_000;

/** What each cluster gets of a HyperMLService of TensorStack: clusters that get the same are one set. */
export function nestedSets(owner: Manifest): NestedSet[] {
  const workloads = nestedWorkloads(owner);
  const found: NestedSet[] = [];
  let looked = 0;
  for (const { clusters, workloads: indexes } of clusterSets(workloads)) {
    const objects = indexes.flatMap((i) => workloads[i].objects);
    looked += objects.length;
    if (looked > MOST && found.length > 0) break;
    found.push({ clusters, objects });
  }
  return found;
}

/** The workloads of a HyperMLService of TensorStack as they are written; any other object has none. */
export function nestedWorkloads(owner: Manifest): NestedSet[] {
  if (owner.kind !== 'HyperMLService' || !owner.apiVersion.startsWith('tensorstack.dev/')) return [];
  const seen = new Set<Manifest>();
  return listOf(owner.spec?.workloads).map((workload, i) => ({
    clusters: [...new Set(listOf(workload?.clusters).filter(isName).map(String))],
    objects: objectsOf(workload, `spec.workloads[${i}]`, seen),
  }));
}

/** The clusters of workloads, whatever owner these have, by what they get. */
export function clusterSets(workloads: readonly NestedSet[]): ClusterSet[] {
  const sets = new Map<string, { clusters: string[]; workloads: number[] }>();
  for (const [cluster, indexes] of workloadsByCluster(workloads)) {
    const key = indexes.join();
    const set = sets.get(key);
    if (set) set.clusters.push(cluster);
    else sets.set(key, { clusters: [cluster], workloads: indexes });
  }
  return [...sets.values()];
}

function workloadsByCluster(workloads: readonly NestedSet[]): Map<string, number[]> {
  const byCluster = new Map<string, number[]>();
  for (const [i, { clusters }] of workloads.entries()) {
    for (const cluster of clusters) {
      const known = byCluster.get(cluster);
      if (known) known.push(i);
      else byCluster.set(cluster, [i]);
    }
  }
  return byCluster;
}

function objectsOf(workload: any, path: string, seen: Set<Manifest>): NestedObject[] {
  const found: NestedObject[] = [];
  for (const [k, manifest] of listOf(workload?.manifests).entries()) {
    if (typeof manifest?.apiVersion !== 'string' || typeof manifest.kind !== 'string') continue;
    // An alias of YAML is the very object of its anchor, and still an object of its own.
    found.push({ manifest: seen.has(manifest) ? { ...manifest } : manifest, path: `${path}.manifests[${k}]` });
    seen.add(manifest);
  }
  return found;
}

/** YAML reads a name of digits as a number. */
function isName(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function listOf(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : [];
}
