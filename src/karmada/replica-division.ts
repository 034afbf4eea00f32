import * as check from '../validation/check';
import { within, type Problem } from '../validation/problem';

/**
 * Defines how the replicas of a workload are shared among clusters: the whole number in each, or a part.
 *
 * What an autoscaler in each cluster scales is duplicated: there nobody else may write its replicas. What is divided has one number for all clusters,
 * the workload's own or that of a federated autoscaler.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy/
 *
 * @example
 *
 * const division = ReplicaDivision.weighted({ bj: 3, sh: 7 });
 */
export class ReplicaDivision {
  /** All replicas in each cluster. */
  public static duplicated(): ReplicaDivision {
    return new ReplicaDivision('duplicated');
  }

  /**
   * A part for each cluster, in fixed proportions.
   *
   * @param weights the proportion of each cluster by its name, 1 or more; a cluster whose part rounds to 0 does not get the workload at all
   */
  public static weighted(weights: Record<string, number>): ReplicaDivision {
    return new ReplicaDivision('weighted', { ...weights });
  }

  /** More for the clusters that have more room; one without any may get none. */
  public static byAvailableReplicas(): ReplicaDivision {
    return new ReplicaDivision('available');
  }

  /** As few clusters as can hold them. */
  public static aggregated(): ReplicaDivision {
    return new ReplicaDivision('aggregated');
  }

  private constructor(
    private readonly kind: 'duplicated' | 'weighted' | 'available' | 'aggregated', private readonly weights: Record<string, number> = {},
  ) {}

  /** @internal */
  public get _divides(): boolean {
    return this.kind !== 'duplicated';
  }

  /**
   * Written out in full: an empty object would divide, and an absent one duplicate.
   * @internal
   */
  public _render(): object {
    switch (this.kind) {
      case 'duplicated': return { replicaSchedulingType: 'Duplicated' };
      case 'aggregated': return { replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated' };
      case 'available': return {
        replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Weighted', weightPreference: { dynamicWeight: 'AvailableReplicas' },
      };
      case 'weighted': return {
        replicaSchedulingType: 'Divided',
        replicaDivisionPreference: 'Weighted',
        weightPreference: {
          staticWeightList: Object.entries(this.weights).map(([name, weight]) => ({ targetCluster: { clusterNames: [name] }, weight })),
        },
      };
    }
  }

  /** @internal */
  public get _weighs(): boolean {
    return this.kind === 'weighted';
  }

  /**
   * Why some of the clusters may get no replica of so many; undefined when all get one, or nobody wants it.
   * @internal
   */
  public _without(replicas: number, clusters: readonly string[]): string | undefined {
    if (this.kind === 'duplicated' || this.kind === 'aggregated') return this._divides && replicas < 1 ? 'no cluster gets one' : undefined;
    if (replicas < clusters.length) return `they are fewer than the ${clusters.length} clusters`;
    const none = this.kind === 'weighted' ? emptyHanded(replicas, clusters.map((name) => this.weights[name])) : [];
    return none.length === 0 ? undefined : `${none.map((i) => clusters[i]).join(', ')} may get none by the weights`;
  }

  /** @internal */
  public _problems(at: string, clusters: readonly string[]): Problem[] {
    if (this.kind !== 'weighted') return [];
    const given = Object.keys(this.weights);
    return within(at, [
      ...given.flatMap((name) => [
        ...check.integer(`weights[${JSON.stringify(name)}]`, this.weights[name], { min: 1 }, 'Karmada would refuse the policy', 'give its proportion'),
        ...(clusters.includes(name) ? [] : [{
          field: `weights[${JSON.stringify(name)}]`, value: this.weights[name], rule: `is none of the clusters: ${clusters.join(', ')}`, why: 'Karmada would ignore it without a word', fix: 'correct the name, or remove it',
        }]),
      ]),
      ...clusters.filter((name) => !given.includes(name)).map((name) => ({
        field: `weights[${JSON.stringify(name)}]`, value: undefined, rule: 'is missing', why: 'a cluster without a weight gets no replica, and the workload is not made there', fix: 'give its proportion, or leave the cluster out',
      })),
    ]);
  }
}

/**
 * Who gets nothing when seats are shared by Webster's method, as Karmada does it: each goes to the highest weight / (2 * seats + 1). It breaks a
 * tie by what only the cluster knows, so it counts as lost.
 */
function emptyHanded(seats: number, weights: readonly number[]): number[] {
  const all = weights.map((_, i) => i);
  // A cluster gets its first seat after all seats of others whose quotient is not lower.
  return all.filter((i) => {
    const before = all.filter((k) => k !== i).reduce((sum, k) => sum + Math.floor((weights[k] / weights[i] + 1) / 2), 0);
    return before >= seats;
  });
}
