import type { IInference } from './inference';

/** Served models whose scaling engine queries Prometheus directly, and the scrape interval that it expects. */
const asking = new WeakMap<IInference, number>();

/** Marks a model whose scaling engine queries Prometheus; the scrape interval that it expects is in seconds. */
export function markQueriesPrometheus(inference: IInference, scrapeSeconds: number): void {
  asking.set(inference, scrapeSeconds);
}

export function queriesPrometheus(inference: IInference): boolean {
  return asking.has(inference);
}

/** How often the engine expects the pods to be scraped; undefined where it follows no metric of the pods. */
export function expectedScrape(inference: IInference): number | undefined {
  return inference.scalingMetrics.some((metric) => metric._ofPods) ? asking.get(inference) : undefined;
}
