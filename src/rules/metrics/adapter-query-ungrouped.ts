import { adapterRules } from './adapter/adapter-config';
import { tokensOf, type Token } from './adapter/promql-tokens';
import { ADAPTER_SOURCE } from './sources';
import type { Inventory } from '../../kubernetes/inventory';
import { listed } from '../listed';
import type { Rule } from '../rule';

export const adapterQueryUngrouped: Rule = {
  id: 'adapter-query-ungrouped',
  title: 'A query of prometheus-adapter must have one value for each pod',
  severity: 'error',
  description: [
    'Looks at the rules of prometheus-adapter for metrics of objects (`rules`). Fires when a `metricsQuery` does',
    'not hold `<<.GroupBy>>`, or when its outermost aggregation groups by further labels. Ignores',
    '`externalRules`: an autoscaler adds up the series that they return. Ignores what follows `and` or `unless`:',
    'it only filters.',
    '',
    'Without groups the adapter finds no pod in the answer, and has no value. Of two series of a pod it uses the',
    'last: two models of a pod that showed 3 and 0.1 became 0.1, and two of three replicas were removed. It',
    'reports neither.',
    '',
    'It is a warning where no autoscaler of the set follows the metric.',
  ].join('\n'),
  fix: [
    'Group by `<<.GroupBy>>` alone. `PrometheusAdapterRules` writes such queries.',
    '',
    'Acknowledge it when each pod has one series for the further labels, and always will.',
  ].join('\n'),
  source: ADAPTER_SOURCE,
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'requests_in_flight{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'requests_in_flight{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`,
  check: (inventory, report) => {
    const followed = followedMetrics(inventory);
    for (const { object, field, external, query, name } of adapterRules(inventory)) {
      if (external) continue;
      const severity = name === undefined || followed.has(name) ? 'error' : 'warning';
      const tokens = tokensOf(query);
      if (!tokens.some(({ kind, text }) => kind === 'template' && text.includes('.GroupBy'))) {
        report(object, {
          field,
          value: query,
          rule: 'must group by <<.GroupBy>>',
          why: 'without groups the adapter finds no value for a pod, '
            + 'and of two series of a pod it silently uses the last',
          fix: 'write it as sum(…) by (<<.GroupBy>>)',
          severity,
        });
        continue;
      }
      const labels = outermostLabels(tokens);
      if (labels.length === 0) continue;
      report(object, {
        field,
        value: query,
        rule: `must not group by ${listed(labels)} as well`,
        why: `of two series of a pod that differ in ${labels[0]} the adapter silently uses the last`,
        fix: 'group by <<.GroupBy>> alone, which adds the series up',
        severity,
      });
    }
  },
};

/** The names of the metrics of pods and objects that autoscalers of the set follow. */
function followedMetrics(inventory: Inventory): Set<string> {
  const names = new Set<string>();
  for (const { metrics } of inventory.autoscalers) {
    for (const metric of metrics) {
      const name: string | undefined = (metric.pods ?? metric.object)?.metric?.name;
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

interface Bracket {
  /** Brackets around a part of the query, arguments, or the labels of `by` or `without`. */
  readonly kind: 'group' | 'arguments' | 'by' | 'without';
  /** Whether what is around it only filters. */
  readonly filters: boolean;
}

/** The labels besides the template by which the outermost aggregations group; those that only filter are left out. */
function outermostLabels(tokens: readonly Token[]): string[] {
  const labels = new Set<string>();
  const open: Bracket[] = [];
  let closed: Bracket | undefined;
  let depth = 0;
  let filters = false;
  for (const [i, { kind, text }] of tokens.entries()) {
    const inside = open.at(-1);
    if (kind === 'open') {
      const bracket: Bracket = { kind: bracketKind(tokens[i - 1], closed), filters };
      open.push(bracket);
      if (bracket.kind === 'arguments') depth += 1;
    } else if (kind === 'close') {
      closed = open.pop();
      filters = closed?.filters ?? false;
      if (closed?.kind === 'arguments') depth -= 1;
    } else if (kind === 'word' && depth === 0) {
      if (inside?.kind === 'by' && !filters) labels.add(text);
      else if (/^(?:and|unless)$/i.test(text)) filters = true;
      else if (/^or$/i.test(text)) filters = inside?.filters ?? false;
    }
  }
  return [...labels];
}

function bracketKind(before: Token | undefined, closed: Bracket | undefined): Bracket['kind'] {
  if (before?.kind === 'close') return closed?.kind === 'by' || closed?.kind === 'without' ? 'arguments' : 'group';
  if (before?.kind !== 'word') return 'group';
  const word = before.text.toLowerCase();
  if (word === 'by' || word === 'without') return word;
  return /^(?:and|or|unless|bool)$/.test(word) ? 'group' : 'arguments';
}
