import { parse } from 'yaml';
import { pieces, ran } from './fake-terminal';
import { AutoscaledInference, InferenceMetric, ModelServer, PrometheusAdapterRules, ScalingMetric } from '../../src';
import { autoscaledProps, synth, testChart } from '../helpers';

/** What a program prints for the adapter: a part, with a rule for one metric. */
function program(name: string, series: string, metric: string = series): string {
  const chart = testChart();
  const rate = InferenceMetric.rate(series, { name: metric });
  const server = ModelServer.custom({ image: 'a/engine:1', metricsPort: 8000 });
  const of = [new AutoscaledInference(chart, 'Model', autoscaledProps({
    server, metrics: [ScalingMetric.inference(rate, '5')],
  }))];
  new PrometheusAdapterRules(chart, 'Adapter', { of, program: name });
  return synth(chart).map((object) => JSON.stringify(object)).join('\n---\n');
}
const run = (text: string, ...args: string[]) => ran(['adapter-rules', ...args, '-'], { input: pieces(text) });
const both = (...programs: string[]) => programs.join('\n---\n');

test('the rules of two programs become one ConfigMap, with the flags of the adapter', async () => {
  const { code, out, err } = await run(both(program('shop', 'asked_total'), program('vision', 'frames_total')));
  expect([code, err]).toEqual([0, '2 rules of 2 configurations\n']);
  const { data, ...object } = parse(out);
  expect(object).toEqual({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'adapter-config', namespace: 'monitoring' },
  });
  expect(data['config.yaml']).toMatch(/^# The adapter must run with\n# {3}--config=\/etc\/adapter\/config.yaml\n/);
  expect(parse(data['config.yaml']).rules.map((r: any) => r.seriesQuery)).toEqual([
    'asked_total{namespace!="",pod!=""}', 'frames_total{namespace!="",pod!=""}',
  ]);
});

test('what is merged can be merged once more, and is the same', async () => {
  const { out } = await run(both(program('shop', 'asked_total'), program('vision', 'frames_total')));
  expect((await run(out)).out).toBe(out);
});

test('the name and the namespace are what is set', async () => {
  const { out } = await run(program('shop', 'asked_total'), '--name', 'rules', '-n', 'metrics');
  expect(parse(out).metadata).toEqual({ name: 'rules', namespace: 'metrics' });
});

test('or values of the Helm chart', async () => {
  const { out } = await run(program('shop', 'asked_total'), '--format', 'values');
  expect(parse(out).rules.custom[0].seriesQuery).toBe('asked_total{namespace!="",pod!=""}');
});

test('rules that contradict are named, and nothing is printed', async () => {
  const two = both(program('shop', 'asked_total', 'load'), program('vision', 'frames_total', 'load'));
  const { code, out, err } = await run(two);
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe('stdin: ConfigMap monitoring/adapter-config-vision config.yaml has another rule for the metric load '
    + 'than stdin: ConfigMap monitoring/adapter-config-shop config.yaml: the adapter silently uses the last; give one '
    + 'of them another name\n');
});

test('without a configuration there is nothing to merge', async () => {
  const { code, out, err } = await run('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { b: c } }');
  expect([code, out, err]).toEqual([2, '', 'there is no configuration of prometheus-adapter among the ConfigMaps\n']);
});

test('what cannot be read is said, and nothing is printed', async () => {
  const { code, out } = await run(both(program('shop', 'asked_total'), '{ a: ['));
  expect([code, out]).toEqual([2, '']);
});

test('a configuration that is no YAML is named', async () => {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { c: 'seriesQuery: [' } };
  const { code, err } = await run(JSON.stringify(configMap));
  expect(code).toBe(1);
  expect(err).toMatch(/^stdin: ConfigMap a c is no YAML/);
});
