/** What a forecast prints: the JSON of the command, and all that the table, the page and the pictures show. */
export interface ForecastData {
  /** How long the load lasted that was replayed. */
  readonly seconds: number;
  /** When it began, for the axis of time: ISO 8601, or a time of day such as `T05:00`; undefined without either. */
  readonly from?: string;
  readonly services: readonly ServiceForecastData[];
  readonly nodes?: NodesData;
  /** What holds for all services: what could not be used, and what is not modelled. */
  readonly notes: readonly string[];
}

/** One service over the time of the load. */
export interface ServiceForecastData {
  /** As short as it is unique: `classifier`, `vision/classifier` or `vision/Deployment/classifier`. */
  readonly name: string;
  readonly namespace: string;
  /** `Deployment/classifier`. */
  readonly workload: string;
  /** `HorizontalPodAutoscaler/classifier`. */
  readonly autoscaler: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly initialReplicas: number;
  /** The most and the least replicas that were asked for, and the last. */
  readonly peakReplicas: number;
  readonly lowestReplicas: number;
  readonly finalReplicas: number;
  readonly peakReady: number;
  /** How often the replicas were changed. */
  readonly changes: number;
  /** Hours of all pods that hold a place on a node, ready or not. */
  readonly replicaHours: number;
  /** The unit of the demand: `requests/s`, `cores`, or the name of a metric; undefined without a load. */
  readonly demandUnit?: string;
  readonly peakDemand: number;
  /** The demand that found no room, as a share of all demand (0 to 1); undefined where the capacity is unknown. */
  readonly unservedShare?: number;
  /** The time in which some demand found no room; undefined where the capacity is unknown. */
  readonly secondsUnserved?: number;
  /** The time in which a metric was above its target by more than the tolerance. */
  readonly secondsAboveTarget: number;
  /** The time in which the autoscaler wanted more than its maximum. */
  readonly secondsAtMaximum: number;
  /** The time in which pods found no room on the nodes. */
  readonly secondsPending: number;
  /** The metrics that the autoscaler follows. */
  readonly metrics: readonly MetricData[];
  /** Replicas by cluster at the peak, where Karmada divides them. */
  readonly clusters?: ReadonlyArray<{ readonly name: string; readonly peakReplicas: number }>;
  readonly series: SeriesData;
  /** What is not modelled of this service, and what to know of the figures. */
  readonly notes: readonly string[];
}

export interface MetricData {
  /** In words: `CPU utilization`, `requests_in_flight, average per pod`. */
  readonly name: string;
  /** The target, in words: `60 %`, `4`. */
  readonly target: string;
}

/**
 * The course of one service in equal spans of time, at most some hundreds whatever the length of the load. All lists
 * have one value for each span.
 */
export interface SeriesData {
  readonly secondsPerSpan: number;
  /** The most replicas asked for in the span. */
  readonly replicas: readonly number[];
  /** The fewest ready pods in the span. */
  readonly ready: readonly number[];
  /** Mean demand, in `demandUnit`. */
  readonly demand: readonly number[];
  /** Mean demand that found no room; empty where the capacity is unknown. */
  readonly unserved: readonly number[];
  /** The highest metric in percent of its target: 100 is the target; null where none could be read. */
  readonly ofTarget: ReadonlyArray<number | null>;
}

/** The nodes that the pods of all services need together. */
export interface NodesData {
  /** What one node has, in words: `4 CPU, 16Gi`. */
  readonly size: string;
  readonly peak: number;
  readonly nodeHours: number;
  readonly secondsPerSpan: number;
  /** The most nodes needed in each span. */
  readonly needed: readonly number[];
}

/** Two forecasts of one load. */
export interface ComparisonData {
  readonly before: ForecastData;
  readonly after: ForecastData;
  readonly beforeName: string;
  readonly afterName: string;
}

/** Settings that were tried for one service, and what came of them. */
export interface SuggestionData {
  readonly service: string;
  /** In words: `unserved demand at most 0.1 %, time above target at most 5 %`. */
  readonly goal: string;
  /** What the manifests have. */
  readonly present: CandidateData;
  /** Those that no other beats in both replica-hours and the goal, cheapest first. */
  readonly frontier: readonly CandidateData[];
  /** All that were tried, for the picture. */
  readonly tried: readonly CandidateData[];
  /** The cheapest that meets the goal; undefined where none does. */
  readonly best?: CandidateData;
}

export interface CandidateData {
  /** In words: `target 70 %, minimum 2, scale-down window 120 s`. */
  readonly settings: string;
  readonly replicaHours: number;
  readonly unservedShare?: number;
  /** As a share of the time, 0 to 1. */
  readonly aboveTargetShare: number;
  readonly peakReplicas: number;
  readonly meetsGoal: boolean;
}
