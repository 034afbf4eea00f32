import type { Manifest } from '../../../kubernetes/manifest';
import type { PROPAGATION } from '../../../kubernetes/schema/karmada-schema';
import type { Of } from '../../../kubernetes/schema/manifest-shape';

type Placement = NonNullable<Of<typeof PROPAGATION>['placement']>;
type Affinity = NonNullable<Placement['clusterAffinity']>;
type Preference = NonNullable<NonNullable<Placement['replicaScheduling']>['weightPreference']>;
type Weights = NonNullable<Preference['staticWeightList']>;

/**
 * The annotation of a policy that names clusters which get no replica on purpose, separated by commas. It counts for a
 * cluster without a weight where others have one.
 */
export const DRAINED_CLUSTERS = 'elastic-inference/drained-clusters';

/** How a policy divides the replicas of what it propagates. */
export interface Division {
  readonly preference: 'Aggregated' | 'Weighted';
  /** The clusters of which each is to get a replica. */
  readonly clusters: readonly string[];
  /** The weight of each of them; undefined where Karmada weighs them by their available replicas. */
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
  const division = divisionOf(policy);
  if (division === undefined) return undefined;
  const { preference, clusters, weights } = division;
  if (preference === 'Aggregated') return replicas < 1 ? 'no cluster gets one' : undefined;
  if (replicas < clusters.length) return `they are fewer than the ${clusters.length} clusters`;
  const none = weights ? mayGetNone(replicas, weights) : [];
  return none.length === 0 ? undefined : `${none.map((i) => clusters[i]).join(', ')} may get none by the weights`;
}

/** The clusters without a weight, where others have one: no number of replicas gives them any. */
export function withoutWeight(policy: Manifest): readonly string[] {
  const { clusters = [], weights = [] } = divisionOf(policy) ?? {};
  return clusters.filter((_, i) => weights[i] <= 0);
}

/**
 * The clusters among which a policy divides replicas by the room that they have, so that some may get none whatever the
 * number of replicas; undefined where it divides otherwise, and where the clusters are unknown.
 */
export function dividedByRoom(policy: Manifest): readonly string[] | undefined {
  const division = divisionOf(policy);
  if (division === undefined || division.preference === 'Aggregated' || division.weights) return undefined;
  return division.clusters.length > 1 ? division.clusters : undefined;
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

/** Undefined where a policy divides none, and where its clusters or their weights are unknown. */
export function divisionOf(policy: Manifest): Division | undefined {
  const clusters = selectedClusters(policy);
  if (clusters === undefined || !divides(policy)) return undefined;
  const { replicaScheduling = {} } = placementOf(policy);
  const { replicaDivisionPreference: preference = 'Weighted', weightPreference } = replicaScheduling;
  if (preference === 'Aggregated') return { preference, clusters };
  if (preference !== 'Weighted') return undefined;
  const { staticWeightList = [], dynamicWeight } = weightPreference ?? {};
  if (dynamicWeight) return { preference, clusters };
  const weights = weightsOf(clusters, staticWeightList);
  if (weights === undefined) return undefined;
  const drained = drainedBy(policy);
  const isServing = (i: number) => weights[i] > 0 || !drained.has(clusters[i]);
  return {
    preference, clusters: clusters.filter((_, i) => isServing(i)), weights: weights.filter((_, i) => isServing(i)),
  };
}

/** The weight of each cluster; undefined where labels or fields decide it. */
function weightsOf(clusters: readonly string[], list: Weights): readonly number[] | undefined {
  const weights = new Map<string, number>();
  let others = 0;
  for (const { targetCluster = {}, weight = 0 } of list) {
    if (!isByName(targetCluster)) return undefined;
    const names = namesOf(targetCluster);
    if (names === undefined) others = Math.max(others, weight);
    // Of several weights of one cluster the greatest is valid.
    for (const name of names ?? []) weights.set(name, Math.max(weights.get(name) ?? 0, weight));
  }
  const given = clusters.map((name) => Math.max(weights.get(name) ?? 0, others));
  // Where no entry matches, Karmada gives every cluster the same.
  return given.every((weight) => weight <= 0) ? clusters.map(() => 1) : given;
}

/** The clusters that a policy names as drained. */
function drainedBy({ metadata }: Manifest): ReadonlySet<string> {
  const names: unknown = metadata?.annotations?.[DRAINED_CLUSTERS];
  return new Set(typeof names === 'string' ? names.split(',').map((name) => name.trim()) : []);
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
