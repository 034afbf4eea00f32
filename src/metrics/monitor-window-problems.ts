import type { IInference } from '../servers/inference';
import { longestRequest } from '../servers/longest-request';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** Metrics of requests in flight whose window is too short for the longest request at an interval, in seconds. */
export function monitorWindowProblems(inference: IInference, interval: number): Problem[] {
  const longest = longestRequest(inference);
  const problems = new Problems();
  for (const metric of inference.scalingMetrics) {
    const window = metric._inference?._countedWithin;
    if (window === undefined || longest + interval <= window) continue;
    problems.add({
      code: 'metrics/interval-beyond-window',
      field: 'interval',
      value: interval,
      rule: `must be at most ${Math.max(1, window - longest)} s: ${metric._inference!.name} is over ${window} s, `
        + `and a request to ${inference.name} takes up to ${longest} s`,
      why: 'the server counts the latency of a request when it ends, so the metric would be 0 while requests wait, '
        + 'and the autoscaler would scale down',
      fix: `scrape more often, or set window: Duration.seconds(${longest + interval}) in scalingMetric`,
      source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
    });
  }
  return problems.all;
}
