import type { Rule } from '../rule';
import { counterIn } from './adapter/counter-in-query';

/** The names of counters. A gauge may end in `_count`, such as a number of messages, but not behind a unit. */
const COUNTER = new RegExp('_(?:total|bucket)$|_(?:seconds|milliseconds|microseconds|nanoseconds|ms|us|ns|bytes|tokens'
  + '|duration|latency|time|size)_(?:sum|count)$');

export const kedaCounterQuery: Rule = {
  id: 'keda-counter-query',
  title: 'KEDA should follow the rate of a counter',
  severity: 'advice',
  description: [
    'Fires when the query of a Prometheus trigger reads a series whose name ends in `_total` or `_bucket`, or in a',
    'unit and `_sum` or `_count` (`request_duration_seconds_count`), and not within `rate`, `increase` or another',
    'function that turns a counter into something else. It is silent on queries with `offset` or `bool`, on a',
    'difference or a ratio of counters, and on what stands behind `and` or `unless`.',
    '',
    'By the convention of Prometheus such a series is a counter: it only increases until the process restarts. So the',
    'replicas go to the maximum, and stay there.',
  ].join('\n'),
  fix: [
    'Follow the rate: `sum(rate(gateway_requests_total[1m]))`, with the rate that one replica can handle as threshold.',
    '',
    'Acknowledge it when the series is a gauge, whatever its name.',
  ].join('\n'),
  source: 'https://prometheus.io/docs/practices/naming/',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: sum(gateway_requests_total), threshold: '5' }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata:
        serverAddress: http://prometheus:9090
        query: sum(rate(gateway_requests_total[1m]))
        threshold: '5'
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ScaledObject')) {
      if (!object.apiVersion.startsWith('keda.sh/')) continue;
      for (const [i, { type, metadata }] of (object.spec?.triggers ?? []).entries()) {
        const query = type === 'prometheus' ? metadata?.query : undefined;
        const counter = typeof query === 'string' ? counterIn(query, (name) => COUNTER.test(name)) : undefined;
        if (counter === undefined) continue;
        const summed = counter.replace(/_bucket$/, '_count');
        report(object, {
          field: `spec.triggers[${i}].metadata.query`,
          value: query,
          rule: `should read ${counter} within rate or increase`,
          why: 'by its name it is a counter, which only increases: the replicas go to the maximum, and stay there',
          fix: `use sum(rate(${summed}[1m])), or acknowledge this where the series is a gauge`,
        });
      }
    }
  },
};
