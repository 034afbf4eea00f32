import { isClusterWide } from '../../../../src/kubernetes/identity';
import { isNamespaced, NAMESPACED } from '../../../../src/rules/tensorstack/nested/namespaced-kinds';

test.each<[string, string, boolean]>([
  ['v1', 'Secret', true],
  ['apps/v1', 'Deployment', true],
  ['apps/v1beta1', 'Deployment', true],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', true],
  ['tensorstack.dev/v1beta1', 'MLServiceRuntime', true],
  ['serving.knative.dev/v1', 'Service', true],
  ['v1', 'Namespace', false],
  ['v1', 'Deployment', false],
  ['cert-manager.io/v1', 'ClusterIssuer', false],
  ['gateway.networking.k8s.io/v1', 'GatewayClass', false],
])('the kind of %s %s is known to be namespaced: %s', (apiVersion, kind, expected) => {
  expect(isNamespaced(apiVersion, kind)).toBe(expected);
});

test('no kind is known to be both namespaced and cluster-wide', () => {
  const kinds = [...NAMESPACED].map((k) => k.slice(k.indexOf('/') + 1));
  expect(kinds.length).toBeGreaterThan(50);
  expect(kinds.filter(isClusterWide)).toEqual([]);
});
