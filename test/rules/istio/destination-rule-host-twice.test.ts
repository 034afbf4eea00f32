import { ApiObject, App, type ApiObjectProps, type Chart } from 'cdk8s';
import { EdgePlacement, FleetCharts, InferenceRules, Spoke } from '../../../src';
import { destinationRuleHostTwice } from '../../../src/rules/istio/destination-rule-host-twice';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const rule = (name: string, spec: string, namespace: string = 'demo') => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name}, namespace: ${namespace} }
spec: { host: mnist.example.com, ${spec} }
`;
const FIVE = 'trafficPolicy: { connectionPool: { tcp: { connectTimeout: 5s } } }';
const TEN = 'trafficPolicy: { connectionPool: { tcp: { connectTimeout: 10s } } }';
const together = (...rules: string[]) => rules.join('---');
const TWO = together(rule('a', FIVE), rule('b', TEN));

test('the examples of destination-rule-host-twice', () => {
  expect(codes(destinationRuleHostTwice.failing)).toEqual(['destination-rule-host-twice']);
  expect(codes(destinationRuleHostTwice.repaired)).toEqual([]);
});

describe('destination-rule-host-twice fires', () => {
  test('on the second of two that differ', () => {
    expect(told(destinationRuleHostTwice, TWO)).toEqual([[
      'DestinationRule demo/b',
      'spec.trafficPolicy: got {"connectionPool":{"tcp":{"connectTimeout":"10s"}}}; must be as in DestinationRule a, '
      + 'which has the same host mnist.example.com: {"connectionPool":{"tcp":{"connectTimeout":"5s"}}} — '
      + 'Istio uses only the one that was created first, and silently ignores the other; '
      + 'put all settings of the host into one DestinationRule; acknowledge this for two clusters '
      + `(${destinationRuleHostTwice.source})`,
    ]]);
  });

  test('with at most 120 characters of the settings', () => {
    const long = `trafficPolicy: { tls: { mode: SIMPLE, sni: ${'a'.repeat(120)}, subjectAltNames: [x] } }`;
    const [[, message]] = told(destinationRuleHostTwice, together(rule('a', long), rule('b', FIVE)));
    expect(message).toMatch(/example\.com: \{"tls":\{"mode":"SIMPLE","sni":"a{86}… —/);
  });

  test('on each that differs from the first', () => {
    const three = together(TWO, rule('c', FIVE), rule('d', TEN));
    expect(fires(destinationRuleHostTwice, three)).toEqual([
      ['DestinationRule demo/b', 'spec.trafficPolicy'], ['DestinationRule demo/d', 'spec.trafficPolicy'],
    ]);
  });

  test('on a subset of the same name that differs', () => {
    const subset = (version: string) => `subsets: [{ name: x }, { name: v1, labels: { version: ${version} } }]`;
    expect(fires(destinationRuleHostTwice, together(rule('a', subset('one')), rule('b', subset('two'))))).toEqual([
      ['DestinationRule demo/b', 'spec.subsets[1]'],
    ]);
  });

  test('on a short name and the full name of a Service', () => {
    const [short, full] = ['mnist', 'mnist.demo.svc.cluster.local'];
    const rules = together(
      rule('a', FIVE).replace('mnist.example.com', short),
      rule('b', TEN).replace('mnist.example.com', full),
    );
    expect(fires(destinationRuleHostTwice, rules)).toEqual([['DestinationRule demo/b', 'spec.trafficPolicy']]);
  });

  test.each([
    ['the same visibility, in another order', "exportTo: ['.', a]", "exportTo: [a, '.']"],
    ['the same selector', 'workloadSelector: { matchLabels: { app: a, tier: b } }',
      'workloadSelector: { matchLabels: { tier: b, app: a } }'],
  ])('with %s', (_, one, other) => {
    expect(fires(destinationRuleHostTwice, together(rule('a', `${FIVE}, ${one}`), rule('b', `${TEN}, ${other}`))))
      .toEqual([['DestinationRule demo/b', 'spec.trafficPolicy']]);
  });
});

describe('destination-rule-host-twice is silent', () => {
  test.each<[string, string]>([
    ['with the same settings', together(rule('a', FIVE), rule('b', FIVE))],
    ['with the same settings in another order', together(
      rule('a', 'trafficPolicy: { outlierDetection: { interval: 1s }, tls: { mode: SIMPLE, sni: null } }'),
      rule('b', 'trafficPolicy: { tls: { mode: SIMPLE }, outlierDetection: { interval: 1s } }'),
    )],
    ['when one has subsets only, which Istio adds', together(rule('a', FIVE), rule('b', 'subsets: [{ name: v1 }]'))],
    ['on subsets of other names', together(rule('a', 'subsets: [{ name: v1 }]'), rule('b', 'subsets: [{ name: v2 }]'))],
    ['in another namespace', together(rule('a', FIVE), rule('b', TEN, 'other'))],
    ['on the same object twice, which duplicate-object finds', together(rule('a', FIVE), rule('a', TEN))],
    ['with another visibility', together(rule('a', FIVE), rule('b', `${TEN}, exportTo: ['.']`))],
    ['with a selector in one of them', together(
      rule('a', FIVE), rule('b', `${TEN}, workloadSelector: { matchLabels: { app: a } }`),
    )],
    ['with other selectors', together(
      rule('a', `${FIVE}, workloadSelector: { matchLabels: { app: a } }`),
      rule('b', `${TEN}, workloadSelector: { matchLabels: { app: b } }`),
    )],
    ['without settings', together(rule('a', 'trafficPolicy: null'), rule('b', TEN))],
  ])('%s', (_, rules) => {
    expect(fires(destinationRuleHostTwice, rules)).toEqual([]);
  });

  test.each([
    ['on another host', 'metadata: { name: b, namespace: demo }\nspec: { host: mnist.example.com',
      'metadata: { name: b, namespace: demo }\nspec: { host: other.example.com'],
    ['on a wider host', 'metadata: { name: b, namespace: demo }\nspec: { host: mnist.example.com',
      "metadata: { name: b, namespace: demo }\nspec: { host: '*.example.com'"],
  ])('%s', (_, from, to) => {
    expect(fires(destinationRuleHostTwice, change(TWO, from, to))).toEqual([]);
  });

  test('where both have the names of Services, by which EdgeMesh finds them', () => {
    const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: demo }
`;
    expect(fires(destinationRuleHostTwice, together(TWO, service('a'), service('b')))).toEqual([]);
    expect(fires(destinationRuleHostTwice, together(TWO, service('a')))).toHaveLength(1);
  });
});

test('destination-rule-host-twice is silent on the charts of two spokes', () => {
  const app = new App();
  const charts = new FleetCharts(app, { namespace: 'demo' });
  const define = (chart: Chart, id: string, connectTimeout: string) => new ApiObject(chart, id, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: id.toLowerCase() },
    spec: { host: 'mnist.example.com', trafficPolicy: { connectionPool: { tcp: { connectTimeout } } } },
  } as ApiObjectProps);
  // The rules run where a construct of the library is.
  new EdgePlacement(charts.hub, 'Edge');
  define(charts.spoke(Spoke.of('bj')), 'One', '5s');
  define(charts.spoke(Spoke.of('sh')), 'Two', '10s');
  expect(InferenceRules.check(app)).toEqual([]);
  define(charts.spoke(Spoke.of('sh')), 'Three', '15s');
  expect(InferenceRules.check(app).map((f) => [f.rule, f.object])).toEqual([
    ['destination-rule-host-twice', 'DestinationRule demo/three'],
  ]);
});
