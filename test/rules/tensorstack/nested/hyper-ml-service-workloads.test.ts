import { Inventory } from '../../../../src/kubernetes/inventory';
import { workloadsOf } from '../../../../src/rules/tensorstack/nested/hyper-ml-service-workloads';
import { config, fleet } from '../fleet';

test('the workloads of all HyperMLServices are read, with their owners and the places of their objects', () => {
  const objects = [
    fleet([{ clusters: ['bj', 'sh'], manifests: [config('a'), config('b')] }]),
    config('c'),
    fleet([{ clusters: ['bj'], manifests: [] }, { clusters: ['gz'], manifests: [config('d')] }], 'other'),
  ];
  const found = workloadsOf(new Inventory(objects)).map(({ owner, clusters, objects: inside }) => [
    owner.metadata?.name, clusters, inside.map(({ manifest, path }) => `${manifest.metadata?.name} ${path}`),
  ]);
  expect(found).toEqual([
    ['fleet', ['bj', 'sh'], ['a spec.workloads[0].manifests[0]', 'b spec.workloads[0].manifests[1]']],
    ['other', ['bj'], []],
    ['other', ['gz'], ['d spec.workloads[1].manifests[0]']],
  ]);
});

test('what is read of an object has the shape of the schema', () => {
  const metadata = { name: 'mnist', namespace: null, labels: 'none' };
  const spec = { releases: [{ predictor: { model: { runtime: 1 } } }], transformer: 'none' };
  const manifests = [{ apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService', metadata, spec }];
  const [{ objects: [{ manifest }] }] = workloadsOf(new Inventory([fleet([{ clusters: ['bj'], manifests }])]));
  expect([manifest.metadata, manifest.spec]).toEqual([{ name: 'mnist' }, { releases: [{ predictor: { model: {} } }] }]);
});
