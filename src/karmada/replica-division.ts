import { checksArguments } from '../validation/checks-arguments';
import { fixWith, similarName } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What a division by available replicas may do. */
export interface AvailableReplicasOptions {
  /**
   * Whether clusters may get no replica. Karmada divides by the room in each cluster, so no number of replicas ensures
   * one in each. If false, such a division among two or more clusters is refused.
   *
   * @default false
   */
  readonly allowEmptyClusters?: boolean;
}

/**
 * Defines how the replicas of a workload are divided among clusters: all of them in each cluster, or a part in each.
 *
 * A workload that an autoscaler in each cluster scales must be duplicated, because nothing else may set its replicas.
 * Divided replicas are the total of all clusters: the workload's own number, or that of a FederatedHPA.
 *
 * Use `weighted` where each cluster serves requests. Karmada places each part, whatever room there is: the pods that
 * fit run, and the others are Pending, which a cluster autoscaler sees. `byAvailableReplicas` and `aggregated` place
 * all new replicas or none.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy/
 *
 * @example
 *
 * const division = ReplicaDivision.weighted({ bj: 3, sh: 7 });
 */
@checksArguments
export class ReplicaDivision {
  /** Each cluster gets all replicas. */
  public static duplicated(): ReplicaDivision {
    return new ReplicaDivision('duplicated');
  }

  /**
   * Each cluster gets a part by its weight. Karmada does not create the workload in a cluster whose part rounds to 0.
   *
   * Where a FederatedHPA scales the workload, a drained spoke gets no part, and the others keep their proportions.
   *
   * @param weights the weight of each cluster by its name: whole numbers, 1 or more
   */
  public static weighted(weights: Record<string, number>): ReplicaDivision {
    return new ReplicaDivision('weighted', { ...weights });
  }

  /**
   * Clusters with more room get a greater part. A cluster with little room may get none, whatever the number of
   * replicas: 2 replicas were observed to be divided 2:0 over room for 30 and 8.
   *
   * All new replicas are placed or none: a hub at 40 replicas with less room was observed to leave its clusters at 16,
   * without a Pending pod or a failing condition, and without another attempt for five minutes.
   *
   * @param options whether clusters may get none, which must be allowed for two or more clusters
   */
  public static byAvailableReplicas(options: AvailableReplicasOptions = {}): ReplicaDivision {
    return new ReplicaDivision('available', {}, options?.allowEmptyClusters);
  }

  /** As few clusters as possible get the replicas. All new replicas are placed or none. */
  public static aggregated(): ReplicaDivision {
    return new ReplicaDivision('aggregated');
  }

  private constructor(
    private readonly kind: 'duplicated' | 'weighted' | 'available' | 'aggregated',
    private readonly weights: Record<string, number> = {},
    private readonly allowEmptyClusters: boolean = false,
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

  /**
   * Whether clusters may get none of the replicas, and the program allows it.
   * @internal
   */
  public get _allowsEmptyClusters(): boolean {
    return this.kind === 'available' && this.allowEmptyClusters;
  }

  /**
   * The same division, with no part for some clusters; only weights can say so.
   * @internal
   */
  public _without(clusters: ReadonlySet<string>): ReplicaDivision {
    if (clusters.size === 0 || !this._weighs) return this;
    return ReplicaDivision.weighted(Object.fromEntries(
      Object.entries(this.weights).filter(([name]) => !clusters.has(name))));
  }

  /**
   * @param clusters the names of the clusters
   * @param selected among how many of them the replicas are divided, as far as is known at synth
   * @internal
   */
  public _problems(at: string, clusters: readonly string[], selected: number = clusters.length): Problem[] {
    if (this.kind === 'available') return this.emptyClusterProblems(at, selected);
    return this._weighs ? this.weightProblems(at, clusters) : [];
  }

  private emptyClusterProblems(at: string, selected: number): Problem[] {
    const wrong = check.boolean(`${at}.allowEmptyClusters`, this.allowEmptyClusters);
    if (wrong.length > 0) return wrong;
    if (this.allowEmptyClusters || selected < 2) return [];
    return [{
      code: 'karmada/cluster-may-get-no-replica',
      field: at,
      rule: `must give each of the ${selected} clusters a replica`,
      why: 'Karmada divides by the room in each cluster, so one with little room may get none, whatever their number',
      fix: 'use ReplicaDivision.weighted, or set allowEmptyClusters: true',
    }];
  }

  private weightProblems(at: string, clusters: readonly string[]): Problem[] {
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
        fix: fixWith(similarName(name, clusters), `use one of ${clusters.join(', ')}, or remove it`),
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
