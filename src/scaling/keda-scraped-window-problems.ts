import type { KedaOptions } from './keda-options';
import { shortestWindow } from '../rules/metrics/adapter/query-window';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { measureOf } from '../values/measure-of';
import type { ScalingMetric } from '../values/scaling-metric';

const RATE = 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate';

/** What is wrong with a scrape interval that is set: nothing reads it, or a time window is too short for it. */
export function scrapedWindowProblems(
  metrics: readonly ScalingMetric[],
  { scrapeInterval, triggers = [] }: KedaOptions,
  isOwn: (query: string) => boolean,
): Problem[] {
  if (scrapeInterval === undefined) return [];
  const isRead = metrics.some((metric) => metric._ofPods) || triggers.some(({ _query }) => _query !== undefined);
  if (!isRead) {
    return [{
      code: 'scaling/keda-scrape-interval-unused',
      field: 'engine.scrapeInterval',
      value: scrapeInterval.toSeconds(),
      rule: 'needs a metric of pods, or a query of Prometheus',
      why: 'nothing that KEDA follows here is scraped by Prometheus, so it would have no effect',
      fix: 'remove it, or set interval in InferenceMonitor',
    }];
  }
  const seconds = scrapeInterval.toSeconds();
  const problems = new Problems();
  for (const [i, metric] of metrics.entries()) {
    const measure = measureOf(metric);
    const query = measure?._promql('', 'pod');
    // The window of requests in flight is compared with the longest request too, elsewhere.
    if (query === undefined || measure!._countedWithin !== undefined) continue;
    problems.addAll(windowProblems(`metrics[${i}]`, query, seconds));
  }
  for (const [i, { _query }] of triggers.entries()) {
    if (typeof _query !== 'string' || !isOwn(_query)) continue;
    problems.addAll(windowProblems(`engine.triggers[${i}]`, _query, seconds));
  }
  return problems.all;
}

function windowProblems(field: string, query: string, scrape: number): Problem[] {
  const window = shortestWindow(query);
  if (window === undefined || window >= 2 * scrape) return [];
  return [{
    code: 'scaling/keda-window-below-scrapes',
    field,
    value: `over ${window} s`,
    rule: `must be over at least ${2 * scrape} s with a scrapeInterval of ${scrape} s`,
    why: 'a rate needs two scrapes in its window; without them it has no value most of the time, and the replicas stay',
    fix: `set the window to ${4 * scrape} s, or a shorter scrapeInterval`,
    source: RATE,
  }];
}
