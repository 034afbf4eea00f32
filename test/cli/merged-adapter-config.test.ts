import { parse } from 'yaml';
import { adapterParts, MergedAdapterConfig } from '../../src/cli/merged-adapter-config';

const rule = (series: string, name: string, by: string = 'sum') => `
- seriesQuery: '${series}{namespace!="",pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
  name: {as: ${name}}
  metricsQuery: ${by}(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;
const merged = (...texts: string[]) => (
  new MergedAdapterConfig(texts.map((text, i) => ({ at: `${'abc'[i]}.yaml`, text }))));
const names = (text: string) => parse(text).rules.map((r: any) => r.name.as);

test('the rules of all programs are in one configuration, in their order', () => {
  const it = merged(`rules:${rule('x', 'one')}`, `rules:${rule('y', 'two')}${rule('z', 'three')}`);
  expect(it.faults).toEqual([]);
  expect(names(it.text)).toEqual(['one', 'two', 'three']);
  expect(it.count).toBe(3);
});

test('equal rules are there once, however they are written', () => {
  const written = 'rules:\n- metricsQuery: "sum(x{<<.LabelMatchers>>}) by (<<.GroupBy>>)"\n  name:\n    as: one\n'
    + "  seriesQuery: 'x{namespace!=\"\",pod!=\"\"}'\n  resources:\n    overrides:\n      pod: { resource: pod }\n"
    + '      namespace: { resource: namespace }\n';
  const it = merged(`rules:${rule('x', 'one')}`, written);
  expect(it.faults).toEqual([]);
  expect(names(it.text)).toEqual(['one']);
});

test('one name may be that of a metric of pods and of an external metric', () => {
  const it = merged(`rules:${rule('x', 'one')}`, `externalRules:${rule('y', 'one')}`);
  expect(it.faults).toEqual([]);
  expect(Object.keys(parse(it.text))).toEqual(['rules', 'externalRules']);
});

test('two rules of one name are named with their files', () => {
  expect(merged(`rules:${rule('x', 'one')}`, `rules:${rule('y', 'two')}`, `rules:${rule('x', 'one', 'max')}`).faults)
    .toEqual([{
      at: 'c.yaml',
      message: 'has another rule for the metric one than a.yaml: the adapter silently uses the last; give one of them '
        + 'another name',
    }]);
});

describe('two rules whose template makes the same name', () => {
  const template = (series: string, by: string, as: string = '${1}_x') => rule(series, 'x', by)
    .replace('{as: x}', `{matches: "^(.*)_total$", as: "${as}"}`);
  const pattern = (by: string) => template('x_total', by).replace(/'x_total\{/, '\'{__name__=~"^x_.*_total$",');

  test.each<[string, string, string, string]>([
    ['of one series', template('a_total', 'sum'), template('a_total', 'max'), 'a_x'],
    ['of one pattern', pattern('sum'), pattern('max'), '${1}_x of {__name__=~"^x_.*_total$",namespace!="",pod!=""} by '
      + '^(.*)_total$'],
    ['and a name that is written out', rule('b', 'a_x'), template('a_total', 'max'), 'a_x'],
  ])('%s contradict', (_, one, other, name) => {
    const { faults } = merged(`rules:${one}`, `rules:${other}`);
    expect(faults).toEqual([{
      at: 'b.yaml', message: expect.stringContaining(`has another rule for the metric ${name} than a.yaml`),
    }]);
  });

  test.each<[string, string, string]>([
    ['of two series', template('a_total', 'sum'), template('b_total', 'max')],
    ['of another template', template('a_total', 'sum'), template('a_total', 'max', '${1}_y')],
    ['that are equal', pattern('sum'), pattern('sum')],
  ])('%s do not', (_, one, other) => {
    const it = merged(`rules:${one}`, `rules:${other}`);
    expect(it.faults).toEqual([]);
    expect(it.text).toContain('${1}_');
  });
});

test('values of the Helm chart are read and printed', () => {
  const values = `rules:\n  default: false\n  custom:${rule('x', 'one').replace(/\n/g, '\n    ')}`;
  const it = merged(values, `rules:${rule('y', 'two')}`);
  expect(it.faults).toEqual([]);
  expect(names(it.text)).toEqual(['one', 'two']);
  expect(parse(it.values).rules.custom.map((r: any) => r.name.as)).toEqual(['one', 'two']);
});

test('the flags of the texts are kept, and those that contradict are named', () => {
  const flags = (most: string) => (
    `# The adapter must run with\n#   --config=/etc/a.yaml\n#   --metrics-max-age=${most}\n`);
  const it = merged(`${flags('2m')}rules:${rule('x', 'one')}`, `${flags('2m')}rules:${rule('y', 'two')}`);
  const [run, config, age] = it.text.split('\n');
  expect([run, config, age]).toEqual([
    '# The adapter must run with', '#   --config=/etc/a.yaml', '#   --metrics-max-age=2m',
  ]);
  expect(merged(`${flags('2m')}rules:${rule('x', 'one')}`, `${flags('5m')}rules:${rule('y', 'two')}`).faults)
    .toEqual([{ at: 'b.yaml', message: 'wants --metrics-max-age=5m, and a.yaml --metrics-max-age=2m' }]);
});

test.each<[string, string, string]>([
  ['a key that the adapter does not know', `rule:${rule('x', 'one')}`, 'has the key rule, which is none of rules, '
    + 'externalRules, resourceRules: the adapter would exit'],
  ['rules that are no list', 'rules: seriesQuery', 'has no list under rules: the adapter would exit'],
  ['a text that is no configuration', 'seriesQuery', 'holds no configuration: the adapter would exit'],
])('%s is named', (_, text, message) => {
  expect(merged(text).faults).toEqual([{ at: 'a.yaml', message }]);
});

test('an adapter has one set of resourceRules', () => {
  const rules = (query: string) => `rules: []\nresourceRules: { cpu: { containerQuery: '${query}' } }`;
  expect(merged(rules('a'), rules('a')).faults).toEqual([]);
  expect(merged(rules('a'), rules('b')).faults).toEqual([
    { at: 'b.yaml', message: 'has other resourceRules than the files before it: an adapter has one' },
  ]);
});

test('a part is a key of a ConfigMap with a series query', () => {
  const configMap = (data: unknown, kind: string = 'ConfigMap') => (
    { apiVersion: 'v1', kind, metadata: { name: 'rules', namespace: 'monitoring' }, data }) as any;
  expect(adapterParts('a.yaml', configMap({ 'config.yaml': 'rules: [{ seriesQuery: a }]', 'other': 'a: b' }))).toEqual([
    { at: 'a.yaml: ConfigMap monitoring/rules config.yaml', text: 'rules: [{ seriesQuery: a }]' },
  ]);
  for (const data of [undefined, null, [], 'seriesQuery', { a: 5 }]) {
    expect(adapterParts('a.yaml', configMap(data))).toEqual([]);
  }
  expect(adapterParts('a.yaml', configMap({ a: 'seriesQuery' }, 'Secret'))).toEqual([]);
});
