import type { Manifest } from '../../../kubernetes/manifest';
import type { PROPAGATION } from '../../../kubernetes/manifest-schema';
import type { Of } from '../../../kubernetes/manifest-shape';

type Placement = NonNullable<Of<typeof PROPAGATION>['placement']>;
type Affinity = NonNullable<Placement['clusterAffinity']>;

/** How a policy divides the replicas of what it propagates. */
interface Division {
  readonly preference: 'Aggregated' | 'Weighted';
  /** The weight of each cluster; undefined where Karmada weighs them by their available replicas. */
  readonly weights?: readonly number[];
}

/**
 * Whether a policy divides replicas: without `replicaScheduling` it duplicates them, and with an empty one it divides.
 */
export function divides(policy: Manifest): boolean {
  const scheduling = placementOf(policy).replicaScheduling;
  return scheduling !== undefined && (scheduling.replicaSchedulingType ?? 'Divided') === 'Divided';
}

/** The clusters of a policy; undefined where labels, fields or exclusions of clusters select them. */
export function clustersOf(policy: Manifest): readonly string[] | undefined {
  const { clusterAffinity, clusterAffinities } = placementOf(policy);
  if (clusterAffinities !== undefined || clusterAffinity === undefined) return undefined;
  return namesOf(clusterAffinity);
}

/** The clusters that an affinity names; undefined where something else selects them, or where it selects all. */
export function namesOf(affinity: Affinity): readonly string[] | undefined {
  const { clusterNames = [] } = affinity;
  if (!isByName(affinity) || clusterNames.length === 0) return undefined;
  return [...new Set(clusterNames)];
}

/** Whether an affinity selects clusters by nothing but their names. */
export function isByName({ labelSelector, fieldSelector, exclude = [] }: Affinity): boolean {
  return labelSelector === undefined && fieldSelector === undefined && exclude.length === 0;
}

/**
 * Why some clusters of a policy may get none of the replicas; undefined where each gets one, and where that is unknown
 * before the scheduler selects the clusters.
 */
export function withoutReplica(policy: Manifest, replicas: number): string | undefined {
  const clusters = selectedClusters(policy);
  if (clusters === undefined || !divides(policy)) return undefined;
  const division = divisionOf(policy, clusters);
  if (division === undefined) return undefined;
  if (division.preference === 'Aggregated') return replicas < 1 ? 'no cluster gets one' : undefined;
  if (replicas < clusters.length) return `they are fewer than the ${clusters.length} clusters`;
  const none = division.weights ? mayGetNone(replicas, division.weights) : [];
  return none.length === 0 ? undefined : `${none.map((i) => clusters[i]).join(', ')} may get none by the weights`;
}

/** The clusters among which replicas are divided; which ones the scheduler takes where fewer are wanted is unknown. */
function selectedClusters(policy: Manifest): readonly string[] | undefined {
  const clusters = clustersOf(policy);
  const { spreadConstraints = [] } = placementOf(policy);
  if (clusters === undefined) return undefined;
  let most = clusters.length;
  for (const { spreadByField = 'cluster', spreadByLabel, maxGroups = 0 } of spreadConstraints) {
    if (spreadByLabel !== undefined || maxGroups <= 0) return undefined;
    if (maxGroups >= clusters.length) continue;
    if (spreadByField !== 'cluster') return undefined;
    most = Math.min(most, maxGroups);
  }
  return clusters.slice(0, most);
}

function divisionOf(policy: Manifest, clusters: readonly string[]): Division | undefined {
  const { replicaScheduling = {} } = placementOf(policy);
  const { replicaDivisionPreference: preference = 'Weighted', weightPreference } = replicaScheduling;
  if (preference === 'Aggregated') return { preference };
  if (preference !== 'Weighted') return undefined;
  const { staticWeightList = [], dynamicWeight } = weightPreference ?? {};
  if (dynamicWeight) return { preference };
  const equal = { preference, weights: clusters.map(() => 1) } as const;
  const weights = new Map<string, number>();
  let others = 0;
  for (const { targetCluster = {}, weight = 0 } of staticWeightList) {
    if (!isByName(targetCluster)) return undefined;
    const names = namesOf(targetCluster);
    if (names === undefined) others = Math.max(others, weight);
    // Of several weights of one cluster the greatest is valid.
    for (const name of names ?? []) weights.set(name, Math.max(weights.get(name) ?? 0, weight));
  }
  const given = clusters.map((name) => Math.max(weights.get(name) ?? 0, others));
  // Where no entry matches, Karmada gives every cluster the same.
  return given.every((weight) => weight <= 0) ? equal : { preference, weights: given };
}

/**
 * The clusters that may get none of the replicas. Karmada divides by Webster's method: each replica goes to the highest
 * weight / (2 * replicas so far + 1). It breaks a tie by the UID of the object, which no manifest has: here a cluster
 * loses every tie.
 */
function mayGetNone(replicas: number, weights: readonly number[]): number[] {
  const sizes = [...new Set(weights)].filter((weight) => weight > 0).sort((a, b) => a - b);
  // A greater weight never gets its first replica later, so the smallest that gets one is searched by halves.
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (before(weights, sizes[middle]) >= replicas) low = middle + 1;
    else high = middle;
  }
  const least = sizes[low] ?? Infinity;
  return [...weights.keys()].filter((i) => weights[i] < least);
}

/** How many replicas others get before a cluster of this weight gets its first: those whose quotient is not lower. */
function before(weights: readonly number[], own: number): number {
  return weights.reduce((sum, weight) => sum + Math.floor((weight / own + 1) / 2), -1);
}

function placementOf({ spec }: Manifest): Placement {
  return spec?.placement ?? {};
}
