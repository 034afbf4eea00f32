import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaTwoPolicies } from '../../../src/rules/karmada/karmada-two-policies';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-two-policies', () => {
  expect(codes(karmadaTwoPolicies.failing)).toEqual(['karmada-two-policies']);
  expect(codes(karmadaTwoPolicies.repaired)).toEqual([]);
});

const OWN = fixed(2);
const FIRST = policy([DEPLOYMENTS], '', 'first');
const SECOND = policy([DEPLOYMENTS], '', 'second');
const CLUSTER = SECOND.replace('kind: PropagationPolicy', 'kind: ClusterPropagationPolicy')
  .replace(', namespace: vision', '');

describe('karmada-two-policies fires', () => {
  test('on the one that comes later by its name, whatever the order and the priority', () => {
    const important = SECOND.replace('spec:', 'spec:\n  priority: 9');
    for (const policies of [[FIRST, important], [important, FIRST]]) {
      expect(fires(karmadaTwoPolicies, documents(OWN, ...policies))).toEqual([
        ['PropagationPolicy vision/second', 'spec.resourceSelectors[0]'],
      ]);
    }
    expect(told(karmadaTwoPolicies, documents(OWN, FIRST, SECOND))[0][1]).toContain(
      'must be selected by one policy; PropagationPolicy vision/first selects it too',
    );
  });

  test('on a ClusterPropagationPolicy, which comes after each PropagationPolicy', () => {
    const text = documents(OWN, CLUSTER.replace('name: second', 'name: a'), FIRST);
    expect(fires(karmadaTwoPolicies, text)).toEqual([['ClusterPropagationPolicy a', 'spec.resourceSelectors[0]']]);
  });

  test('once for two policies that share several objects', () => {
    const both = [DEPLOYMENTS, AUTOSCALERS];
    const text = documents(RETAINED, AUTOSCALER, policy(both, '', 'first'), policy(both, '', 'second'));
    expect(told(karmadaTwoPolicies, text).map(([, message]) => message)).toEqual([
      expect.stringContaining('Deployment vision/classifier, HorizontalPodAutoscaler vision/classifier'),
    ]);
  });

  test.each<[string, string]>([
    ['by its kind', ', name: classifier'],
    ['by a label', ', name: classifier'],
    ['by a label expression', ', name: classifier'],
  ].map(([how, from], i) => [how, SECOND.replace(from, [
    '', ', labelSelector: { matchLabels: { tier: a } }',
    ', labelSelector: { matchExpressions: [{ key: tier, operator: Exists }] }',
  ][i])]))('on one that selects it %s', (_, broad) => {
    const own = OWN.replace('namespace: vision }', 'namespace: vision, labels: { tier: a } }');
    expect(codes(documents(own, FIRST, broad))).toEqual(['karmada-two-policies']);
  });

  test('on a name without a namespace in a ClusterPropagationPolicy, whose labels are ignored', () => {
    const named = CLUSTER.replace('name: classifier', 'name: classifier, labelSelector: { matchLabels: { a: b } }');
    expect(codes(documents(OWN, FIRST, named))).toEqual(['karmada-two-policies']);
  });
});

describe('karmada-two-policies is silent', () => {
  test.each<[string, string]>([
    ['on another name', SECOND.replace('name: classifier', 'name: detector')],
    ['on another kind', SECOND.replace('kind: Deployment', 'kind: StatefulSet')],
    ['on other labels', SECOND.replace('name: classifier', 'labelSelector: { matchLabels: { tier: b } }')],
    ['in another namespace', SECOND.replace('namespace: vision', 'namespace: audio')],
    ['on a selector without a kind', SECOND.replace('kind: Deployment', 'kind: null')],
    ['on a policy of another API', SECOND.replace('policy.karmada.io', 'policy.example.com')],
    ['on a policy without selectors', SECOND.replace(/resourceSelectors:\n.*/, 'resourceSelectors: null')],
    ['on the same policy twice, which is a fault of its own', FIRST],
  ])('%s', (_, other) => {
    expect(fires(karmadaTwoPolicies, documents(OWN, FIRST, other))).toEqual([]);
  });

  test('on objects that are not here', () => {
    expect(fires(karmadaTwoPolicies, documents(FIRST, SECOND))).toEqual([]);
  });

  test('on objects of Karmada itself, which it never propagates', () => {
    const all = SECOND.replace('apiVersion: apps/v1, kind: Deployment, name: classifier',
      'apiVersion: autoscaling.karmada.io/v1alpha1, kind: FederatedHPA');
    const second = all.replace('name: second', 'name: third');
    expect(fires(karmadaTwoPolicies, documents(OWN, FEDERATED_AUTOSCALER, all, second))).toEqual([]);
  });
});

test('many broad policies over many objects cost no more than their sum', () => {
  const many = (text: string) => Array.from({ length: 400 }, (_, i) => text.replace('classifier', `c${i}`));
  const all = CLUSTER.replace('name: second', 'name: classifier').replace(', name: classifier }\n  pl', ' }\n  pl');
  const start = Date.now();
  // Of so many, the first in the order of their names are looked at.
  expect(fires(karmadaTwoPolicies, documents(...many(all), ...many(OWN)))).toHaveLength(24);
  expect(Date.now() - start).toBeLessThan(5000);
});
