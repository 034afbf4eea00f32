import { grantAdapter } from '../../src/metrics/adapter-rbac';
import { synth, testChart } from '../helpers';

test('the adapter can read its authentication, have requests authorized, and list pods', () => {
  const chart = testChart();
  grantAdapter(chart, 'adapter', 'metrics');
  const subjects = [{ kind: 'ServiceAccount', name: 'adapter', namespace: 'metrics' }];
  expect(synth(chart).map(({ kind, metadata, roleRef, rules, subjects: of }) => [
    kind, metadata.namespace, roleRef?.name ?? rules, of,
  ])).toEqual([
    ['RoleBinding', 'kube-system', 'extension-apiserver-authentication-reader', subjects],
    ['ClusterRoleBinding', undefined, 'system:auth-delegator', subjects],
    ['ClusterRole', undefined, [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }], undefined],
    ['ClusterRoleBinding', undefined, 'prometheus-adapter-pods', subjects],
  ]);
});
