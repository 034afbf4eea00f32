import { ids, named, needs, only } from '../needs';

const policy = (kind: string, placement: string, apiVersion = 'policy.karmada.io/v1alpha1') => (
  named(apiVersion, kind, 'a', `spec: { placement: ${placement} }`));

test.each(['PropagationPolicy', 'ClusterPropagationPolicy'])('the clusters that a %s names', (kind) => {
  const set = policy(kind, '{ clusterAffinity: { clusterNames: [bj, sh, bj] } }');
  expect(needs(set).slice(1)).toEqual([
    ['member-cluster/bj', `${kind} a spec.placement.clusterAffinity.clusterNames`],
    ['member-cluster/sh', `${kind} a spec.placement.clusterAffinity.clusterNames`],
  ]);
  expect(only(set, 'member-cluster/bj').check).toBe('kubectl get clusters.cluster.karmada.io bj');
});

test('a policy that names none, or is not of Karmada, needs none', () => {
  expect(ids(policy('PropagationPolicy', '{ clusterAffinity: { labelSelector: {} } }'))).toEqual(['karmada']);
  expect(ids(policy('PropagationPolicy', '{ clusterAffinity: { clusterNames: [a] } }', 'other.example.com/v1')))
    .toEqual(['api/other.example.com']);
});
