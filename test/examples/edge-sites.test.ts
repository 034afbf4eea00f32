import { golden, objects, run } from './example';

const files = run('edge-sites');

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('edge-sites'));
});

test('prints a file for each shop, whose objects are in the namespace of the shop', () => {
  const namespaces = Object.entries(files).map(([file, text]) => (
    [file, ...new Set(objects({ [file]: text }).map((o) => o.metadata.namespace))]));
  expect(namespaces).toEqual([
    ['aachen.k8s.yaml', 'shop-aachen'],
    ['bremen.k8s.yaml', 'shop-bremen'],
    ['chemnitz.k8s.yaml', 'shop-chemnitz'],
  ]);
});

test('scales each shop by its cameras, on its own nodes', () => {
  const all = objects(files);
  const maxima = all.filter((o) => o.kind === 'HorizontalPodAutoscaler').map((o) => o.spec.maxReplicas);
  const shops = all.filter((o) => o.kind === 'Deployment').map(({ spec }) => {
    const [term] = spec.template.spec.affinity.nodeAffinity
      .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    return term.matchExpressions.find((e: { key: string }) => e.key === 'shop.example.com/name').values;
  });
  expect(maxima).toEqual([2, 4, 6]);
  expect(shops).toEqual([['aachen'], ['bremen'], ['chemnitz']]);
});
