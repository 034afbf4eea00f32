import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { stringify, type ToStringOptions } from 'yaml';
import { AutoscaledInference, InferenceMetric, ModelServer, PrometheusAdapterRules } from '../../../../src';
import { Inventory } from '../../../../src/kubernetes/inventory';
import {
  adapterConfigs, adapterRules, describes, type AdapterRule,
} from '../../../../src/rules/metrics/adapter/adapter-config';
import { autoscaledProps, synth, testChart } from '../../../helpers';

function configMap(data: Record<string, string>, name: string = 'adapter') {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'monitoring' }, data };
}

function read(text: string, key: string = 'config.yaml'): AdapterRule[] {
  return adapterRules(new Inventory([configMap({ [key]: text })]));
}

function short({ external, name, resources, query }: AdapterRule) {
  return { external, name, resources, query };
}

function whole(text: string): boolean[] {
  return adapterConfigs(new Inventory([configMap({ 'config.yaml': text })])).map((c) => c.whole);
}

/**
 * Written as people write it: comments, both kinds of quotes, lists with and without an indent, flow and block style
 * for what is small.
 */
const BY_HAND = `
# seriesQuery: not a rule
rules:
# one
- seriesQuery: '{__name__=~"^container_.*",container!="POD",namespace!="",pod!=""}'
  resources:
    # of pods
    overrides:
      namespace: {resource: "namespace"}
      pod: {resource: "pod"}
  seriesFilters:
  - isNot: "^container_.*_seconds_total$"
  name:
    matches: "^container_(.*)_seconds_total$"
    as: ""
  metricsQuery: "sum(rate(<<.Series>>{<<.LabelMatchers>>,container!=\\"POD\\"}[2m])) by (<<.GroupBy>>)"

- seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pods}}}
  name: {matches: "^(.*)_total", as: "\${1}_per_second"}
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,path=~''/v1.*''}[2m])) by (<<.GroupBy>>)'
- metricsQuery: >-
    max(<<.Series>>{<<.LabelMatchers>>})
    by (<<.GroupBy>>)
  name: { as: frames }   # renamed
  seriesQuery: ei_frames{namespace!="",pod!=""}
  resources:
    template: "kube_<<.Resource>>"
- seriesQuery: queue:depth
  metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>) # the mean
- seriesQuery: no_query
externalRules:
  - seriesQuery: '{__name__="queue_depth",topic!=""}'
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (name)
    resources:
      namespaced: false
resourceRules:
  cpu:
    containerQuery: sum(rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>}[3m])) by (<<.GroupBy>>)
    resources: {overrides: {pod: {resource: pod}}}
`;

