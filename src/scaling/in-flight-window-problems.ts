import type { ScalingOptions } from './scaling-options';
import type { InferenceDeploymentOptions } from '../serving/inference-deployment-props';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const SOURCE = 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate';

/**
 * Metrics of requests in flight whose window is too short for the longest request. A server counts the latency of a
 * request when it ends, so such a metric is 0 while requests wait, and the autoscaler scales down.
 */
export function inFlightWindowProblems(props: InferenceDeploymentOptions, { metrics }: ScalingOptions): Problem[] {
  const longest = props.maxRequestDuration?.toSeconds({ integral: false }) ?? props.server._row.requestSeconds;
  const problems = new Problems();
  for (const [i, metric] of metrics.entries()) {
    const allowed = metric._inference?._longestRequest;
    if (allowed === undefined || longest <= allowed) continue;
    problems.add({
      code: 'scaling/window-below-request',
      field: `metrics[${i}]`,
      value: metric._inference!.name,
      rule: `must have a window longer than a request by a scrape: a request takes up to ${longest} s here`,
      why: 'the server counts the latency of a request when it ends, so the metric would be 0 while requests wait, '
        + 'and the autoscaler would scale down',
      fix: `use InferenceMetric.inFlight with window: Duration.seconds(${longest + 15}) or more, `
        + `or set maxRequestDuration to ${allowed} s or less`,
      source: SOURCE,
    });
  }
  return problems.all;
}
