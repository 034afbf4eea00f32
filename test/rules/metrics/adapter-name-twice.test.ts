import { change, told } from '../manifests';
import { adapterNameTwice } from '../../../src/rules/metrics/adapter-name-twice';

const TWICE = `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'ei_infer_fps{namespace!="",pod!=""}'
      name: {as: fps}
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: sum(ei_infer_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    - seriesQuery: 'ei_drop_fps{namespace!="",pod!=""}'
      name:
        as: "fps"
      resources: {overrides: {namespace: {resource: namespaces}, pod: {resource: pods}}}
      metricsQuery: sum(ei_drop_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;

const SECOND = TWICE.slice(TWICE.indexOf("    - seriesQuery: 'ei_drop_fps"));

function message(name: string = 'fps'): string {
  return `data["config.yaml"].rules["${name}"]: is the name of two rules — the adapter takes the last one without a word; rename one of them (name.as) `
    + '(https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md)';
}

const CONFIG = 'ConfigMap monitoring/adapter-config';

describe('adapter-name-twice fires', () => {
  test('on the second rule of a name, however it is written', () => {
    expect(told(adapterNameTwice, TWICE)).toEqual([[CONFIG, message()]]);
  });

  test('on each further one', () => {
    const third = SECOND.replace('sum(ei_drop_fps', 'max(ei_drop_fps');
    expect(told(adapterNameTwice, `${TWICE}${third}`)).toEqual([[CONFIG, message()], [CONFIG, message()]]);
  });

  test('on a rule that is renamed to the series of another', () => {
    const text = change(change(TWICE, '      name: {as: fps}\n', ''), 'as: "fps"', 'as: ei_infer_fps');
    expect(told(adapterNameTwice, text)).toEqual([[CONFIG, message('ei_infer_fps')]]);
  });

  test('where a template says what a metric is of, which may be the same', () => {
    const text = change(TWICE, 'resources: {overrides: {namespace: {resource: namespaces}, pod: {resource: pods}}}', 'resources: {template: "<<.Resource>>"}');
    expect(told(adapterNameTwice, text)).toEqual([[CONFIG, message()]]);
  });

  test('on two external rules of a name', () => {
    expect(told(adapterNameTwice, change(TWICE, 'rules:', 'externalRules:'))).toEqual([[CONFIG, message()]]);
  });
});

describe('adapter-name-twice is silent', () => {
  test.each<[string, string, string]>([
    ['when the names differ', 'as: "fps"', 'as: drops'],
    ['when neither is renamed', '      name: {as: fps}\n', ''],
    ['when both make the same of the same series', 'sum(ei_drop_fps', 'sum(ei_infer_fps'],
    ['when one is of pods and the other of Services', 'pod: {resource: pods}', 'service: {resource: services}'],
    ['when one is external', "    - seriesQuery: 'ei_drop_fps", "    externalRules:\n    - seriesQuery: 'ei_drop_fps"],
    ['when they are in two files', "    - seriesQuery: 'ei_drop_fps", "  other.yaml: |\n    rules:\n    - seriesQuery: 'ei_drop_fps"],
    ['when the name is made of parts of the series', 'as: "fps"', 'as: "$1_fps"'],
  ])('%s', (_, from, to) => {
    expect(told(adapterNameTwice, change(TWICE, from, to))).toEqual([]);
  });

  test('when both names are made of parts of their series', () => {
    const computed = (text: string, from: string) => change(text, from, 'matches: "^(.*)_total$"\n        as: "${1}_per_second"');
    expect(told(adapterNameTwice, computed(change(TWICE, 'name: {as: fps}', 'name: {matches: "^(.*)_total$", as: "${1}_per_second"}'), 'as: "fps"'))).toEqual([]);
  });

  test('on the rules that the adapter comes with, whose names are all cut out of those of their series', () => {
    const rule = (matches: string, query: string) => `    - seriesQuery: '{__name__=~"^container_.*"}'\n      name:\n        matches: ${matches}\n        as: ""\n      metricsQuery: ${query}\n`;
    const rules = [rule('^container_(.*)_seconds_total$', 'sum(rate(a)) by (<<.GroupBy>>)'), rule('^container_(.*)$', 'sum(a) by (<<.GroupBy>>)')];
    expect(told(adapterNameTwice, TWICE.slice(0, TWICE.indexOf('    - seriesQuery')) + rules.join(''))).toEqual([]);
  });
});
