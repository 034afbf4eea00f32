import { ReplicaDivision } from '../../src';
import { codes } from '../helpers';

const CLUSTERS = ['bj', 'sh'];
const problems = (division: ReplicaDivision, clusters = CLUSTERS) => codes(division._problems('replicas', clusters));

describe('ReplicaDivision writes', () => {
  test.each<[string, ReplicaDivision, object, boolean]>([
    ['all replicas for each cluster', ReplicaDivision.duplicated(), { replicaSchedulingType: 'Duplicated' }, false],
    ['the fewest clusters', ReplicaDivision.aggregated(), {
      replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated',
    }, true],
    ['parts by room', ReplicaDivision.byAvailableReplicas(), {
      replicaSchedulingType: 'Divided',
      replicaDivisionPreference: 'Weighted',
      weightPreference: { dynamicWeight: 'AvailableReplicas' },
    }, true],
    ['parts by weight', ReplicaDivision.weighted({ bj: 3, sh: 7 }), {
      replicaSchedulingType: 'Divided',
      replicaDivisionPreference: 'Weighted',
      weightPreference: {
        staticWeightList: [
          { targetCluster: { clusterNames: ['bj'] }, weight: 3 },
          { targetCluster: { clusterNames: ['sh'] }, weight: 7 },
        ],
      },
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
  test.each<[string, Record<string, any>, Array<[code: string, cluster: string]>]>([
    ['a weight of 0', { bj: 0, sh: 7 }, [['validation/integer', 'bj']]],
    ['a weight below 0', { bj: -1, sh: 7 }, [['validation/integer', 'bj']]],
    ['a part of a weight', { bj: 0.5, sh: 7 }, [['validation/integer', 'bj']]],
    ['a weight that is a string', { bj: '3', sh: 7 }, [['validation/integer', 'bj']]],
    ['a cluster that is not there', { bj: 3, sh: 7, gz: 1 }, [['karmada/weight-of-unknown-cluster', 'gz']]],
    ['a cluster without a weight', { bj: 3 }, [['karmada/cluster-without-weight', 'sh']]],
    ['no weight at all', {}, [['karmada/cluster-without-weight', 'bj'], ['karmada/cluster-without-weight', 'sh']]],
    ['weights that are undefined', undefined as any, [
      ['karmada/cluster-without-weight', 'bj'], ['karmada/cluster-without-weight', 'sh'],
    ]],
  ])('%s', (_, weights, expected) => {
    const found = expected.map(([code, cluster]) => [code, `replicas.weights["${cluster}"]`]);
    expect(problems(ReplicaDivision.weighted(weights))).toEqual(found);
  });

  test('a cluster without a weight, also one that is called like a method of every object', () => {
    expect(problems(ReplicaDivision.weighted({ bj: 3 }), ['bj', 'constructor'])).toEqual([
      ['karmada/cluster-without-weight', 'replicas.weights["constructor"]'],
    ]);
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

  test('a tie counts as lost: Karmada breaks it by the UID of the object', () => {
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
