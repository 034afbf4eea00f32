import { adapterRules } from './adapter/adapter-config';
import { tokensOf, type Token } from './adapter/promql-tokens';
import { ADAPTER_SOURCE } from './sources';
import type { Rule } from '../rule';

export const adapterRatioUnguarded: Rule = {
  id: 'adapter-ratio-unguarded',
  title: 'A query of prometheus-adapter that divides must guard against a divisor of 0',
  severity: 'warning',
  description: [
    'Looks at the queries of prometheus-adapter. Fires when one divides and compares nothing with a number. A',
    'division by a number, by `(1 + …)` or by `clamp_min(…)` is safe.',
    '',
    'While there are no requests, a ratio of two rates is 0/0. The adapter turns NaN into 0, and infinity into a',
    'number below zero. The autoscaler then scales to the minimum, even under load.',
  ].join('\n'),
  fix: [
    'Return no value instead: the autoscaler then keeps the current replicas. `InferenceMetric` writes such',
    'queries.',
    '',
    'Acknowledge it when the divisor is never 0.',
  ].join('\n'),
  source: ADAPTER_SOURCE,
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'queue_seconds_sum{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: queue_seconds_per_request}
      metricsQuery: >-
        sum(rate(queue_seconds_sum{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
        / sum(rate(queue_seconds_count{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'queue_seconds_sum{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: queue_seconds_per_request}
      metricsQuery: >-
        (sum(rate(queue_seconds_sum{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
        / sum(rate(queue_seconds_count{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)) >= 0 < 1e9
`,
  check: (inventory, report) => {
    for (const { object, field, query } of adapterRules(inventory)) {
      const tokens = tokensOf(query);
      if (isGuarded(tokens) || !divides(tokens)) continue;
      report(object, {
        field,
        value: query,
        rule: 'divides without a guard',
        why: 'the adapter turns NaN into 0 and infinity into a number below 0, '
          + 'and the autoscaler scales to the minimum, even under load',
        fix: 'write it as (…) >= 0 < 1e9: it then has no value, and the autoscaler keeps the current replicas',
      });
    }
  },
};

/** Whether a comparison with a number drops what is no number, or infinite. */
function isGuarded(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, i) => /^[<>]=?$/.test(text) && tokens[i + 1]?.kind === 'number');
}

/** Whether it divides by anything that may be 0. */
function divides(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }, i) => {
    if (kind !== 'operator' || text !== '/') return false;
    const [first, second, third] = tokens.slice(i + 1, i + 4);
    if (first?.kind === 'number') return false;
    if (first?.kind === 'open' && second?.kind === 'number' && third?.text === '+') return false;
    return !(first?.text.toLowerCase() === 'clamp_min' && second?.kind === 'open');
  });
}
