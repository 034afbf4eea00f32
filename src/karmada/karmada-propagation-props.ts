import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KarmadaOverrider } from './karmada-overrider';
import type { ReplicaDivision } from './replica-division';
import type { Spoke } from '../fleet/spoke';

/** What happens to the pods in a cluster from which a workload is moved. */
export enum KarmadaPurgeMode {
  /** They are deleted at once. */
  DIRECTLY = 'Directly',
  /** They are deleted when the workload is available in another cluster. */
  GRACEFULLY = 'Gracefully',
  /** They are not deleted. */
  NEVER = 'Never',
}

/** When a workload that is unhealthy in a cluster is moved to another. */
export interface KarmadaApplicationFailover {
  /**
   * How long it must be unhealthy; a rollout that does not finish counts as unhealthy.
   *
   * @default Duration.minutes(5)
   */
  readonly toleration?: Duration;

  /**
   * What happens to its pods. DIRECTLY deletes all of them if it is unhealthy in every cluster.
   *
   * @default KarmadaPurgeMode.GRACEFULLY
   */
  readonly purgeMode?: KarmadaPurgeMode;
}

/** Over how many clusters or regions objects are spread. */
export interface KarmadaSpread {
  /** The property of a cluster to spread over: `cluster` or `region`. Karmada's scheduler supports no other. */
  readonly by: string;

  /**
   * The least number of them: from 1 to the number of clusters.
   *
   * @default 1
   */
  readonly minGroups?: number;

  /**
   * The greatest number of them.
   *
   * @default - no limit
   */
  readonly maxGroups?: number;
}

/** How an object differs in some clusters. */
export interface KarmadaOverrideRule {
  /** The clusters. */
  readonly spokes: Spoke[];

  /** The object: one of those that are propagated. */
  readonly target: IConstruct;

  /**
   * The differences. Karmada applies images first, then arguments, labels, annotations and paths; in this order within
   * each of them.
   */
  readonly overriders: KarmadaOverrider[];
}

/** Properties of `KarmadaPropagation`. */
export interface KarmadaPropagationProps {
  /**
   * What is propagated: constructs with all of their objects. They stay in their chart, which is applied to Karmada's
   * API server.
   */
  readonly of: IConstruct[];

  /** The clusters that get them. */
  readonly spokes: Spoke[];

  /**
   * How replicas are divided among the clusters.
   *
   * Where a FederatedHPA scales one of the objects, they are divided by static weights. Karmada then places what fits,
   * and the other pods are Pending; a division by available replicas places all new replicas or none, silently.
   *
   * @default - duplicated; where a FederatedHPA scales one of the objects, weighted with the same weight for each spoke
   * that is not drained
   */
  readonly replicas?: ReplicaDivision;

  /**
   * How objects differ in some clusters.
   *
   * @default - they are the same in all clusters
   */
  readonly overrides?: KarmadaOverrideRule[];

  /**
   * Over how many clusters and regions the objects are spread. Karmada ignores it together with
   * `ReplicaDivision.weighted`, so the two cannot be combined; where a FederatedHPA scales one of the objects, set
   * `replicas` too.
   *
   * @default - all of `spokes`
   */
  readonly spread?: KarmadaSpread[];

  /**
   * When a workload that is unhealthy in a cluster is moved to another.
   *
   * @default - it is not moved
   */
  readonly failover?: KarmadaApplicationFailover;

  /**
   * Whether Karmada also propagates the ConfigMaps, Secrets, ServiceAccounts and PersistentVolumeClaims that pods name
   * and that are not in `of`.
   *
   * @default true
   */
  readonly propagateDependencies?: boolean;

  /**
   * The priority among policies that select the same object at the same time: the highest is applied. A policy that has
   * been applied to the object stays, whatever its priority.
   *
   * @default 0
   */
  readonly priority?: number;

  /**
   * Whether Karmada overwrites objects that already exist in a cluster, instead of leaving them as they are.
   *
   * @default false
   */
  readonly overwriteExisting?: boolean;

  /**
   * Whether objects stay in the clusters when they are deleted on the hub.
   *
   * @default false
   */
  readonly preserveOnDeletion?: boolean;

  /**
   * The name of the policies.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;
}
