import type { Manifest } from '../../../../src/kubernetes/manifest';
import { ResourceSelectors } from '../../../../src/rules/karmada/hub/resource-selectors';

const OBJECT: Manifest = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'm', namespace: 'vision', labels: { a: 'b' } },
};
const ROLE: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'm', namespace: 'vision' },
};

function policy(name: string, resourceSelectors?: object[], namespace: string = 'vision'): Manifest {
  const kind = namespace === '' ? 'ClusterPropagationPolicy' : 'PropagationPolicy';
  return { apiVersion: 'policy.karmada.io/v1alpha1', kind, metadata: { name, namespace }, spec: { resourceSelectors } };
}

function names(policies: Manifest[], object: Manifest = OBJECT, all: boolean = false): unknown[] {
  return new ResourceSelectors(policies, all).of(object).by.map((s) => [s.policy.metadata?.name, s.index]);
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };

test('each policy is found once, by its first selector, in the order that is given', () => {
  const both = [{ apiVersion: 'v1', kind: 'Pod' }, { ...DEPLOYMENT, name: 'm' }, DEPLOYMENT];
  expect(names([policy('b', both), policy('a', [DEPLOYMENT])])).toEqual([['b', 1], ['a', 0]]);
});

test.each<[string, object, string, boolean]>([
  ['by its name', { name: 'm' }, 'vision', true],
  ['by its name, whatever the labels', { name: 'm', labelSelector: { matchLabels: { a: 'c' } } }, 'vision', true],
  ['by empty labels, which are all', { labelSelector: {} }, 'vision', true],
  ['by labels', { labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }, 'vision', true],
  ['not: by labels that it must not have', {
    labelSelector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] },
  }, 'vision', false],
  ['in any namespace, by a policy of all', { name: 'm' }, '', true],
  ['in its namespace, by a policy of all', { namespace: 'vision' }, '', true],
  ['not: in another namespace, by a policy of all', { namespace: 'audio' }, '', false],
  ['not: by a policy of another namespace', {}, 'audio', false],
  ['in its namespace, where the selector says so', { namespace: 'vision' }, 'audio', true],
  ['by an empty name, which is none', { name: '' }, 'vision', true],
])('an object is selected %s', (_, selector, namespace, expected) => {
  expect(names([policy('p', [{ ...DEPLOYMENT, ...selector }], namespace)])).toEqual(expected ? [['p', 0]] : []);
});

test('an object without a namespace is selected by no policy that has one', () => {
  const selector = { apiVersion: ROLE.apiVersion, kind: ROLE.kind, name: 'm' };
  expect(names([policy('a', [selector]), policy('b', [selector], '')], ROLE)).toEqual([['b', 0]]);
});

test('a policy without selectors selects all objects where that is asked for', () => {
  const policies = [policy('a', undefined), policy('b', [], ''), policy('c', [], 'audio')];
  expect(names(policies)).toEqual([]);
  expect(names(policies, OBJECT, true)).toEqual([['a', 0], ['b', 0]]);
});

test('of many broad policies the first are tried, and it says that there are more', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => policy(`p${i}`, [DEPLOYMENT]));
  expect(new ResourceSelectors(many(25)).of(OBJECT).more).toBe(false);
  const { by, more } = new ResourceSelectors(many(26)).of(OBJECT);
  expect([by.length, more]).toEqual([25, true]);
});
