import { nestedSets } from '../../src/kubernetes/nested-sets';

const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const fleet = (workloads: unknown) => ({ apiVersion: 'tensorstack.dev/v1beta1', kind: 'HyperMLService', metadata: { name: 'f' }, spec: { workloads } });
const shown = (owner: any) => nestedSets(owner).map(({ clusters, objects }) => [clusters, objects.map(({ path }) => path)]);

describe('what clusters get of a HyperMLService', () => {
  test('is one set for all clusters that get the same', () => {
    expect(shown(fleet([
      { clusters: ['bj', 'sh'], manifests: [config('a'), config('b')] },
      { clusters: ['sh', 'gz'], manifests: [config('c')] },
    ]))).toEqual([
      [['bj'], ['spec.workloads[0].manifests[0]', 'spec.workloads[0].manifests[1]']],
      [['sh'], ['spec.workloads[0].manifests[0]', 'spec.workloads[0].manifests[1]', 'spec.workloads[1].manifests[0]']],
      [['gz'], ['spec.workloads[1].manifests[0]']],
    ]);
  });

  test('is nothing of any other object', () => {
    expect(nestedSets({ ...fleet([{ clusters: ['bj'], manifests: [config('a')] }]), kind: 'List' })).toEqual([]);
    expect(nestedSets({ ...fleet([{ clusters: ['bj'], manifests: [config('a')] }]), apiVersion: 'v1' })).toEqual([]);
  });

  test.each([null, 'x', {}, [null], [{}], [{ clusters: 'bj' }], [{ clusters: ['bj'], manifests: 'x' }]])('puts up with %j', (workloads) => {
    expect(nestedSets(fleet(workloads)).flatMap((s) => s.objects)).toEqual([]);
  });

  test('leaves out what is no object', () => {
    expect(shown(fleet([{ clusters: ['bj'], manifests: [null, 'x', { kind: 'Pod' }, config('a')] }]))).toEqual([
      [['bj'], ['spec.workloads[0].manifests[3]']],
    ]);
  });

  test('is bounded where each of many clusters shares many objects', () => {
    const many = Array.from({ length: 3000 }, (_, i) => config(`c${i}`));
    const clusters = Array.from({ length: 3000 }, (_, i) => `k${i}`);
    const own = clusters.map((c) => ({ clusters: [c], manifests: [config(c)] }));
    const looked = nestedSets(fleet([{ clusters, manifests: many }, ...own])).reduce((sum, s) => sum + s.objects.length, 0);
    expect(looked).toBeLessThanOrEqual(100_000);
  });
});
