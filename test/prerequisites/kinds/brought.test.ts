import { Inventory } from '../../../src/kubernetes/inventory';
import { brought } from '../../../src/prerequisites/kinds/brought';
import { manifests } from '../../rules/manifests';
import { all, apiService, named } from '../needs';

test('what a set brings, read once', () => {
  const inventory = new Inventory(manifests(all(
    named(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'a',
      'spec: { group: g.example.com, names: { kind: A } }',
    ),
    apiService('metrics.k8s.io'),
    named('cert-manager.io/v1', 'Certificate', 'c', 'spec: { secretName: tls }'),
    named('external-secrets.io/v1', 'ExternalSecret', 'e'),
  )));
  const found = brought(inventory);
  expect([...found.kinds]).toEqual(['g.example.com/A']);
  expect([...found.apis]).toEqual(['metrics.k8s.io']);
  expect([...found.secrets]).toEqual(['default/tls', 'default/e']);
  expect(brought(inventory)).toBe(found);
});

test('a set without such objects brings nothing', () => {
  const { kinds, apis, secrets } = brought(new Inventory([]));
  expect([kinds.size, apis.size, secrets.size]).toEqual([0, 0, 0]);
});
