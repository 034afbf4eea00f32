import { ReplicaDivision } from '../../../../src';
import type { Manifest } from '../../../../src/kubernetes/manifest';
import {
  clustersOf, DRAINED_CLUSTERS, dividedByRoom, divides, withoutReplica, withoutWeight,
} from '../../../../src/rules/karmada/hub/replica-scheduling';

/** A policy for two clusters, with changes of its placement. */
function policy(placement: object = {}): Manifest {
  return {
    apiVersion: 'policy.karmada.io/v1alpha1',
    kind: 'PropagationPolicy',
    spec: { placement: { clusterAffinity: { clusterNames: ['bj', 'sh'] }, ...placement } },
  };
}

const ROOM = ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true });

function without(division: ReplicaDivision, replicas: number): string | undefined {
  return withoutReplica(policy({ replicaScheduling: division._render() }), replicas);
}

describe('a policy divides', () => {
  test.each<[string, object | undefined, boolean]>([
    ['when it says so', { replicaSchedulingType: 'Divided' }, true],
    ['with an empty scheduling', {}, true],
    ['not without a scheduling', undefined, false],
    ['not when it duplicates', { replicaSchedulingType: 'Duplicated' }, false],
    ['not in a way that does not exist', { replicaSchedulingType: 'Halved' }, false],
  ])('%s', (_, replicaScheduling, expected) => {
    expect(divides(policy({ replicaScheduling }))).toBe(expected);
    expect(divides({ ...policy(), spec: undefined })).toBe(false);
  });
});

describe('the clusters of a policy', () => {
  test.each<[string, object, string[] | undefined]>([
    ['are those that it names, each once', { clusterAffinity: { clusterNames: ['a', 'b', 'a'] } }, ['a', 'b']],
    ['are unknown where it names none', { clusterAffinity: { clusterNames: [] } }, undefined],
    ['are unknown without an affinity', { clusterAffinity: undefined }, undefined],
    ['are unknown with labels', { clusterAffinity: { clusterNames: ['a'], labelSelector: {} } }, undefined],
    ['are unknown with fields', { clusterAffinity: { clusterNames: ['a'], fieldSelector: {} } }, undefined],
    ['are unknown with exclusions', { clusterAffinity: { clusterNames: ['a'], exclude: ['a'] } }, undefined],
    ['are unknown with several affinities', { clusterAffinities: [{ affinityName: 'a' }] }, undefined],
  ])('%s', (_, placement, expected) => {
    expect(clustersOf(policy(placement))).toEqual(expected);
  });
});

describe('whether a cluster may get no replica', () => {
  // What Karmada's own scheduler made of the same numbers.
  test.each<[number, number, number, boolean]>([
    [3, 7, 1, false], [3, 7, 2, true], [3, 7, 3, true], [3, 7, 11, true], [30, 70, 10, true],
    [1, 1000, 10, false], [1, 1, 2, true], [1, 19, 9, false], [1, 19, 11, true],
  ])('with weights %d and %d and %d replicas each gets one: %p', (bj, sh, replicas, each) => {
    expect(without(ReplicaDivision.weighted({ bj, sh }), replicas) === undefined).toBe(each);
  });

  test('a tie counts as lost: Karmada breaks it by the UID of the object', () => {
    expect(without(ReplicaDivision.weighted({ bj: 1, sh: 3 }), 2)).toBe('bj may get none by the weights');
    expect(without(ReplicaDivision.weighted({ bj: 1, sh: 3 }), 3)).toBeUndefined();
  });

  test.each<[string, ReplicaDivision, number, string | undefined]>([
    ['too few by weight', ReplicaDivision.weighted({ bj: 1, sh: 1 }), 1, 'they are fewer than the 2 clusters'],
    ['too few by room', ROOM, 1, 'they are fewer than the 2 clusters'],
    ['enough where each has room', ROOM, 2, undefined],
    ['one, aggregated', ReplicaDivision.aggregated(), 1, undefined],
    ['none, aggregated', ReplicaDivision.aggregated(), 0, 'no cluster gets one'],
    ['none, duplicated', ReplicaDivision.duplicated(), 0, undefined],
  ])('%s', (_, division, replicas, expected) => {
    expect(without(division, replicas)).toBe(expected);
  });
});

describe('whether a cluster of a policy written by hand may get no replica', () => {
  const weighed = (weightPreference: object) => ({ replicaScheduling: { weightPreference } });
  const weight = (name: string, value: number) => ({ targetCluster: { clusterNames: [name] }, weight: value });
  const spread = (...spreadConstraints: object[]) => ({ replicaScheduling: {}, spreadConstraints });

  test.each<[string, object, number, string | undefined]>([
    ['equal parts, where nothing is said', { replicaScheduling: {} }, 1, 'they are fewer than the 2 clusters'],
    ['equal parts that are enough', { replicaScheduling: {} }, 2, undefined],
    ['a cluster without a weight', weighed({ staticWeightList: [weight('bj', 1)] }), 9,
      'sh may get none by the weights'],
    ['weights of other clusters alone, which count as none', weighed({ staticWeightList: [weight('hz', 1)] }), 2,
      undefined],
    ['one weight for all', weighed({ staticWeightList: [{ weight: 3 }] }), 2, undefined],
    ['the greatest of several weights', weighed({
      staticWeightList: [weight('bj', 1), weight('bj', 100), weight('sh', 100)],
    }), 2, undefined],
    ['room, which wins over weights', weighed({
      staticWeightList: [weight('bj', 1)], dynamicWeight: 'AvailableReplicas',
    }), 2, undefined],
    ['clusters by labels have a weight', weighed({
      staticWeightList: [{ targetCluster: { labelSelector: {} }, weight: 1 }],
    }), 2, undefined],
    ['a preference that does not exist', { replicaScheduling: { replicaDivisionPreference: 'Fair' } }, 1, undefined],
    ['the scheduler selects one cluster', spread({ spreadByField: 'cluster', maxGroups: 1 }), 1, undefined],
    ['the scheduler selects both', spread({ maxGroups: 2 }), 1, 'they are fewer than the 2 clusters'],
    ['the scheduler selects one region', spread({ maxGroups: 2 }, { spreadByField: 'region', maxGroups: 1 }), 1,
      undefined],
    ['a spread by labels', spread({ spreadByLabel: 'tier', maxGroups: 2 }), 1, undefined],
    ['a spread without a maximum', spread({ spreadByField: 'cluster' }), 1, undefined],
  ])('%s', (_, placement, replicas, expected) => {
    expect(withoutReplica(policy(placement), replicas)).toBe(expected);
  });

  test('many weights: all that may get none, and no others', () => {
    const names = Array.from({ length: 200 }, (_, i) => `c${i}`);
    const placement = {
      clusterAffinity: { clusterNames: names },
      ...weighed({ staticWeightList: names.map((name, i) => weight(name, i < 2 ? 1 : 100)) }),
    };
    expect(withoutReplica(policy(placement), 200)).toBe('c0, c1 may get none by the weights');
    expect(withoutReplica(policy(placement), 198 * 51)).toBeUndefined();
  });
});

