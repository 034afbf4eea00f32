import { ReplicaDivision } from '../../src';
import { describe as say } from '../../src/validation/problem';

const CLUSTERS = ['bj', 'sh'];
const problems = (division: ReplicaDivision, clusters: string[] = CLUSTERS) => division._problems('replicas', clusters).map(say);

describe('ReplicaDivision writes', () => {
  test.each<[string, ReplicaDivision, object, boolean]>([
    ['all replicas for each cluster', ReplicaDivision.duplicated(), { replicaSchedulingType: 'Duplicated' }, false],
    ['the fewest clusters', ReplicaDivision.aggregated(), { replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated' }, true],
    ['parts by room', ReplicaDivision.byAvailableReplicas(), { replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Weighted', weightPreference: { dynamicWeight: 'AvailableReplicas' } }, true],
    ['parts by weight', ReplicaDivision.weighted({ bj: 3, sh: 7 }), {
      replicaSchedulingType: 'Divided',
      replicaDivisionPreference: 'Weighted',
      weightPreference: { staticWeightList: [{ targetCluster: { clusterNames: ['bj'] }, weight: 3 }, { targetCluster: { clusterNames: ['sh'] }, weight: 7 }] },
    }, true],
  ])('%s, in full', (_, division, expected, divides) => {
    expect(division._render()).toEqual(expected);
    expect(division._divides).toBe(divides);
    expect(problems(division)).toEqual([]);
  });

  test('the weights as they were when it was made', () => {
    const weights = { bj: 3, sh: 7 };
    const division = ReplicaDivision.weighted(weights);
    weights.bj = 9;
    expect(JSON.stringify(division._render())).toContain('"weight":3');
  });
});

describe('ReplicaDivision refuses', () => {
  const whole = (name: string, got: string) => `replicas.weights["${name}"]: got ${got}; must be a whole number of at least 1 — Karmada would refuse the policy; give its proportion`;
  const missing = (name: string) => `replicas.weights["${name}"]: got undefined; is missing — a cluster without a weight gets no replica, and the workload is not made there; give its proportion, or leave the cluster out`;

  test.each<[string, Record<string, any>, string[]]>([
    ['a weight of 0', { bj: 0, sh: 7 }, [whole('bj', '0')]],
    ['a weight below 0', { bj: -1, sh: 7 }, [whole('bj', '-1')]],
    ['a part of a weight', { bj: 0.5, sh: 7 }, [whole('bj', '0.5')]],
    ['a weight that is a text', { bj: '3', sh: 7 }, [whole('bj', '"3"')]],
    ['a cluster that is not there', { bj: 3, sh: 7, gz: 1 }, ['replicas.weights["gz"]: got 1; is none of the clusters: bj, sh — Karmada would ignore it without a word; correct the name, or remove it']],
    ['a cluster without a weight', { bj: 3 }, [missing('sh')]],
    ['no weight at all', {}, [missing('bj'), missing('sh')]],
  ])('%s', (_, weights, expected) => {
    expect(problems(ReplicaDivision.weighted(weights))).toEqual(expected);
  });

  test('no value throws', () => {
    expect(problems(ReplicaDivision.weighted(undefined as any))).toHaveLength(2);
  });
});

describe('whether a cluster may get no replica', () => {
  // What Karmada's own scheduler made of the same numbers.
  test.each<[number, number, number, boolean]>([
    [3, 7, 1, false], [3, 7, 2, true], [3, 7, 3, true], [3, 7, 11, true], [30, 70, 10, true],
    [1, 1000, 10, false], [1, 1, 2, true], [1, 19, 9, false], [1, 19, 11, true],
  ])('with weights %d and %d and %d replicas each gets one: %p', (bj, sh, replicas, each) => {
    expect(ReplicaDivision.weighted({ bj, sh })._without(replicas, CLUSTERS) === undefined).toBe(each);
  });

  test('a tie counts as lost: Karmada breaks it by what only the cluster knows', () => {
    expect(ReplicaDivision.weighted({ bj: 1, sh: 3 })._without(2, CLUSTERS)).toBe('bj may get none by the weights');
    expect(ReplicaDivision.weighted({ bj: 1, sh: 3 })._without(3, CLUSTERS)).toBeUndefined();
  });

  test.each<[string, ReplicaDivision, number, string | undefined]>([
    ['too few by weight', ReplicaDivision.weighted({ bj: 1, sh: 1 }), 1, 'they are fewer than the 2 clusters'],
    ['too few by room', ReplicaDivision.byAvailableReplicas(), 1, 'they are fewer than the 2 clusters'],
    ['enough by room', ReplicaDivision.byAvailableReplicas(), 2, undefined],
    ['one, aggregated', ReplicaDivision.aggregated(), 1, undefined],
    ['none, aggregated', ReplicaDivision.aggregated(), 0, 'no cluster gets one'],
    ['none, duplicated', ReplicaDivision.duplicated(), 0, undefined],
  ])('%s', (_, division, replicas, expected) => {
    expect(division._without(replicas, CLUSTERS)).toBe(expected);
  });
});
