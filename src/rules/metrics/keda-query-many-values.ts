import { kedaTriggers } from '../keda-triggers';
import type { Rule } from '../rule';
import { matchersOf } from './adapter/label-matchers';
import { seriesOf } from './adapter/series-in-query';
import { isRange, resultOf } from './adapter/single-value-query';

/** The name that Prometheus recommends for what a recording rule has computed: `level:metric:operations`. */
const RECORDED = /^\w+:\w+:\w+$/;
/** Labels that say which one series is meant. */
const ONE_POD = new Set(['pod', 'pod_name', 'instance']);

export const kedaQueryManyValues: Rule = {
  id: 'keda-query-many-values',
  title: 'A query of KEDA must return one value',
  severity: 'warning',
  description: [
    'Fires when the query of a Prometheus trigger may return a value for each of several series: a selector that no',
    'aggregation is around, or an aggregation `by` labels of which none is fixed to one value.',
    '',
    'It is silent on series of one pod or instance (`{pod="engine-0"}`), and on names of recording rules',
    '(`level:metric:operations`), of which nothing says how many series they have.',
    '',
    'KEDA fails when the answer has more than one element (`returned multiple elements`), and the metric has no value',
    'then. With series of the pods that happens with the second replica: the autoscaler stops there. Where the',
    'selector names one thing (`{queue="jobs"}`), there may well be one series, and it is a piece of advice.',
  ].join('\n'),
  fix: [
    'Aggregate without `by`: `sum(…)` of what is shared out among the replicas, `avg(…)` or `max(…)` of what each has',
    'for itself.',
    '',
    'Acknowledge it when there is one series only.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/scalers/prometheus/',
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
      metadata: { serverAddress: 'http://prometheus:9090', query: 'vllm:num_requests_waiting', threshold: '5' }
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
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(vllm:num_requests_waiting)', threshold: '5' }
`,
  check: (inventory, report) => {
    for (const { object, at, trigger: { type, metadata } } of kedaTriggers(inventory)) {
      const query = type === 'prometheus' ? metadata?.query : undefined;
      if (typeof query !== 'string' || resultOf(query) !== 'many') continue;
      // A range is no value at all: keda-trigger-invalid reports that.
      if (isRange(query) || isOfOne(query)) continue;
      report(object, {
        field: `${at}.metadata.query`,
        value: query,
        rule: 'must return one value, however many series there are',
        why: 'KEDA fails with "returned multiple elements" when it returns several: with series of the pods, at the '
          + 'second replica',
        fix: 'aggregate it with sum(…), avg(…) or max(…), without by',
        severity: isOfOneThing(query) ? 'advice' : 'warning',
      });
    }
  },
};

/** Labels that many pods share. */
const SHARED = new Set([
  'namespace', 'job', 'app', 'service', 'container', 'deployment', 'model', 'model_name', 'endpoint', 'cluster', 'code',
]);

/** Whether selectors name one thing, such as a queue, of which there may well be one series. */
function isOfOneThing(query: string): boolean {
  if (/\bby\b/.test(query)) return false;
  const matchers = matchersOf(query);
  return matchers?.length === seriesOf(query).length && matchers.every((list) => (
    list.some(({ label, operator, value }) => operator === '=' && value !== '' && !SHARED.has(label))));
}

/** Whether all series are of one pod, or recorded by a rule that may have made one of them. */
function isOfOne(query: string): boolean {
  const series = seriesOf(query);
  if (series.length === 0) return false;
  if (series.every((name) => RECORDED.test(name))) return true;
  const matchers = matchersOf(query);
  return matchers?.length === series.length && matchers.every((list) => (
    list.some(({ label, operator }) => operator === '=' && ONE_POD.has(label))));
}
