/** A value over time: seconds from the beginning of the forecast. Steps hold until the next one. */
export interface Course {
  valueAt(seconds: number): number;
  /**
   * The first time after another at which it may jump, so that nothing between two loops is missed; without it, and
   * where it changes smoothly, the course is read at the loops.
   */
  jumpAfter?(seconds: number): number;
}

/** All load of one service, as the replay reads it. Several of these may be given at once. */
export interface Demand {
  /** Cores that all its pods together are asked for. */
  readonly cores?: Course;
  readonly requests?: RequestDemand;
  /** The totals of metrics by name, each in its own unit: Pods metrics share a total evenly. */
  readonly metrics: ReadonlyMap<string, Course>;
  /** Spans in which a metric (or `cpu`, `memory`) cannot be read: from, to, in seconds. */
  readonly outages: ReadonlyMap<string, ReadonlyArray<readonly [number, number]>>;
  /** The share (0 to 1) of a joint inference's requests that its edge sends on to the cloud. */
  readonly hardExamples?: number;
}

/** Requests per second, and what one takes. */
export interface RequestDemand {
  readonly rate: Course;
  /** How long one request is worked on, in seconds. */
  readonly serviceSeconds: number;
  /** The CPU time of one request, in seconds of one core. */
  readonly cpuSeconds: number;
  /** Requests that one pod works on at the same time; undefined to take what the manifests show. */
  readonly parallel?: number;
}