describe('the rules of an adapter', () => {
  test('are read as people write them', () => {
    expect(read(BY_HAND).map(short)).toEqual([
      {
        external: false,
        name: undefined,
        resources: ['namespace', 'pod'],
        query: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,container!="POD"}[2m])) by (<<.GroupBy>>)',
      },
      {
        external: false,
        name: undefined,
        resources: ['namespace', 'pod'],
        query: "sum(rate(<<.Series>>{<<.LabelMatchers>>,path=~'/v1.*'}[2m])) by (<<.GroupBy>>)",
      },
      {
        external: false,
        name: 'frames',
        resources: undefined,
        query: 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
      },
      {
        external: false,
        name: 'queue:depth',
        resources: [],
        query: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
      },
      {
        external: true,
        name: 'queue_depth',
        resources: [],
        query: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (name)',
      },
    ]);
    expect(whole(BY_HAND)).toEqual([true]);
  });

  test('are named by their place', () => {
    expect(read(BY_HAND, 'adapter.yaml').map(({ field }) => field).slice(1, 4)).toEqual([
      'data["adapter.yaml"].metricsQuery',
      'data["adapter.yaml"].rules["frames"].metricsQuery',
      'data["adapter.yaml"].rules["queue:depth"].metricsQuery',
    ]);
  });

  test('are those of every key and every ConfigMap', () => {
    const text = (name: string) => `rules:\n- seriesQuery: ${name}\n  metricsQuery: x\n`;
    const inventory = new Inventory([
      configMap({ a: text('one'), b: 'MODEL=resnet', c: text('two') }), configMap({ d: text('three') }, 'other'),
    ]);
    expect(adapterRules(inventory).map(({ name, object }) => [name, object.metadata?.name])).toEqual([
      ['one', 'adapter'], ['two', 'adapter'], ['three', 'other'],
    ]);
  });

  test('are read once for an inventory', () => {
    const inventory = new Inventory([configMap({ a: BY_HAND })]);
    expect(adapterConfigs(inventory)).toBe(adapterConfigs(inventory));
  });

  test('are read with the line ends of another system', () => {
    expect(read(BY_HAND.replace(/\n/g, '\r\n')).map(short)).toEqual(read(BY_HAND).map(short));
  });

  test.each<[string, string]>([
    ['in flow style', 'rules: [{seriesQuery: fps, metricsQuery: x}]'],
    ['in JSON', '{"rules":[{"seriesQuery":"fps","metricsQuery":"x"}]}'],
    ['of another document', 'other:\n- seriesQuery: fps\n  metricsQuery: x\n'],
  ])('that are written %s are left out, and known to be', (_, text) => {
    expect(read(text)).toEqual([]);
    expect(whole(text)).toEqual([false]);
  });

  test.each<[string, string]>([
    ['a broken text', 'rules:\n- seriesQuery: \'a\n  metricsQuery: "b\n - x\n:\n'],
    ['nothing', ''],
    ['a list', '- seriesQuery: a'],
    ['a word', 'seriesQuery'],
  ])('%s is no fault of the reader', (_, text) => {
    expect(() => read(text)).not.toThrow();
  });

  test('that the library prints are read as they are', () => {
    const chart = testChart();
    const llama = ModelServer.llamaCpp({ modelFile: 'm.gguf' });
    const resources = { requests: { cpu: '1', memory: '2Gi' } };
    const props = autoscaledProps({ server: llama, resources, metrics: [llama.scalingMetric('2')] });
    const metrics = [
      InferenceMetric.ratio('a_total', 'b_total'),
      InferenceMetric.quantile('seconds', 0.9),
      InferenceMetric.rate(':tensorflow:serving:request_count'),
    ];
    new PrometheusAdapterRules(chart, 'Rules', { of: [new AutoscaledInference(chart, 'M', props)], metrics });
    const [config] = adapterConfigs(new Inventory(synth(chart)));
    const expected = [llama.signal!, ...metrics];
    expect(config.rules.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    expect(config.rules.map(({ resources: of }) => of)).toEqual(expected.map(() => ['namespace', 'pod']));
    expect(config.rules[1].query).toBe(metrics[0]._promql('<<.LabelMatchers>>', '<<.GroupBy>>'));
    expect(config.maxAge).toBe(120);
  });
});

test.each<[string, string, boolean]>([
  ['namespace: {resource: namespace}, pod: {resource: pod}', 'Pod', true],
  ['kubernetes_namespace: {resource: namespaces}, svc: {resource: services}', 'Service', true],
  ['namespace: {resource: namespace}, i: {group: networking.k8s.io, resource: ingresses}', 'Ingress', true],
  ['namespace: {resource: namespace}, i: {resource: ingress}', 'Ingress', true],
  ['namespace: {resource: namespace}', 'Pod', false],
  ['pod: {resource: pod}', 'Pod', false],
  ['namespace: {resource: namespace}, svc: {resource: service}', 'Pod', false],
])('whether a rule for {%s} describes a %s: %s', (overrides, kind, expected) => {
  const [rule] = read(`rules:\n- seriesQuery: a\n  resources: {overrides: {${overrides}}}\n  metricsQuery: x\n`);
  expect(describes(rule, kind)).toBe(expected);
});

test.each<[string, number | undefined]>([
  ['# --metrics-max-age=2m', 120],
  ['# --metrics-max-age=1m0s', 60],
  ['# --metrics-max-age=long', undefined],
  ['', undefined],
])('the memory of an adapter whose text says "%s"', (comment, expected) => {
  const [config] = adapterConfigs(new Inventory([configMap({ a: `${comment}\nrules:\n- seriesQuery: a\n` })]));
  expect(config.maxAge).toBe(expected);
});

