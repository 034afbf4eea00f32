import { ReplicaDivision } from '../../src';
import { divides } from '../../src/rules/karmada/hub/replica-scheduling';
import { codes } from '../helpers';

const CLUSTERS = ['bj', 'sh'];
const POLICY = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'PropagationPolicy' };
const problems = (division: ReplicaDivision, clusters = CLUSTERS, selected?: number) => (
  codes(division._problems('replicas', clusters, selected)));
const BY_ROOM = ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true });

describe('ReplicaDivision writes', () => {
  test.each<[string, ReplicaDivision, object, boolean]>([
    ['all replicas for each cluster', ReplicaDivision.duplicated(), { replicaSchedulingType: 'Duplicated' }, false],
    ['the fewest clusters', ReplicaDivision.aggregated(), {
      replicaSchedulingType: 'Divided', replicaDivisionPreference: 'Aggregated',
    }, true],
    ['parts by room', BY_ROOM, {
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
  ])('%s, in full', (_, division, expected, divided) => {
    expect(division._render()).toEqual(expected);
    expect(divides({ ...POLICY, spec: { placement: { replicaScheduling: division._render() } } })).toBe(divided);
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
    ['a cluster that is not there', { bj: 3, sh: 7, gz: 1 }, [['karmada/weight-of-unknown-cluster', 'gz']]],
    ['a cluster without a weight', { bj: 3 }, [['karmada/cluster-without-weight', 'sh']]],
    ['no weight at all', {}, [['karmada/cluster-without-weight', 'bj'], ['karmada/cluster-without-weight', 'sh']]],
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

describe('ReplicaDivision by available replicas', () => {
  test.each<[string, any]>([
    ['without options', undefined],
    ['with options that are null', null],
    ['with options that say nothing', {}],
    ['with options that do not allow it', { allowEmptyClusters: false }],
  ])('is refused %s, because any number of replicas may leave a cluster without one', (_, options) => {
    const division = ReplicaDivision.byAvailableReplicas(options);
    expect(problems(division)).toEqual([['karmada/cluster-may-get-no-replica', 'replicas']]);
    expect(division._allowsEmptyClusters).toBe(false);
    expect(division._problems('replicas', CLUSTERS)[0].rule).toBe('must give each of the 2 clusters a replica');
  });

  test('is refused where the option is null', () => {
    const division = ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: null as any });
    expect(problems(division)).toEqual([['validation/boolean', 'replicas.allowEmptyClusters']]);
  });

  test('is accepted for one cluster, for one that is selected of several, and where the program allows it', () => {
    const refusing = ReplicaDivision.byAvailableReplicas();
    expect(problems(refusing, ['bj'])).toEqual([]);
    expect(problems(refusing, CLUSTERS, 1)).toEqual([]);
    expect(problems(BY_ROOM)).toEqual([]);
    expect(BY_ROOM._allowsEmptyClusters).toBe(true);
  });
});

describe('ReplicaDivision without some clusters', () => {
  const weights = (division: ReplicaDivision) => (division._render() as any).weightPreference?.staticWeightList
    .map((w: any) => [w.targetCluster.clusterNames[0], w.weight]);

  test('has no weight for them, and the others keep theirs', () => {
    const division = ReplicaDivision.weighted({ bj: 3, sh: 7, gz: 2 });
    expect(weights(division._without(new Set(['sh'])))).toEqual([['bj', 3], ['gz', 2]]);
    expect(weights(division)).toEqual([['bj', 3], ['sh', 7], ['gz', 2]]);
    expect(division._without(new Set())).toBe(division);
  });

  test.each([['duplicated', ReplicaDivision.duplicated()], ['aggregated', ReplicaDivision.aggregated()],
    ['by room', BY_ROOM]])('is the same where it is %s, which cannot say it', (_, division) => {
    expect(division._without(new Set(['sh']))).toBe(division);
  });
});
