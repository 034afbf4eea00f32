import type { LegacyRule } from '../rule';

/** Names of what grows with the load of all replicas together. */
const TOTAL = /(queue|backlog|waiting|pending|in_?flight|depth|length|lag|messages|requests?|_total$|per_second|rps|qps|fps)/i;
/** Names of what each request or replica has for itself. */
const EACH = /latency|duration|_(?:time|seconds|milliseconds|microseconds|ms|us)(?:_|$)|ratio|utili[sz]ation|percent|average|mean|_per_(?!second)|_p\d\d/i;

/** A total that is held as it is: the replicas are multiplied by its ratio to the target, again and again. */
export const valueTargetOnTotal: LegacyRule = {
  id: 'value-target-on-total',
  severity: 'advice',
  check: (facts) => facts.autoscalers.flatMap(({ object, metrics, metricPath }) => metrics.flatMap((metric, i) => {
    const source = metric.external ?? metric.object;
    const name: string | undefined = source?.metric?.name;
    const { type, value, averageValue } = source?.target ?? {};
    if (name === undefined || type !== 'Value' || value === undefined || averageValue !== undefined || !TOTAL.test(name) || EACH.test(name)) return [];
    return [{
      object,
      problem: {
        field: `${metricPath(i)}.${metric.external ? 'external' : 'object'}.target`,
        value: `${name}: ${value}`,
        rule: 'holds what looks like a total at a Value',
        why: 'the replicas are multiplied by its ratio to the target, though more of them do not lower it: they go to the maximum, or stay too many',
        fix: 'use AverageValue (externalAverageValue, objectAverageValue), which divides it by the replicas; acknowledge this where it is no total',
        source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
      },
    }];
  })),
};
