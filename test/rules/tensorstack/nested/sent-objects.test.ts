import { Inventory } from '../../../../src/kubernetes/inventory';
import { workloadsOf } from '../../../../src/rules/tensorstack/nested/hyper-ml-service-workloads';
import { SentObjects, type Wanted } from '../../../../src/rules/tensorstack/nested/sent-objects';
import { config, fleet, runtime, secret } from '../fleet';

function sentOf(...objects: unknown[]): SentObjects {
  const inventory = new Inventory(objects);
  return new SentObjects(inventory, workloadsOf(inventory));
}

const TORCH: Wanted = { kind: 'MLServiceRuntime', namespace: 'demo', name: 'torch' };
const without = (sent: SentObjects, workload: number, wanted: Wanted = TORCH) => (
  sent.clustersWithout(wanted, workload).flatMap(({ clusters }) => clusters));

describe('an object is in the set', () => {
  test.each<[string, unknown[], boolean]>([
    ['inside a HyperMLService', [fleet([{ clusters: ['bj'], manifests: [runtime('torch')] }])], true],
    ['outside', [runtime('torch')], true],
    ['under another name', [runtime('triton')], false],
    ['in another namespace', [runtime('torch', 'other')], false],
    ['without a namespace', [runtime('torch', null)], false],
    ['of another kind', [secret('torch'), config('torch')], false],
    ['of another platform', [{ ...runtime('torch'), apiVersion: 'example.com/v1' }], false],
    ['nowhere', [], false],
  ])('%s: %j is %s', (_, objects, expected) => {
    expect(sentOf(...objects).has(TORCH)).toBe(expected);
  });
});

describe('the clusters of a workload that do not get an object', () => {
  const sent = sentOf(
    fleet([
      { clusters: ['bj', 'sh'], manifests: [runtime('torch')] },
      { clusters: ['sh', 'gz', 'hk'], manifests: [config('a')] },
      { clusters: ['hk'], manifests: [secret('s3')] },
    ]),
    fleet([{ clusters: ['gz'], manifests: [runtime('torch')] }], 'other'),
  );

  const EXPECTED: Array<[number, string[]]> = [[0, []], [1, ['hk']], [2, ['hk']], [3, []]];
  test.each(EXPECTED)('of workload %d are %j', (i, expected) => {
    expect(without(sent, i)).toEqual(expected);
    // It is worked out once.
    expect(without(sent, i)).toEqual(expected);
  });

  test('of another object are others', () => {
    expect(without(sent, 1, { kind: 'Secret', namespace: 'demo', name: 's3' })).toEqual(['sh', 'gz']);
  });

  test('are none where the object has no namespace yet', () => {
    expect(without(sentOf(fleet([{ clusters: ['bj'], manifests: [runtime('torch', null)] }])), 0)).toEqual([]);
  });
});

test('the cost is linear: many objects that each of many clusters lacks are not all worked out', () => {
  const names = Array.from({ length: 3000 }, (_, i) => `n${i}`);
  const own = names.map((name) => ({ clusters: [name], manifests: [config(name)] }));
  const sent = sentOf(fleet([{ clusters: names, manifests: [] }, ...own]), ...names.map((name) => runtime(name)));
  const lacking = names.map((name) => without(sent, 0, { kind: 'MLServiceRuntime', namespace: 'demo', name }).length);
  const total = lacking.reduce((sum, n) => sum + n, 0);
  expect(lacking[0]).toBe(3000);
  expect(total).toBeLessThan(1_000_000);
});
