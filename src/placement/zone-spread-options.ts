/** How the replicas of a workload are spread over zones. */
export interface ZoneSpreadOptions {
  /**
   * Whether a replica waits (`Pending`) rather than make the zones uneven. Otherwise the scheduler only prefers to keep
   * them even, and a zone without room does not stop a scale-up.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * By how many replicas the zones may differ: a whole number, 1 or more.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * While fewer zones than this have nodes, a zone gets `maxSkew` replicas at most: a whole number, 1 or more. Only
   * with `required`.
   *
   * @default - 1: the zones that have nodes are compared
   */
  readonly minZones?: number;
}

/** A taint of nodes that pods tolerate. */
export interface ToleratedTaint {
  /** The key of the taint. */
  readonly key: string;

  /**
   * The value of the taint.
   *
   * @default - any value
   */
  readonly value?: string;

  /**
   * The effect of the taint: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   *
   * @default 'NoSchedule'
   */
  readonly effect?: string;
}
