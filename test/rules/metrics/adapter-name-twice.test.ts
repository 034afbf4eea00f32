import { adapterNameTwice } from '../../../src/rules/metrics/adapter-name-twice';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const FIRST_RESOURCES = 'resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}';
const SECOND_RESOURCES = 'resources: {overrides: {namespace: {resource: namespaces}, pod: {resource: pods}}}';
const TEMPLATE = 'resources: {template: "<<.Resource>>"}';
const SECOND = TWICE.slice(TWICE.indexOf("    - seriesQuery: 'ei_drop_fps"));

function place(name: string = 'fps'): [string, string] {
  return ['ConfigMap monitoring/adapter-config', `data["config.yaml"].rules["${name}"]`];
}

test('the examples of adapter-name-twice', () => {
  expect(codes(adapterNameTwice.failing)).toEqual(['adapter-name-twice']);
  expect(codes(adapterNameTwice.repaired)).toEqual([]);
});

describe('adapter-name-twice fires', () => {
  test('on parts of one configuration, which are merged, and not on two configurations', () => {
    const first = TWICE.replace(SECOND, '').replace('name: adapter-config,', 'name: rules-a, LABELS,');
    const second = TWICE.replace('name: adapter-config,', 'name: rules-b, LABELS,')
      .replace(/ {4}- seriesQuery.*infer_fps[^]*?(?= {4}- )/, '');
    const both = (labels: string) => `${first}---${second}`.replaceAll('LABELS', labels);
    expect(fires(adapterNameTwice, both('labels: { elastic-inference/adapter-rules: rules }'))).toEqual([
      ['ConfigMap monitoring/rules-b', 'data["config.yaml"].rules["fps"]'],
    ]);
    expect(fires(adapterNameTwice, both('labels: {}'))).toEqual([]);
  });

  test('on the second rule of a name, however it is written', () => {
    expect(told(adapterNameTwice, TWICE)).toEqual([[
      'ConfigMap monitoring/adapter-config',
      'data["config.yaml"].rules["fps"]: is the name of two rules — the adapter silently uses the last of them; '
      + `give one of them another name (name.as) (${adapterNameTwice.source})`,
    ]]);
  });

  test('on each further one', () => {
    const third = SECOND.replace('sum(ei_drop_fps', 'max(ei_drop_fps');
    expect(fires(adapterNameTwice, `${TWICE}${third}`)).toEqual([place(), place()]);
  });

  test('on a rule that is renamed to the series of another', () => {
    const text = change(change(TWICE, '      name: {as: fps}\n', ''), 'as: "fps"', 'as: ei_infer_fps');
    expect(fires(adapterNameTwice, text)).toEqual([place('ei_infer_fps')]);
  });

  test('where a template says what a metric describes, which may be the same', () => {
    expect(fires(adapterNameTwice, change(TWICE, SECOND_RESOURCES, TEMPLATE))).toEqual([place()]);
    expect(fires(adapterNameTwice, change(TWICE, FIRST_RESOURCES, TEMPLATE))).toEqual([place()]);
  });

  test('on a third rule that shares a kind of object with the first alone', () => {
    const services = change(TWICE, 'pod: {resource: pods}', 'service: {resource: services}');
    const third = SECOND.replace('sum(ei_drop_fps', 'max(ei_drop_fps');
    expect(fires(adapterNameTwice, services)).toEqual([]);
    expect(fires(adapterNameTwice, `${services}${third}`)).toEqual([place()]);
  });

  test('on two external rules of a name', () => {
    expect(fires(adapterNameTwice, change(TWICE, 'rules:', 'externalRules:'))).toEqual([place()]);
  });
});

describe('adapter-name-twice is silent', () => {
  test.each<[string, string, string]>([
    ['when the names differ', 'as: "fps"', 'as: drops'],
    ['when neither is renamed', '      name: {as: fps}\n', ''],
    ['when both serve the same of the same series', 'sum(ei_drop_fps', 'sum(ei_infer_fps'],
    ['when one describes pods and the other Services', 'pod: {resource: pods}', 'service: {resource: services}'],
    ['when one is external',
      "    - seriesQuery: 'ei_drop_fps", "    externalRules:\n    - seriesQuery: 'ei_drop_fps"],
    ['when they are in two files',
      "    - seriesQuery: 'ei_drop_fps", "  other.yaml: |\n    rules:\n    - seriesQuery: 'ei_drop_fps"],
    ['when the name is made of parts of the series', 'as: "fps"', 'as: "$1_fps"'],
  ])('%s', (_, from, to) => {
    expect(fires(adapterNameTwice, change(TWICE, from, to))).toEqual([]);
  });

  test('when both names are made of parts of their series', () => {
    const block = 'matches: "^(.*)_total$"\n        as: "${1}_per_second"';
    const flow = 'name: {matches: "^(.*)_total$", as: "${1}_per_second"}';
    expect(fires(adapterNameTwice, change(change(TWICE, 'name: {as: fps}', flow), 'as: "fps"', block))).toEqual([]);
  });

  test('on the rules that come with the adapter, whose names are all parts of the names of their series', () => {
    const rule = (matches: string, query: string) => [
      '    - seriesQuery: \'{__name__=~"^container_.*"}\'',
      '      name:',
      `        matches: ${matches}`,
      '        as: ""',
      `      metricsQuery: ${query}`,
      '',
    ].join('\n');
    const rules = [
      rule('^container_(.*)_seconds_total$', 'sum(rate(a)) by (<<.GroupBy>>)'),
      rule('^container_(.*)$', 'sum(a) by (<<.GroupBy>>)'),
    ];
    const head = TWICE.slice(0, TWICE.indexOf('    - seriesQuery'));
    expect(fires(adapterNameTwice, head + rules.join(''))).toEqual([]);
  });
});

test('ten thousand rules of one name take no time that grows with their square', () => {
  const rules = Array.from({ length: 10_000 }, (_, i) => SECOND.replace('sum(ei_drop_fps', `sum(ei_${i}`));
  expect(fires(adapterNameTwice, `${TWICE}${rules.join('')}`)).toHaveLength(10_001);
});
