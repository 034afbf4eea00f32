import type { KedaOptions } from './keda-options';
import { scrapedWindowProblems } from './keda-scraped-window-problems';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { measureOf } from '../values/measure-of';
import { hasRange } from '../values/metric-query';
import type { ScalingBehavior } from '../values/scaling-behavior';
import type { ScalingMetric } from '../values/scaling-metric';
import { secondsOf } from '../values/seconds-of';

/** With this scrape interval or a shorter one, a sum over pods settles after scaling down. */
const SETTLED_SECONDS = 5;
/** How often the autoscaler decides by default. */
const SYNC_SECONDS = 15;
/** Prometheus forgets a sample after 5 minutes: with a longer interval, two lost scrapes leave no value. */
const LONGEST_SECONDS = 120;

/** A behavior as it is printed. */
interface Rendered {
  readonly scaleUp?: { readonly stabilizationWindowSeconds?: number };
  readonly scaleDown?: { readonly stabilizationWindowSeconds?: number };
}

/** How often Prometheus scrapes the pods, in seconds, where a gauge of them is followed. */
function scrapeSeconds({ scrapeInterval }: KedaOptions): number {
  return secondsOf(scrapeInterval, SETTLED_SECONDS);
}

/** How often the engine expects the pods to be scraped, in seconds; undefined where any interval is right. */
export function expectedSeconds(keda: KedaOptions, gauge: boolean): number | undefined {
  return keda.scrapeInterval !== undefined || gauge ? scrapeSeconds(keda) : undefined;
}

/** Whether a gauge of the pods is followed, by a metric or by a trigger over series of the server. */
export function followsGauge(
  metrics: readonly ScalingMetric[], { triggers = [] }: KedaOptions, isOwn: (query: string) => boolean,
): boolean {
  return metrics.some(isGauge)
    || triggers.some(({ _query }) => typeof _query === 'string' && !hasRange(_query) && isOwn(_query));
}

/** Whether a metric of pods is no rate: what removed pods have shown last counts besides the others. */
export function isGauge(metric: ScalingMetric): boolean {
  const measure = measureOf(metric);
  return measure !== undefined && !measure._isRate;
}

/**
 * Whether KEDA follows the average of a metric over the pods rather than their sum. Samples of removed pods stay for
 * about two scrapes after their load has moved to the others: a sum counts that load twice. A rate is what was done in
 * its window, by removed pods too, so its sum is right.
 */
export function followsAverage(keda: KedaOptions, metric: ScalingMetric): boolean {
  return isGauge(metric) && scrapeSeconds(keda) > SETTLED_SECONDS;
}

/**
 * How long scaling up must wait with an average, in seconds: until the samples of removed pods are gone, and the new
 * pods have been scraped; and for one decision of the autoscaler more, so that it compares two of them.
 */
function upWindow(keda: KedaOptions): number {
  return Math.ceil((12 * scrapeSeconds(keda)) / 10) + 2 + SYNC_SECONDS;
}

/** How long scaling down must wait with an average, in seconds: until Prometheus marks the removed pods as stale. */
function downWindow(keda: KedaOptions): number {
  return Math.ceil((21 * scrapeSeconds(keda)) / 10) + 5 + SYNC_SECONDS;
}

/** The behavior that is printed: with an average over pods, scaling up has a stabilization window. */
export function settledBehavior(
  behavior: ScalingBehavior | undefined, metrics: readonly ScalingMetric[], keda: KedaOptions,
): object | undefined {
  const rendered: Rendered | undefined = behavior?._render();
  if (!metrics.some((metric) => followsAverage(keda, metric))) return rendered;
  return { ...rendered, scaleUp: { stabilizationWindowSeconds: upWindow(keda), ...rendered?.scaleUp } };
}

/** What is wrong with the scrape interval, and with a behavior or a window that does not fit it. */
export function scrapeProblems(
  behavior: ScalingBehavior | undefined,
  metrics: readonly ScalingMetric[],
  keda: KedaOptions,
  isOwn: (query: string) => boolean,
): Problem[] {
  const problems = new Problems();
  const limits = { min: 1, max: LONGEST_SECONDS };
  const why = 'Prometheus forgets a sample after 5 minutes, so a scrape that is lost would leave no value';
  problems.within('engine', check.seconds('scrapeInterval', keda.scrapeInterval, limits, why));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(scrapedWindowProblems(metrics, keda, isOwn));
  if (!metrics.some((metric) => followsAverage(keda, metric))) return problems.all;
  const rendered: Rendered | undefined = behavior?._render();
  const up = rendered?.scaleUp?.stabilizationWindowSeconds;
  const down = rendered?.scaleDown?.stabilizationWindowSeconds;
  if (up !== undefined && up < upWindow(keda)) {
    problems.add({
      code: 'scaling/keda-scale-up-window-too-short',
      field: 'behavior.scaleUp.stabilizationWindow',
      value: up,
      rule: `must be at least ${upWindow(keda)} s with a scrapeInterval of ${scrapeSeconds(keda)} s`,
      why: 'samples of removed pods still count, and new pods have none yet: with a shorter window the replicas did '
        + 'not always settle in simulations',
      fix: `omit the window, which writes ${upWindow(keda)} s, or scrape every ${SETTLED_SECONDS} seconds and set `
        + 'scrapeInterval to that',
    });
  }
  if (down !== undefined && down < downWindow(keda)) {
    problems.add({
      code: 'scaling/keda-scale-down-window-too-short',
      field: 'behavior.scaleDown.stabilizationWindow',
      value: down,
      rule: `must be at least ${downWindow(keda)} s with a scrapeInterval of ${scrapeSeconds(keda)} s`,
      why: 'samples of removed pods lower the average for about two scrapes: with a shorter window there were too few '
        + 'replicas at times in simulations',
      fix: `omit the window, which is 5 minutes then, or scrape every ${SETTLED_SECONDS} seconds and set `
        + 'scrapeInterval to that',
    });
  }
  return problems.all;
}
