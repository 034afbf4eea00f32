import { clusterSets, nestedSets, nestedWorkloads } from '../../src/kubernetes/objects-by-cluster';
import { findings } from '../../src/rules/catalogue/findings';

const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'demo' } });
const fleet = (workloads: unknown) => (
  { apiVersion: 'tensorstack.dev/v1beta1', kind: 'HyperMLService', metadata: { name: 'f' }, spec: { workloads } });
const paths = ({ objects }: { objects: ReadonlyArray<{ path: string }> }) => objects.map(({ path }) => path);
const shown = (owner: any) => nestedSets(owner).map((set) => [set.clusters, paths(set)]);

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

  test.each([
    null, 'x', {}, [null], [{}], [{ clusters: 'bj' }], [{ clusters: ['bj'], manifests: 'x' }],
    [{ clusters: [null, {}, { toString: 'x' }], manifests: [config('a')] }],
  ])('is nothing of the workloads %j', (workloads) => {
    expect(nestedSets(fleet(workloads)).flatMap((s) => s.objects)).toEqual([]);
  });

  test('is an object twice where YAML repeats it by an alias', () => {
    const [a, b] = [config('a'), config('b')];
    const owner = fleet([{ clusters: ['bj'], manifests: [a, b, a] }]);
    const [{ objects }] = nestedSets(owner);
    expect(objects.map(({ manifest }) => manifest)).toEqual([a, b, a]);
    expect(new Set(objects.map(({ manifest }) => manifest)).size).toBe(3);
    const found = findings([owner]).map((f) => [f.rule, f.inside?.path]);
    expect(found).toEqual([['duplicate-object', 'spec.workloads[0].manifests[2]']]);
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
    const sets = nestedSets(fleet([{ clusters, manifests: many }, ...own]));
    const looked = sets.reduce((sum, s) => sum + s.objects.length, 0);
    expect(looked).toBeLessThanOrEqual(100_000);
  });
});

describe('the workloads of a HyperMLService', () => {
  const workloadsOf = (owner: any) => nestedWorkloads(owner).map((workload) => [workload.clusters, paths(workload)]);

  test('are as they are written, also without a cluster', () => {
    expect(workloadsOf(fleet([
      { clusters: ['bj', 'sh', 'bj', 7], manifests: [config('a')] },
      null,
      { clusters: [], manifests: ['x', config('b')] },
    ]))).toEqual([
      [['bj', 'sh', '7'], ['spec.workloads[0].manifests[0]']],
      [[], []],
      [[], ['spec.workloads[2].manifests[1]']],
    ]);
  });

  test('are none of any other object', () => {
    expect(workloadsOf({ ...fleet([{ clusters: ['bj'], manifests: [config('a')] }]), apiVersion: 'v1' })).toEqual([]);
  });
});

test('clusters that are in the same workloads are one set', () => {
  const workloads = [['bj', 'sh', 'gz'], ['gz', 'hk'], []].map((clusters) => ({ clusters, objects: [] }));
  expect(clusterSets(workloads)).toEqual([
    { clusters: ['bj', 'sh'], workloads: [0] },
    { clusters: ['gz'], workloads: [0, 1] },
    { clusters: ['hk'], workloads: [1] },
  ]);
});
