import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KarmadaOverrider } from './karmada-overrider';
import type { ReplicaDivision } from './replica-division';
import type { Spoke } from '../fleet/spoke';

/** What becomes of pods where a cluster or an application fails. */
export enum KarmadaPurgeMode {
  /** They are taken away at once. */
  DIRECTLY = 'Directly',
  /** They stay until others run elsewhere. */
  GRACEFULLY = 'Gracefully',
  /** They stay. */
  NEVER = 'Never',
}

/** When a workload that is unhealthy in a cluster goes to another. */
export interface KarmadaApplicationFailover {
  /**
   * For how long it must be unhealthy; a rollout that is stuck counts.
   *
   * @default Duration.minutes(5)
   */
  readonly toleration?: Duration;

  /**
   * What becomes of its pods. DIRECTLY takes all of them where it is unhealthy everywhere.
   *
   * @default KarmadaPurgeMode.GRACEFULLY
   */
  readonly purgeMode?: KarmadaPurgeMode;
}

/** How clusters are spread over regions. */
export interface KarmadaSpread {
  /** By which property of a cluster: `cluster` or `region`. Karmada's scheduler spreads over nothing else. */
  readonly by: string;

  /**
   * Over how many at least: 1 or more, and no more than there are clusters.
   *
   * @default 1
   */
  readonly minGroups?: number;

  /**
   * Over how many at most.
   *
   * @default - no limit
   */
  readonly maxGroups?: number;
}

/** What some clusters get otherwise. */
export interface KarmadaOverrideRule {
  /** The clusters. */
  readonly spokes: Spoke[];

  /** The object: one of those that are sent. */
  readonly target: IConstruct;

  /** The differences: images first, then arguments, labels, annotations and paths; in this order within each of these. */
  readonly overriders: KarmadaOverrider[];
}

/** Properties of `KarmadaPropagation`. */
export interface KarmadaPropagationProps {
  /** What is sent: constructs with all of their objects. They stay in their chart, which is applied to Karmada's API server. */
  readonly of: IConstruct[];

  /** To which clusters. */
  readonly spokes: Spoke[];

  /**
   * How replicas are shared among the clusters.
   *
   * @default - duplicated; divided by room where a federated autoscaler scales
   */
  readonly replicas?: ReplicaDivision;

  /**
   * What some clusters get otherwise.
   *
   * @default - all get the same
   */
  readonly overrides?: KarmadaOverrideRule[];

  /**
   * Over how many clusters and regions they are spread. It has no effect on fixed weights, and is refused there.
   *
   * @default - all of `spokes`
   */
  readonly spread?: KarmadaSpread[];

  /**
   * When a workload that is unhealthy goes to another cluster.
   *
   * @default - it stays
   */
  readonly failover?: KarmadaApplicationFailover;

  /**
   * Whether ConfigMaps, Secrets, ServiceAccounts and claims that pods name are sent too, where they are not among `of`.
   *
   * @default true
   */
  readonly propagateDependencies?: boolean;

  /**
   * Which policy wins where another one, of somebody else, picks the object at the same time: the highest. One that has the object already keeps it.
   *
   * @default 0
   */
  readonly priority?: number;

  /**
   * Whether objects that are in a cluster already are taken over, in place of being left alone.
   *
   * @default false
   */
  readonly overwriteExisting?: boolean;

  /**
   * Whether objects stay in the clusters when they are deleted here.
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
