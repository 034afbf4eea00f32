import type { IInference } from './inference';

/** What a scaling engine queries Prometheus for. */
interface Queried {
  /** How often it expects the pods to be scraped. */
  readonly scrapeSeconds: number;
  /** Whether it reads series of the pods besides the metrics of the autoscaler. */
  readonly readsPods: boolean;
}

/** Served models whose scaling engine queries Prometheus directly, without an adapter. */
const asking = new WeakMap<IInference, Queried>();

export function markQueriesPrometheus(inference: IInference, queried: Queried): void {
  asking.set(inference, queried);
}

export function queriesPrometheus(inference: IInference): boolean {
  return asking.has(inference);
}

/** How often the engine expects the pods to be scraped, in seconds; undefined where it reads no metric of the pods. */
export function expectedScrape(inference: IInference): number | undefined {
  const queried = asking.get(inference);
  const readsPods = queried?.readsPods || inference.scalingMetrics.some((metric) => metric._ofPods);
  return readsPods ? queried?.scrapeSeconds : undefined;
}
