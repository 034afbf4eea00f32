import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaOverrideNotApplied } from '../../../src/rules/karmada/karmada-override-not-applied';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-override-not-applied', () => {
  expect(codes(karmadaOverrideNotApplied.failing)).toEqual(['karmada-override-not-applied']);
  expect(codes(karmadaOverrideNotApplied.repaired)).toEqual([]);
});

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];
const at = (operator: string, path: string, value: string = '5') => (
  `{ path: '${path}', operator: ${operator}, value: ${value} }`);
const plain = (...changes: string[]) => `plaintext: [${changes.join(', ')}]`;
const overridden = (object: string, overriders: string) => documents(...SENT, override(object, overriders));
const ABSENT = at('replace', '/spec/paused', 'true');

describe('karmada-override-not-applied fires', () => {
  test.each<[string, string, string]>([
    ['a field that is not there', ABSENT, 'must be set in Deployment vision/classifier'],
    ['a parent that is not there', at('add', '/spec/template/spec/nodeSelector/a', 'b'),
      'must have a parent in Deployment'],
    ['a path with dots', at('replace', '.spec.replicas'), 'must be a JSON pointer'],
    ['an index beyond the list', at('replace', '/spec/template/spec/containers/1/image', 'a'), 'must be set in'],
  ])('on %s', (_, change, rule) => {
    const text = overridden(DEPLOYMENTS, plain(change));
    expect(codes(text)).toEqual(['karmada-override-not-applied']);
    expect(fires(karmadaOverrideNotApplied, text)).toEqual([
      ['OverridePolicy vision/larger', 'spec.overrideRules[0].overriders.plaintext[0].path'],
    ]);
    expect(told(karmadaOverrideNotApplied, text)[0][1]).toContain(rule);
  });

  test('on what an earlier overrider removed', () => {
    const path = '/spec/progressDeadlineSeconds';
    const gone = plain(`{ path: ${path}, operator: remove }`, at('replace', path));
    expect(fires(karmadaOverrideNotApplied, overridden(DEPLOYMENTS, gone)).map(([, field]) => field)).toEqual([
      'spec.overrideRules[0].overriders.plaintext[1].path',
    ]);
  });

  test('in the order of the names of the policies, ClusterOverridePolicies first', () => {
    const selector = '/spec/template/spec/nodeSelector';
    const first = override(DEPLOYMENTS, plain(at('add', selector, '{}'))).replace('name: larger', 'name: z');
    const second = override(DEPLOYMENTS, plain(at('add', `${selector}/a`, 'b')));
    expect(codes(documents(...SENT, first, second))).toEqual(['karmada-override-not-applied']);
    expect(codes(documents(...SENT, first.replace('name: z', 'name: a'), second))).toEqual([]);
    const cluster = first.replace('kind: Over', 'kind: ClusterOver').replace(', namespace: vision', '');
    expect(codes(documents(...SENT, cluster, second))).toEqual([]);
  });

  test('once for all objects that it selects', () => {
    const broad = override(DEPLOYMENTS, plain(ABSENT)).replace(', name: classifier', '');
    const second = RETAINED.replace(/classifier/g, 'detector');
    const sent = policy([DEPLOYMENTS, `${DEPLOYMENTS} detector`, AUTOSCALERS]);
    expect(codes(documents(RETAINED, AUTOSCALER, second, sent, broad))).toEqual(['karmada-override-not-applied']);
  });

  test('on all objects of the namespace where the policy selects none', () => {
    const all = override(DEPLOYMENTS, plain(ABSENT)).replace(/ {2}resourceSelectors:\n.*\n/, '');
    expect(codes(documents(...SENT, all))).toEqual(['karmada-override-not-applied']);
  });
});

describe('karmada-override-not-applied is silent', () => {
  test.each<[string, string, string]>([
    ['a field of the manifest', AUTOSCALERS, at('replace', '/spec/maxReplicas')],
    ['a field that the hub fills in', DEPLOYMENTS, at('replace', '/spec/strategy/rollingUpdate/maxSurge')],
    ['a field of a container that the hub fills in', DEPLOYMENTS,
      at('replace', '/spec/template/spec/containers/0/imagePullPolicy', 'Always')],
    ['a label where there are none', AUTOSCALERS, at('add', '/metadata/labels/a', 'b')],
  ])('on %s', (_, object, change) => {
    expect(codes(overridden(object, plain(change)))).toEqual([]);
  });

  test('on a minimum that the hub fills in', () => {
    const scaler = AUTOSCALER.replace('  minReplicas: 2\n', '');
    const change = override(AUTOSCALERS, plain(at('replace', '/spec/minReplicas', '3')));
    expect(codes(documents(RETAINED, scaler, SENT[2], change))).toEqual([]);
  });

  test.each<[string, (text: string) => string]>([
    ['another cluster', (text) => text.replace('clusterNames: [sh]', 'clusterNames: [hz]')],
    ['clusters by labels', (text) => text.replace('clusterNames: [sh]', 'labelSelector: { matchLabels: { a: b } }')],
    ['all clusters but one', (text) => text.replace('clusterNames: [sh]', 'exclude: [bj]')],
    ['an object of another name', (text) => text.replace('name: classifier', 'name: detector')],
    ['an object of another namespace', (text) => text.replace('namespace: vision', 'namespace: audio')],
    ['a text inside a field first', (text) => (
      text.replace('plaintext:', 'fieldOverrider: [{ fieldPath: /a }], plaintext:'))],
    ['old overriders', (text) => text.replace('  overrideRules:', '  overriders: {}\n  overrideRules:')],
    ['an API that is not of Karmada', (text) => text.replace('policy.karmada.io', 'policy.example.com')],
  ])('on overriders of %s', (_, from) => {
    const text = override(DEPLOYMENTS, `{ ${plain(ABSENT)} }`);
    expect(codes(documents(...SENT, text))).toEqual(['karmada-override-not-applied']);
    expect(from(text)).not.toBe(text);
    expect(codes(documents(...SENT, from(text)))).toEqual([]);
  });

  test('on what no policy propagates', () => {
    expect(codes(documents(RETAINED, AUTOSCALER, override(DEPLOYMENTS, plain(ABSENT))))).toEqual([]);
  });
});

test('many overrides of many objects cost no more than their sum', () => {
  const many = Array.from({ length: 300 }, (_, i) => fixedOf(i));
  const rules = Array.from({ length: 300 }, (_, i) => `    - targetCluster: { clusterNames: [c${i}] }
      overriders: { labelsOverrider: [{ operator: add, value: { a: b${i} } }] }`);
  const all = override(DEPLOYMENTS, '').replace(/ {2}overrideRules:[^]*/, `  overrideRules:\n${rules.join('\n')}`)
    .replace(', name: classifier', '');
  const sent = policy([DEPLOYMENTS]).replace(', name: classifier', '').replace('{ clusterNames: [bj, sh] }', '{}');
  const start = Date.now();
  expect(fires(karmadaOverrideNotApplied, documents(...many, sent, all))).toEqual([]);
  expect(Date.now() - start).toBeLessThan(5000);
});

function fixedOf(i: number): string {
  return RETAINED.replace(/classifier/g, `c${i}`);
}
