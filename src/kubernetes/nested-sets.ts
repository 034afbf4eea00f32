import type { Manifest } from './manifest';

/** Objects that stand inside another one and land in clusters of their own. */
export interface NestedSet {
  /** The clusters that get just these objects. */
  readonly clusters: readonly string[];
  readonly objects: readonly NestedObject[];
}

/** An object, and where it stands in its owner. */
export interface NestedObject {
  readonly manifest: Manifest;
  readonly path: string;
}

/** How many objects of all sets of one owner are looked at, however many clusters share them. */
const MOST = 100_000;

/** What each cluster gets of a HyperMLService of TensorStack: clusters that get the same are one set. */
export function nestedSets(owner: Manifest): NestedSet[] {
  if (owner.kind !== 'HyperMLService' || !owner.apiVersion.startsWith('tensorstack.dev/')) return [];
  const workloads = listOf(owner.spec?.workloads);
  const sets = new Map<string, { clusters: string[]; groups: number[] }>();
  for (const [cluster, groups] of groupsOf(workloads)) {
    const key = groups.join();
    const set = sets.get(key) ?? { clusters: [], groups };
    set.clusters.push(cluster);
    sets.set(key, set);
  }
  const found: NestedSet[] = [];
  let looked = 0;
  for (const { clusters, groups } of sets.values()) {
    const objects = groups.flatMap((i) => manifestsOf(workloads[i], `spec.workloads[${i}]`));
    looked += objects.length;
    if (looked > MOST && found.length > 0) break;
    found.push({ clusters, objects });
  }
  return found;
}

function groupsOf(workloads: readonly any[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, workload] of workloads.entries()) {
    for (const cluster of new Set(listOf(workload?.clusters).map(String))) {
      const known = groups.get(cluster);
      if (known) known.push(i);
      else groups.set(cluster, [i]);
    }
  }
  return groups;
}

function manifestsOf(workload: any, path: string): NestedObject[] {
  const found: NestedObject[] = [];
  for (const [k, manifest] of listOf(workload?.manifests).entries()) {
    if (typeof manifest?.apiVersion !== 'string' || typeof manifest.kind !== 'string') continue;
    found.push({ manifest, path: `${path}.manifests[${k}]` });
  }
  return found;
}

function listOf(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : [];
}
