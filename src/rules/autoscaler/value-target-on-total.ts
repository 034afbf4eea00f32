import type { Rule } from '../rule';

/** Names of what grows with the load of all replicas together. */
const TOTAL = new RegExp([
  'queue|backlog|waiting|pending|in_?flight|depth|length|lag|messages|requests?',
  '_total$|per_second|rps|qps|fps',
].join('|'), 'i');
/** Names of what each request or replica has for itself. */
const EACH = new RegExp([
  'latency|duration|_(?:time|seconds|milliseconds|microseconds|ms|us)(?:_|$)',
  'ratio|utili[sz]ation|percent|average|mean|_per_(?!second)|_p\\d\\d',
].join('|'), 'i');

export const valueTargetOnTotal: Rule = {
  id: 'value-target-on-total',
  title: 'A total should have an AverageValue target',
  severity: 'advice',
  description: [
    'Fires when an autoscaler has a `Value` target for an `Object` or `External` metric whose name sounds like a',
    'total: a queue, requests, frames or messages, waiting, in flight or per second. It is silent on names of what',
    'each request or replica has for itself, such as a latency, a ratio or a utilization.',
    '',
    'With `Value` the replicas are multiplied by the ratio of the metric to its target, and more replicas do not lower',
    'a total. At a target of 7, a total of 8 gave four replicas where two are enough, and a total of 5 stayed at three',
    'where one is enough.',
  ].join('\n'),
  fix: [
    'Use `AverageValue`, the part of the total for one replica: the total is divided by the replicas.',
    '',
    'Acknowledge it when the metric is no total, whatever its name.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: External, external: { metric: { name: queue_depth }, target: { type: Value, value: '30' } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - type: External
      external: { metric: { name: queue_depth }, target: { type: AverageValue, averageValue: '30' } }
`,
  check: (inventory, report) => {
    for (const { autoscaler: { object, metricPath }, metric, index } of inventory.metrics) {
      const source = metric.external ?? metric.object;
      const name: string | undefined = source?.metric?.name;
      const { type, value, averageValue } = source?.target ?? {};
      if (type !== 'Value' || value === undefined || averageValue !== undefined) continue;
      if (name === undefined || !TOTAL.test(name) || EACH.test(name)) continue;
      report(object, {
        field: `${metricPath(index)}.${metric.external ? 'external' : 'object'}.target`,
        value: `${name}: ${value}`,
        rule: 'should be an AverageValue: by its name the metric is a total',
        why: 'the replicas are multiplied by the ratio of the metric to its target, and more replicas do not lower a '
          + 'total: they go to the maximum, or stay too many',
        fix: 'use AverageValue (externalAverageValue, objectAverageValue), which divides the total by the replicas; '
          + 'acknowledge this where the metric is no total',
      });
    }
  },
};
