import { adapterRatioUnguarded } from '../../../src/rules/metrics/adapter-ratio-unguarded';
import { InferenceMetric } from '../../../src/values/inference-metric';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const RATE = (series: string) => `sum(rate(${series}{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)`;
const RATIO = `${RATE('nv_inference_queue_duration_us')} / ${RATE('nv_inference_request_success')}`;

const UNGUARDED = `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'nv_inference_queue_duration_us{namespace!="",pod!=""}'
      name: {as: queue_us_per_request}
      metricsQuery: ${RATIO}
`;

const CONFIG = 'ConfigMap monitoring/adapter-config';
const FIELD = 'data["config.yaml"].rules["queue_us_per_request"].metricsQuery';

/** The configuration with another query. */
function withQuery(query: string): string {
  return change(UNGUARDED, `metricsQuery: ${RATIO}`, `metricsQuery: '${query.replace(/'/g, "''")}'`);
}

test('the examples of adapter-ratio-unguarded', () => {
  expect(codes(adapterRatioUnguarded.failing)).toEqual(['adapter-ratio-unguarded']);
  expect(codes(adapterRatioUnguarded.repaired)).toEqual([]);
});

describe('adapter-ratio-unguarded fires', () => {
  test('on a division that is 0/0 while there are no requests', () => {
    expect(fires(adapterRatioUnguarded, UNGUARDED)).toEqual([[CONFIG, FIELD]]);
  });

  test('with its message', () => {
    expect(told(adapterRatioUnguarded, withQuery('a/b'))).toEqual([[
      CONFIG,
      `${FIELD}: got "a/b"; divides without a guard — the adapter turns NaN into 0 and infinity into a number below 0, `
      + 'and the autoscaler scales to the minimum, even under load; '
      + 'write it as (…) >= 0 < 1e9: it then has no value, and the autoscaler keeps the current replicas '
      + `(${adapterRatioUnguarded.source})`,
    ]]);
  });

  test.each([
    'a{<<.LabelMatchers>>}/b{<<.LabelMatchers>>}',
    'avg(a) by (<<.GroupBy>>) / on (pod) avg(b) by (<<.GroupBy>>)',
    '1 / sum(a) by (<<.GroupBy>>)',
    'sum(a{path="a > 1"}) by (<<.GroupBy>>) / sum(b) by (<<.GroupBy>>)',
    'sum(a) by (<<.GroupBy>>) / sum(b) by (<<.GroupBy>>) / 1000',
    'sum(a) by (<<.GroupBy>>) / (1 * sum(b) by (<<.GroupBy>>))',
    'a / b # > 0',
  ])('on %s', (query) => {
    expect(fires(adapterRatioUnguarded, withQuery(query))).toEqual([[CONFIG, FIELD]]);
  });

  test('on a rule of external metrics, too', () => {
    expect(fires(adapterRatioUnguarded, change(UNGUARDED, 'rules:', 'externalRules:'))).toEqual([[CONFIG, FIELD]]);
  });
});

describe('adapter-ratio-unguarded is silent', () => {
  test.each<[string, string]>([
    ['a guard around it', `(${RATIO}) >= 0 < 1e9`],
    ['a guard of the divisor', `${RATE('a')} / (${RATE('b')} > 0)`],
    ['a number as divisor', `${RATE('a')} / 1000`],
    ['a small number as divisor', `${RATE('a')} / .5`],
    ['a number with an exponent as divisor', `${RATE('a')} / 1e-3`],
    ['one more than the divisor',
      'sum(delta(a[30s])) by (<<.GroupBy>>) / (1 + sum(delta(b[30s])) by (<<.GroupBy>>))'],
    ['a minimum of the divisor', 'sum(a) by (<<.GroupBy>>) / clamp_min(sum(b) by (<<.GroupBy>>), 1)'],
    ['a slash in a label', 'sum(a{path=~"/v1/(a|b)/"}) by (<<.GroupBy>>)'],
    ['a slash in a string', 'sum(label_replace(a, "x", "$1", "path", "/(.*)/")) by (<<.GroupBy>>)'],
    ['no division', RATE('a')],
  ])('with %s', (_, query) => {
    expect(fires(adapterRatioUnguarded, withQuery(query))).toEqual([]);
  });

  test.each<[string, InferenceMetric]>([
    ['ratio', InferenceMetric.ratio('a_total', 'b_total', { factor: 0.001 })],
    ['quantile', InferenceMetric.quantile('seconds', 0.9)],
    ['sum', InferenceMetric.sum(['a', 'b'])],
  ])('on the %s of the library', (_, metric) => {
    expect(fires(adapterRatioUnguarded, withQuery(metric._promql('<<.LabelMatchers>>', '<<.GroupBy>>')))).toEqual([]);
  });
});
