import { adapterQueryUngrouped } from '../../../src/rules/metrics/adapter-query-ungrouped';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNGROUPED = `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'ei_infer_fps{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: <<.Series>>{<<.LabelMatchers>>}
`;

const QUERY = 'metricsQuery: <<.Series>>{<<.LabelMatchers>>}';
const CONFIG = 'ConfigMap monitoring/adapter-config';
const FIELD = 'data["config.yaml"].rules["ei_infer_fps"].metricsQuery';

/** The configuration with another query. */
function withQuery(query: string): string {
  return change(UNGROUPED, QUERY, `metricsQuery: '${query.replace(/'/g, "''")}'`);
}

/** The labels that the rule objects to, besides the template. */
function labels(query: string): string | undefined {
  const [, message] = told(adapterQueryUngrouped, withQuery(query))[0] ?? [];
  return /must not group by (.*) as well/.exec(message ?? '')?.[1];
}

test('the examples of adapter-query-ungrouped', () => {
  expect(codes(adapterQueryUngrouped.failing)).toEqual(['adapter-query-ungrouped']);
  expect(codes(adapterQueryUngrouped.repaired)).toEqual([]);
});

describe('adapter-query-ungrouped fires', () => {
  test('on a query that is not aggregated', () => {
    expect(told(adapterQueryUngrouped, UNGROUPED)).toEqual([[
      CONFIG,
      `${FIELD}: got "<<.Series>>{<<.LabelMatchers>>}"; must group by <<.GroupBy>> — `
      + 'without groups the adapter finds no value for a pod, and of two series of a pod it silently uses the last; '
      + `write it as sum(…) by (<<.GroupBy>>) (${adapterQueryUngrouped.source})`,
    ]]);
  });

  test.each([
    'sum(<<.Series>>{<<.LabelMatchers>>})',
    'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (pod)',
    'count(cheddar{sharp="true"})',
    'sum(a{x="<<.GroupBy>>"}) by (pod)',
  ])('on one that is aggregated over something else: %s', (query) => {
    expect(fires(adapterQueryUngrouped, withQuery(query))).toEqual([[CONFIG, FIELD]]);
    expect(labels(query)).toBeUndefined();
  });

  test('on one that has two values for one pod', () => {
    const query = 'sum(x{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)';
    expect(told(adapterQueryUngrouped, withQuery(query))).toEqual([[
      CONFIG,
      `${FIELD}: got ${JSON.stringify(query)}; must not group by model as well — `
      + 'of two series of a pod that differ in model the adapter silently uses the last; '
      + `group by <<.GroupBy>> alone, which adds the series up (${adapterQueryUngrouped.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)', 'model'],
    ['sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (model, <<.GroupBy>>, version)', 'model, version'],
    ['max by (<<.GroupBy>>, model) (<<.Series>>{<<.LabelMatchers>>})', 'model'],
    ['SUM BY (<<.GroupBy>>, model) (<<.Series>>{<<.LabelMatchers>>})', 'model'],
    ['(sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)) >= 0 < 1e9', 'model'],
    ['(sum(a) by (<<.GroupBy>>, x)) / (sum(b) by (<<.GroupBy>>, x))', 'x'],
    ['sum(a) by (<<.GroupBy>>) or sum(b) by (<<.GroupBy>>, x)', 'x'],
    ['sum(a) by (<<.GroupBy>>) and sum(b) by (<<.GroupBy>>) or sum(c) by (<<.GroupBy>>, x)', 'x'],
    ['sum(a{m="by (y)"}) by (<<.GroupBy>>, x) # by (z)', 'x'],
    ['sum(<<.Series>>) by (<<.GroupBy>>, a, b, c, d, e, f, g)', 'a, b, c, d, e and 2 more'],
  ])('on the further labels of %s', (query, further) => {
    expect(labels(query)).toBe(further);
  });

  test('on a rule whose name is made of parts of the series', () => {
    const text = change(UNGROUPED, '\'ei_infer_fps{namespace!="",pod!=""}\'', '\'{__name__=~"^ei_.*"}\'');
    expect(fires(adapterQueryUngrouped, text)).toEqual([[CONFIG, 'data["config.yaml"].metricsQuery']]);
  });
});

describe('adapter-query-ungrouped is silent', () => {
  test.each([
    'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    'avg by (<<.GroupBy>>) (<<.Series>>{<<.LabelMatchers>>})',
    'sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<< .GroupBy >>)',
    'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<index .GroupBySlice 0>>)',
    'histogram_quantile(0.9, sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>, le))',
    'max(sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)) by (<<.GroupBy>>)',
    'max by (<<.GroupBy>>) (sum by (<<.GroupBy>>, model) (<<.Series>>{<<.LabelMatchers>>}))',
    '(sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(b{<<.LabelMatchers>>}) by (<<.GroupBy>>)) >= 0 < 1e9',
    'sum(a) by (<<.GroupBy>>) and on (pod) (sum(b) by (<<.GroupBy>>, model) > 0)',
    '(sum(a) by (<<.GroupBy>>) unless sum(b) by (<<.GroupBy>>, model)) >= 0',
  ])('on %s', (query) => {
    expect(fires(adapterQueryUngrouped, withQuery(query))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['of external metrics, whose series the autoscaler adds up', 'rules:', 'externalRules:'],
    ['when there is no query', QUERY, 'seriesFilters: []'],
    ['when the text is commented out', 'metricsQuery', '# metricsQuery'],
    ['when it is no ConfigMap', 'kind: ConfigMap', 'kind: Secret'],
  ])('%s', (_, from, to) => {
    expect(fires(adapterQueryUngrouped, change(UNGROUPED, from, to))).toEqual([]);
  });
});
