import { groupKind, identity, isClusterWide, isOfKarmada, namespaceOf } from '../../src/kubernetes/identity';

describe('the identity of an object', () => {
  test('is its group, kind, namespace and name, not its version', () => {
    const metadata = { name: 'd', namespace: 'vision' };
    const deployment = (version: string) => ({ apiVersion: `apps/${version}`, kind: 'Deployment', metadata });
    expect([deployment('v1'), deployment('v1beta1')].map(identity))
      .toEqual(['apps/Deployment/vision/d', 'apps/Deployment/vision/d']);
    expect(identity({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } })).toBe('/Pod/default/p');
  });

  test('of a cluster-wide kind has no namespace, whatever a chart says', () => {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const role = (namespace?: string) => ({ apiVersion, kind: 'ClusterRole', metadata: { name: 'r', namespace } });
    expect([role(), role('vision')].map(identity)).toEqual(Array(2).fill('rbac.authorization.k8s.io/ClusterRole//r'));
  });
});

test('an object lies in the default namespace where none is given', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod' };
  expect([namespaceOf(pod), namespaceOf({ ...pod, metadata: { namespace: 'a' } })]).toEqual(['default', 'a']);
});

test.each([
  ['Namespace', true],
  ['NodeGroup', true],
  ['ClusterPropagationPolicy', true],
  ['Deployment', false],
  ['toString', false],
])(
  '%s is cluster-wide: %s', (kind, expected) => {
    expect(isClusterWide(kind)).toBe(expected);
  });

test('a group is what stands before the slash', () => {
  expect([groupKind('apps/v1', 'Deployment'), groupKind('v1', 'Pod')]).toEqual(['apps/Deployment', '/Pod']);
});

describe('what an API server takes for the same object', () => {
  const of = (apiVersion: string, kind: string, name: string, namespace?: string) => (
    identity({ apiVersion, kind, metadata: { name, namespace } }));
  test.each<[string, string, string, boolean]>([
    [
      'two versions of a group',
      of('apps/v1', 'Deployment', 'a', 'n'),
      of('apps/v1beta1', 'Deployment', 'a', 'n'),
      true,
    ],
    ['two namespaces', of('v1', 'Secret', 'a', 'n'), of('v1', 'Secret', 'a', 'm'), false],
    ['two kinds', of('v1', 'Secret', 'a', 'n'), of('v1', 'ConfigMap', 'a', 'n'), false],
    ['two groups', of('serving.knative.dev/v1', 'Service', 'a', 'n'), of('v1', 'Service', 'a', 'n'), false],
    ['a cluster-wide kind with two namespaces', of('v1', 'Namespace', 'a', 'n'), of('v1', 'Namespace', 'a'), true],
  ])('%s', (_, a, b, same) => {
    expect(a === b).toBe(same);
  });
});

test.each<[string, boolean]>([
  ['policy.karmada.io/v1alpha1', true],
  ['autoscaling.karmada.io/v1alpha1', true],
  ['karmada.io/v1', true],
  ['notkarmada.io/v1', false],
  ['karmada.io.example.com/v1', false],
  ['apps/v1', false],
  ['v1', false],
  ['karmada.io', false],
])('%s is of an API group of Karmada: %s', (apiVersion, expected) => {
  expect(isOfKarmada(apiVersion)).toBe(expected);
});
