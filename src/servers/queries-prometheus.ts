import type { ApiObject } from 'cdk8s';
import type { IInference } from './inference';

/** What a scaling engine queries Prometheus for. */
interface Queried {
  /** How often it expects the pods to be scraped; undefined where any interval is right. */
  readonly scrapeSeconds?: number;
  /** Whether it follows a gauge of the pods, whose replicas do not settle when they are scraped less often. */
  readonly followsGauge: boolean;
  /** Whether it follows the average of the pods, which its autoscaler multiplies by the pods that are Ready. */
  readonly followsAverage: boolean;
}

/** Workloads whose scaling engine queries Prometheus directly, without an adapter. */
const asking = new WeakMap<ApiObject, Queried>();

export function markQueriesPrometheus(workload: ApiObject, queried: Queried): void {
  asking.set(workload, queried);
}

export function queriesPrometheus(inference: IInference): boolean {
  return asking.has(inference.workload);
}

/** How often the engine expects the pods to be scraped, in seconds; undefined where any interval is right. */
export function expectedScrape(inference: IInference): number | undefined {
  return asking.get(inference.workload)?.scrapeSeconds;
}

/** The longest scrape interval with which the replicas settle, in seconds; undefined where they do with any. */
export function slowestScrape(inference: IInference): number | undefined {
  const queried = asking.get(inference.workload);
  return queried?.followsGauge ? queried.scrapeSeconds : undefined;
}

/** Whether the autoscaler multiplies an average of the pods by all that are Ready, also those that terminate. */
export function multipliesReadyPods(inference: IInference): boolean {
  return asking.get(inference.workload)?.followsAverage ?? false;
}