describe('the clusters among which a policy divides by their room', () => {
  const ROOMY = { replicaScheduling: { weightPreference: { dynamicWeight: 'AvailableReplicas' } } };

  test.each<[string, object, string[] | undefined]>([
    ['are all that it names', ROOMY, ['bj', 'sh']],
    ['are those that the scheduler selects at most', {
      ...ROOMY,
      clusterAffinity: { clusterNames: ['a', 'b', 'c'] },
      spreadConstraints: [{ spreadByField: 'cluster', maxGroups: 2 }],
    }, ['a', 'b']],
    ['are none where there is one, which gets all', { ...ROOMY, clusterAffinity: { clusterNames: ['a'] } }, undefined],
    ['are none where the scheduler selects one', {
      ...ROOMY, spreadConstraints: [{ spreadByField: 'cluster', maxGroups: 1 }],
    }, undefined],
    ['are unknown where the regions decide', {
      ...ROOMY, spreadConstraints: [{ maxGroups: 2 }, { spreadByField: 'region', maxGroups: 1 }],
    }, undefined],
    ['are unknown where labels select them', { ...ROOMY, clusterAffinity: { labelSelector: {} } }, undefined],
    ['are none by weights', { replicaScheduling: {} }, undefined],
    ['are none where few clusters are used on purpose', {
      replicaScheduling: {
        replicaDivisionPreference: 'Aggregated', weightPreference: { dynamicWeight: 'AvailableReplicas' },
      },
    }, undefined],
    ['are none where each gets all', {
      replicaScheduling: {
        replicaSchedulingType: 'Duplicated', weightPreference: { dynamicWeight: 'AvailableReplicas' },
      },
    }, undefined],
  ])('%s', (_, placement, expected) => {
    expect(dividedByRoom(policy(placement))).toEqual(expected);
  });
});

test('clusters without a weight are those that no entry matches, where one matches another cluster', () => {
  const weighed = (...names: string[]) => policy({
    replicaScheduling: {
      weightPreference: {
        staticWeightList: names.map((name) => ({ targetCluster: { clusterNames: [name] }, weight: 1 })),
      },
    },
  });
  expect(withoutWeight(weighed('bj'))).toEqual(['sh']);
  expect(withoutWeight(weighed('bj', 'sh'))).toEqual([]);
  expect(withoutWeight(weighed('hz'))).toEqual([]);
  expect(withoutWeight(policy({ replicaScheduling: ROOM._render() }))).toEqual([]);
  expect(withoutWeight(policy())).toEqual([]);
});

describe('a cluster that the annotation of a policy names as drained', () => {
  const weight = (name: string, value: number) => ({ targetCluster: { clusterNames: [name] }, weight: value });
  const drained = (names: any, replicas: number, ...staticWeightList: object[]) => withoutReplica({
    ...policy({
      clusterAffinity: { clusterNames: ['bj', 'sh', 'gz'] },
      replicaScheduling: { weightPreference: { staticWeightList } },
    }),
    metadata: { name: 'p', annotations: { [DRAINED_CLUSTERS]: names } },
  }, replicas);
  const [BJ, SH, GZ] = ['bj', 'sh', 'gz'].map((name) => weight(name, 1));

  test.each<[string, unknown, number, object[], string | undefined]>([
    ['needs no replica without a weight', 'sh', 2, [BJ, GZ], undefined],
    ['needs no replica, nor does a second one', ' sh, gz', 1, [BJ], undefined],
    ['leaves the others to need one', 'sh', 1, [BJ, GZ], 'they are fewer than the 2 clusters'],
    ['leaves the others to need a weight', 'sh', 9, [BJ], 'gz may get none by the weights'],
    ['needs one where it has a weight', 'sh', 2, [BJ, SH, GZ], 'they are fewer than the 3 clusters'],
    ['needs one where no cluster has a weight, because all get the same', 'sh', 2, [],
      'they are fewer than the 3 clusters'],
    ['is one of the policy', 'hz', 9, [BJ, GZ], 'sh may get none by the weights'],
    ['is named by a string', 7, 9, [BJ, GZ], 'sh may get none by the weights'],
  ])('%s', (_, names, replicas, list, expected) => {
    expect(drained(names, replicas, ...list)).toBe(expected);
  });
});