describe('a random configuration', () => {
  const word = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
  const more = fc.constantFrom('', ',path=~"/v1|\'x\'"', ',job = "a: b # c"', ',a="\\\\d"');
  const query = fc.tuple(fc.constantFrom('sum', 'max', 'avg by (x)'), word, more, fc.constantFrom('[1m]', '[30s]', ''))
    .map(([call, series, and, window]) => `${call}(${series}{<<.LabelMatchers>>${and}}${window}) by (<<.GroupBy>>)`);
  const rule = fc.record({
    seriesQuery: fc.oneof(word, word.map((w) => `${w}{namespace!="",pod!=""}`), fc.constant('{__name__=~"^x_.*"}')),
    seriesFilters: fc.constantFrom(undefined, [{ isNot: '.*_total$' }, { is: '^a' }]),
    resources: fc.constantFrom<object | undefined>(
      undefined,
      { template: '<<.Resource>>' },
      { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
      { overrides: { svc: { group: 'a.b', resource: 'services' } } },
    ),
    name: fc.oneof(fc.constant(undefined), word.map((as) => ({ as })), fc.constantFrom<object>(
      { matches: '^(.*)_total$' },
      { matches: '^(.*)_total$', as: '${1}_rate' },
      { matches: '^a', as: 'fixed' },
      { as: '' },
    )),
    metricsQuery: query,
  }).chain((r) => fc.shuffledSubarray(Object.entries(r), { minLength: 5 }))
    .map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
  const config = fc.record({
    rules: fc.array(rule, { maxLength: 3 }),
    externalRules: fc.array(rule, { maxLength: 2 }),
  });
  const options: Record<string, ToStringOptions> = {
    'folded': { lineWidth: 40 },
    'in single quotes': { singleQuote: true, defaultStringType: 'QUOTE_SINGLE' },
    'in double quotes': { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 },
    'without indents': { indentSeq: false, lineWidth: 0 },
    'with wide indents': { indent: 6 },
  };
  const styles: Array<[string, (value: object) => string]> = [['by cdk8s', (value) => Yaml.stringify(value)]];
  for (const [style, option] of Object.entries(options)) styles.push([style, (value) => stringify(value, option)]);

  function nameOf({ name, seriesQuery }: any): string | undefined {
    const { as, matches } = name ?? {};
    if (as) return as.includes('$') ? undefined : as;
    return matches ? undefined : /^[a-z_]+/.exec(seriesQuery)?.[0];
  }

  function expected({ rules, externalRules }: any): object[] {
    return [...rules.map((r: any) => [r, false]), ...externalRules.map((r: any) => [r, true])].map(([r, external]) => {
      const of = Object.values<any>(r.resources?.overrides ?? {}).map(({ resource }) => resource.replace(/s$/, ''));
      const resources = r.resources?.template === undefined ? of : undefined;
      return { external, name: nameOf(r), resources, query: r.metricsQuery };
    });
  }

  test.each(styles)('that is written %s is read as a parser of YAML reads it', (_, write) => {
    fc.assert(fc.property(config, (value) => {
      // A copy, in which nothing is shared: a text has no aliases then.
      expect(read(write(JSON.parse(JSON.stringify(value)))).map(short)).toEqual(expected(value));
    }), { seed: Number(process.env.SEED ?? 1), numRuns: 300 });
  });

  test('never stops the reader, whatever the text', () => {
    const head = fc.constantFrom('', '  ', '- ', '  - ', '    ');
    const key = fc.constantFrom(
      'seriesQuery: ', 'metricsQuery: ', 'name:', 'as: ', '{', '"', "'", '|', '>-', '#', 'rules:', ':',
    );
    const line = fc.tuple(head, key, fc.string({ maxLength: 8 })).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      expect(() => read(['seriesQuery', ...lines].join('\n'))).not.toThrow();
    }), { seed: 1, numRuns: 1000 });
  });
});
