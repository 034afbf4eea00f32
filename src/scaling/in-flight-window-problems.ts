import type { Duration } from 'cdk8s';
import { expectedSeconds, isGauge } from './keda-scrape-interval';
import type { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import type { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const SOURCE = 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate';

/** How often an InferenceMonitor scrapes by default. */
const SCRAPE_SECONDS = 15;

/** What serves, and how long a request to it may take. */
interface Serving {
  readonly server: ModelServer;
  readonly maxRequestDuration?: Duration;
}

/**
 * Metrics of requests in flight whose window is too short for the longest request. A server counts the latency of a
 * request when it ends, so such a metric is 0 while requests wait, and the autoscaler scales down.
 */
export function inFlightWindowProblems(
  { server, maxRequestDuration }: Serving, { metrics, engine }: ScalingOptions & { readonly engine?: ScalingEngine },
): Problem[] {
  const longest = maxRequestDuration?.toSeconds({ integral: false }) ?? server._row.requestSeconds;
  const keda = engine?._keda;
  const scrape = (keda && expectedSeconds(keda, metrics.some(isGauge))) ?? SCRAPE_SECONDS;
  const problems = new Problems();
  // A rate needs two scrapes in its window.
  const least = Math.max(longest + scrape, 2 * scrape);
  metrics.forEach(({ _inference: measured }, i) => {
    const window = measured?._countedWithin;
    if (measured === undefined || window === undefined || window >= least) return;
    const shorter = window >= 2 * scrape ? `, or maxRequestDuration to ${window - scrape} s or less` : '';
    problems.add({
      code: 'scaling/window-below-request',
      field: `metrics[${i}]`,
      value: `${measured.name} over ${window} s`,
      rule: `must be over ${least} s or more: a request takes up to ${longest} s, `
        + `and pods are scraped every ${scrape} s`,
      why: 'the server counts the latency of a request when it ends, so the metric would be 0 while requests wait, '
        + 'and the autoscaler would scale down',
      fix: `set window: Duration.seconds(${least}) in scalingMetric or InferenceMetric.inFlight${shorter}`,
      source: SOURCE,
    });
  });
  return problems.all;
}
