import { all, ids, needs, only } from '../needs';

const service = (namespace: string) => '{ apiVersion: v1, kind: Service, metadata: { name: a, namespace: '
  + `${namespace} } }`;

test('a namespace that is not here', () => {
  expect(needs(service('vision'))).toEqual([['namespace/vision', 'Service vision/a metadata.namespace']]);
  expect(only(service('vision'), 'namespace/vision')).toMatchObject({
    check: 'kubectl get namespace vision', expected: 'vision with the status Active',
  });
  expect(ids(all(service('vision'), '{ apiVersion: v1, kind: Namespace, metadata: { name: vision } }'))).toEqual([]);
});

test.each(
  ['default', 'kube-system', 'kube-public', 'kube-node-lease', "''", 'null'],
)('%s is in every cluster', (namespace) => {
  expect(ids(service(namespace))).toEqual([]);
});

test('a cluster-wide object is in none', () => {
  expect(
    ids('{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: a, namespace: vision } }'),
  ).toEqual([]);
});
