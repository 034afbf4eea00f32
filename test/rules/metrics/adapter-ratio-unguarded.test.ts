import { change, told } from '../manifests';
import { InferenceMetric } from '../../../src';
import { adapterRatioUnguarded } from '../../../src/rules/metrics/adapter-ratio-unguarded';

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

function message(query: string = RATIO): string {
  const shown = JSON.stringify(query);
  return `data["config.yaml"].rules["queue_us_per_request"].metricsQuery: got ${shown.length > 120 ? `${shown.slice(0, 117)}…` : shown}; divides without a guard — `
    + 'what is no number or infinite reaches the autoscaler as 0 or less, and it scales to the minimum while there is load; '
    + 'write it as (…) >= 0 < 1e9, which gives no value then, and the autoscaler holds (https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md)';
}

const asked = (query: string) => told(adapterRatioUnguarded, change(UNGUARDED, `metricsQuery: ${RATIO}`, `metricsQuery: '${query.replace(/'/g, "''")}'`));

describe('adapter-ratio-unguarded fires', () => {
  test('on a division that is 0/0 while nobody asks', () => {
    expect(told(adapterRatioUnguarded, UNGUARDED)).toEqual([['ConfigMap monitoring/adapter-config', message()]]);
  });

  test.each([
    'a{<<.LabelMatchers>>}/b{<<.LabelMatchers>>}',
    'avg(a) by (<<.GroupBy>>) / on (pod) avg(b) by (<<.GroupBy>>)',
    '1 / sum(a) by (<<.GroupBy>>)',
    'sum(a{path="a > 1"}) by (<<.GroupBy>>) / sum(b) by (<<.GroupBy>>)',
    'sum(a) by (<<.GroupBy>>) / sum(b) by (<<.GroupBy>>) / 1000',
  ])('on %s', (query) => {
    expect(asked(query)).toEqual([['ConfigMap monitoring/adapter-config', message(query)]]);
  });

  test('on a rule of external metrics, too', () => {
    expect(told(adapterRatioUnguarded, change(UNGUARDED, 'rules:', 'externalRules:'))).toHaveLength(1);
  });
});

describe('adapter-ratio-unguarded is silent', () => {
  test.each<[string, string]>([
    ['a guard around it', `(${RATIO}) >= 0 < 1e9`],
    ['a guard of what it divides by', `${RATE('a')} / (${RATE('b')} > 0)`],
    ['a number to divide by', `${RATE('a')} / 1000`],
    ['a small number to divide by', `${RATE('a')} / .5`],
    ['one more than what it divides by', 'sum(delta(a[30s])) by (<<.GroupBy>>) / (1 + sum(delta(b[30s])) by (<<.GroupBy>>))'],
    ['a least to divide by', 'sum(a) by (<<.GroupBy>>) / clamp_min(sum(b) by (<<.GroupBy>>), 1)'],
    ['a slash in a label', 'sum(a{path=~"/v1/(a|b)/"}) by (<<.GroupBy>>)'],
    ['a slash in a text', 'sum(label_replace(a, "x", "$1", "path", "/(.*)/")) by (<<.GroupBy>>)'],
    ['no division', RATE('a')],
  ])('with %s', (_, query) => {
    expect(asked(query)).toEqual([]);
  });

  test.each<[string, InferenceMetric]>([
    ['ratio', InferenceMetric.ratio('a_total', 'b_total', { factor: 0.001 })],
    ['quantile', InferenceMetric.quantile('seconds', 0.9)],
    ['sum', InferenceMetric.sum(['a', 'b'])],
  ])('on the %s of the library', (_, metric) => {
    expect(asked(metric._promql('<<.LabelMatchers>>', '<<.GroupBy>>'))).toEqual([]);
  });
});
