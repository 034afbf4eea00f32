import { change, told } from '../manifests';
import { adapterQueryUngrouped } from '../../../src/rules/metrics/adapter-query-ungrouped';

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
const SOURCE = '(https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md)';

function none(query: string): string {
  return `data["config.yaml"].rules["ei_infer_fps"].metricsQuery: got ${JSON.stringify(query)}; must group by <<.GroupBy>> — `
    + `a pod with two series gets the value of the last one, and a query without groups gives none, all without a word; wrap it as sum(…) by (<<.GroupBy>>) ${SOURCE}`;
}

function more(query: string, labels: string): string {
  return `data["config.yaml"].rules["ei_infer_fps"].metricsQuery: got ${JSON.stringify(query)}; must not group by ${labels} too — `
    + `a pod with two of ${labels.split(',')[0]} gets the value of the last one without a word; group by <<.GroupBy>> alone, which adds them up ${SOURCE}`;
}

const asked = (query: string) => told(adapterQueryUngrouped, change(UNGROUPED, QUERY, `metricsQuery: '${query.replace(/'/g, "''")}'`));

describe('adapter-query-ungrouped fires', () => {
  test('on a query that is not aggregated', () => {
    expect(told(adapterQueryUngrouped, UNGROUPED)).toEqual([['ConfigMap monitoring/adapter-config', none('<<.Series>>{<<.LabelMatchers>>}')]]);
  });

  test.each([
    'sum(<<.Series>>{<<.LabelMatchers>>})',
    'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (pod)',
    'count(cheddar{sharp="true"})',
  ])('on one that is aggregated over something else: %s', (query) => {
    expect(asked(query)).toEqual([['ConfigMap monitoring/adapter-config', none(query)]]);
  });

  test.each<[string, string]>([
    ['sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)', 'model'],
    ['sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (model, <<.GroupBy>>, version)', 'model, version'],
    ['max by (<<.GroupBy>>, model) (<<.Series>>{<<.LabelMatchers>>})', 'model'],
    ['(sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>, model)) >= 0 < 1e9', 'model'],
  ])('on one that gives two values for one pod: %s', (query, labels) => {
    expect(asked(query)).toEqual([['ConfigMap monitoring/adapter-config', more(query, labels)]]);
  });

  test('on a rule without a name that can be told', () => {
    const text = change(UNGROUPED, '\'ei_infer_fps{namespace!="",pod!=""}\'', '\'{__name__=~"^ei_.*"}\'');
    expect(told(adapterQueryUngrouped, text)).toEqual([['ConfigMap monitoring/adapter-config', none('<<.Series>>{<<.LabelMatchers>>}').replace('.rules["ei_infer_fps"]', '')]]);
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
    '(sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(b{<<.LabelMatchers>>}) by (<<.GroupBy>>)) >= 0 < 1e9',
  ])('on %s', (query) => {
    expect(asked(query)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['of external metrics, whose series the autoscaler adds up', 'rules:', 'externalRules:'],
    ['when there is no query', QUERY, 'seriesFilters: []'],
    ['when the text is commented out', 'metricsQuery', '# metricsQuery'],
    ['when it is no ConfigMap', 'kind: ConfigMap', 'kind: Secret'],
  ])('%s', (_, from, to) => {
    expect(told(adapterQueryUngrouped, change(UNGROUPED, from, to))).toEqual([]);
  });
});
