import type { KedaOptions } from './keda-options';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import type { ScalingBehavior } from '../values/scaling-behavior';
import type { ScalingMetric } from '../values/scaling-metric';
import { secondsOf } from '../values/seconds-of';

/** With this scrape interval or a shorter one, a sum over pods settles after scaling down. */
const SETTLED_SECONDS = 5;
/** Prometheus forgets a sample after 5 minutes: with a longer interval, two lost scrapes leave no value. */
const LONGEST_SECONDS = 120;

/** A behavior as it is printed. */
interface Rendered {
  readonly scaleUp?: { readonly stabilizationWindowSeconds?: number };
}

/** How often Prometheus scrapes the pods, in seconds. */
export function scrapeSeconds({ scrapeInterval }: KedaOptions): number {
  return secondsOf(scrapeInterval, SETTLED_SECONDS);
}

/**
 * Whether KEDA follows the average over the pods rather than their sum. Samples of removed pods stay for about two
 * scrapes after their load has moved to the others: a sum counts that load twice.
 */
export function followsAverage(keda: KedaOptions): boolean {
  return scrapeSeconds(keda) > SETTLED_SECONDS;
}

/** How long scaling up must wait with an average, in seconds: until the samples of removed pods are gone. */
function settledWindow(keda: KedaOptions): number {
  return Math.ceil((12 * scrapeSeconds(keda)) / 10 + 2);
}

/** The behavior that is printed: with an average over pods, scaling up has a stabilization window. */
export function settledBehavior(
  behavior: ScalingBehavior | undefined, metrics: readonly ScalingMetric[], keda: KedaOptions,
): object | undefined {
  const rendered: Rendered | undefined = behavior?._render();
  if (!followsAverage(keda) || !metrics.some((metric) => metric._ofPods)) return rendered;
  return { ...rendered, scaleUp: { stabilizationWindowSeconds: settledWindow(keda), ...rendered?.scaleUp } };
}

/** What is wrong with the scrape interval, and with a behavior that does not fit it. */
export function scrapeProblems(
  behavior: ScalingBehavior | undefined, metrics: readonly ScalingMetric[], keda: KedaOptions,
): Problem[] {
  const problems = new Problems();
  const limits = { min: 1, max: LONGEST_SECONDS };
  const why = 'Prometheus forgets a sample after 5 minutes, so a scrape that is lost would leave no value';
  problems.within('engine', check.seconds('scrapeInterval', keda.scrapeInterval, limits, why));
  if (!problems.isEmpty || !followsAverage(keda) || !metrics.some((metric) => metric._ofPods)) return problems.all;
  const rendered: Rendered | undefined = behavior?._render();
  const window = rendered?.scaleUp?.stabilizationWindowSeconds;
  const least = settledWindow(keda);
  if (window === undefined || window >= least) return problems.all;
  problems.add({
    code: 'scaling/keda-scale-up-window-too-short',
    field: 'behavior.scaleUp.stabilizationWindow',
    value: window,
    rule: `must be at least ${least} s with a scrapeInterval of ${scrapeSeconds(keda)} s`,
    why: 'the samples of removed pods count until two scrapes later, so the replicas would not settle after scaling '
      + 'down',
    fix: `omit the window, which writes ${least} s, or scrape every ${SETTLED_SECONDS} seconds and set scrapeInterval `
      + 'to that',
  });
  return problems.all;
}
