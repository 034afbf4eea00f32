import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/**
 * Defines how the replicas of a workload are divided among clusters: all of them in each cluster, or a part in each.
 *
 * A workload that an autoscaler in each cluster scales must be duplicated, because nothing else may set its replicas.
 * Divided replicas are the total of all clusters: the workload's own number, or that of a FederatedHPA.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy/
 *
 * @example
 *
 * const division = ReplicaDivision.weighted({ bj: 3, sh: 7 });
 */
export class ReplicaDivision {
  /** Each cluster gets all replicas. */
  public static duplicated(): ReplicaDivision {
    return new ReplicaDivision('duplicated');
  }

  /**
   * Each cluster gets a part by its weight. Karmada does not create the workload in a cluster whose part rounds to 0.
   *
   * @param weights the weight of each cluster by its name: whole numbers, 1 or more
   */
  public static weighted(weights: Record<string, number>): ReplicaDivision {
    return new ReplicaDivision('weighted', { ...weights });
  }

  /** Clusters with more available replicas get a greater part; one without room may get none. */
  public static byAvailableReplicas(): ReplicaDivision {
    return new ReplicaDivision('available');
  }

  /** As few clusters as possible get the replicas. */
  public static aggregated(): ReplicaDivision {
    return new ReplicaDivision('aggregated');
  }

  private constructor(
    private readonly kind: 'duplicated' | 'weighted' | 'available' | 'aggregated',
    private readonly weights: Record<string, number> = {},
  ) {}

  /**
   * Always printed: Karmada divides if the object is empty, and duplicates if it is absent.
   * @internal
   */
  public _render(): object {
    switch (this.kind) {
      case 'duplicated': return { replicaSchedulingType: 'Duplicated' };
      case 'aggregated': return { replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated' };
      case 'available': return {
        replicaSchedulingType: 'Divided',
        replicaDivisionPreference: 'Weighted',
        weightPreference: { dynamicWeight: 'AvailableReplicas' },
      };
      case 'weighted': return {
        replicaSchedulingType: 'Divided',
        replicaDivisionPreference: 'Weighted',
        weightPreference: {
          staticWeightList: Object.entries(this.weights).map(([name, weight]) => (
            { targetCluster: { clusterNames: [name] }, weight })),
        },
      };
    }
  }

  /** @internal */
  public get _weighs(): boolean {
    return this.kind === 'weighted';
  }

  /** @internal */
  public _problems(at: string, clusters: readonly string[]): Problem[] {
    if (this.kind !== 'weighted') return [];
    const given = new Map(Object.entries(this.weights));
    const problems = new Problems();
    for (const [name, weight] of given) {
      const field = `${at}.weights[${JSON.stringify(name)}]`;
      problems.addAll(check.integer(field, weight, { min: 1 }, 'Karmada rejects the policy', 'give 1 or more'));
      if (clusters.includes(name)) continue;
      problems.add({
        code: 'karmada/weight-of-unknown-cluster',
        field,
        value: weight,
        rule: `must be the weight of one of the clusters: ${clusters.join(', ')}`,
        why: 'Karmada silently ignores other names',
        fix: 'correct the name, or remove it',
      });
    }
    for (const name of clusters) {
      if (given.has(name)) continue;
      problems.add({
        code: 'karmada/cluster-without-weight',
        field: `${at}.weights[${JSON.stringify(name)}]`,
        value: undefined,
        rule: 'must be set',
        why: 'a cluster without a weight gets no replica, and Karmada does not create the workload there',
        fix: 'give its weight, or leave the cluster out',
      });
    }
    return problems.all;
  }
}
