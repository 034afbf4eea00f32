import { counterIn } from './adapter/counter-in-query';
import { SERVER_METRICS } from '../../servers/server-metrics';
import { PrometheusType } from '../../values/prometheus-type';
import { kedaTriggers } from '../keda-triggers';
import type { Rule } from '../rule';

/** The names of counters. A gauge may end in `_count`, such as a number of messages, but not behind a unit. */
const COUNTER = new RegExp('_(?:total|bucket)$|_(?:seconds|milliseconds|microseconds|nanoseconds|ms|us|ns|bytes|tokens'
  + '|duration|latency|time|size)_(?:sum|count)$');
/** Names of what there is at a time, which some end in `_total` too. */
const AT_A_TIME = /(?:^|_)(?:active|current|open|pending|running|waiting|in_?flight|connections?)_/;
/** Exporters of cloud monitoring, whose names end in the statistic of a period: their values are gauges. */
const OF_A_PERIOD = /^(?:aws|azure|gcp|stackdriver)_/;

/** The types of the series of the servers that the library knows. */
const SHOWN: ReadonlyMap<string, PrometheusType> = new Map(
  Object.values(SERVER_METRICS).flatMap(({ series }) => Object.entries(series)),
);

export const kedaCounterQuery: Rule = {
  id: 'keda-counter-query',
  title: 'KEDA should follow the rate of a counter',
  severity: 'advice',
  description: [
    'Fires when the query of a Prometheus trigger reads a series whose name ends in `_total` or `_bucket`, or in a',
    'unit and `_sum` or `_count` (`request_duration_seconds_count`), or a counter of a model server that the library',
    'knows (`nv_inference_request_success`), and not within `rate`, `increase` or another function that turns a',
    'counter into something else. It is silent on queries with `offset` or `bool`, on a difference or a ratio of',
    'counters, on what stands behind `and` or `unless`, and on series of exporters of cloud monitoring (`aws_…_sum`).',
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
    for (const { object, at, trigger: { type, metadata } } of kedaTriggers(inventory)) {
      const query = type === 'prometheus' ? metadata?.query : undefined;
      const counter = typeof query === 'string' ? counterIn(query, isCounter) : undefined;
      if (counter === undefined) continue;
      const summed = counter.replace(/_bucket$/, '_count');
      report(object, {
        field: `${at}.metadata.query`,
        value: query,
        rule: `should read ${counter} within rate or increase`,
        why: 'by its name it is a counter, which only increases: the replicas go to the maximum, and stay there',
        fix: `use sum(rate(${summed}[1m])), or acknowledge this where the series is a gauge`,
      });
    }
  },
};

function isCounter(name: string): boolean {
  const type = SHOWN.get(name);
  if (type !== undefined) return type === PrometheusType.COUNTER;
  return COUNTER.test(name) && !OF_A_PERIOD.test(name) && !AT_A_TIME.test(name);
}
