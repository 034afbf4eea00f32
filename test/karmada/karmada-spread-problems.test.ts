import { ReplicaDivision } from '../../src';
import { selectedClusters, spreadProblems } from '../../src/karmada/karmada-spread-problems';
import { codes } from '../helpers';

const BY_CLUSTER = { by: 'cluster' };
const BY_REGION = { by: 'region' };

const problems = (spread: any, replicas?: ReplicaDivision) => codes(spreadProblems(spread, ['bj', 'sh'], replicas));

describe('a spread is refused', () => {
  test.each<[string, unknown, [code: string, field: string]]>([
    ['that is no list', BY_CLUSTER, ['spread-not-a-list', '']],
    ['that is null', null, ['spread-not-a-list', '']],
    ['over regions alone', [BY_REGION], ['spread-without-cluster', '']],
    ['that is empty', [], ['spread-without-cluster', '']],
    ['by cluster twice', [BY_CLUSTER, BY_CLUSTER], ['spread-field-repeated', '[1].by']],
    ['over zones, which no scheduler does', [BY_CLUSTER, { by: 'zone' }], ['spread-field-unsupported', '[1].by']],
    ['over providers', [BY_CLUSTER, { by: 'provider' }], ['spread-field-unsupported', '[1].by']],
    ['over zones alone', [{ by: 'zone' }], ['spread-field-unsupported', '[0].by']],
    ['by nothing', [{}], ['spread-field-unsupported', '[0].by']],
    ['by a constraint that is null', [BY_CLUSTER, null], ['spread-field-unsupported', '[1].by']],
    ['by a constraint that is a string', ['cluster'], ['spread-field-unsupported', '[0].by']],
    ['over more clusters than there are, with which nothing runs', [{ by: 'cluster', minGroups: 5 }], [
      'min-groups-above-clusters', '[0].minGroups',
    ]],
    ['over more regions than clusters', [BY_CLUSTER, { by: 'region', minGroups: 3 }], [
      'min-groups-above-clusters', '[1].minGroups',
    ]],
  ])('%s', (_, spread, [code, field]) => {
    expect(problems(spread)).toEqual([[`karmada/${code}`, `spread${field}`]]);
  });

  test.each<[string, object, string]>([
    ['no group', { minGroups: 0 }, 'minGroups'],
    ['a minimum that is a string', { minGroups: '1' }, 'minGroups'],
    ['a minimum that is a string, although there is a maximum', { minGroups: 'one', maxGroups: 2 }, 'minGroups'],
    ['a maximum below the minimum', { minGroups: 2, maxGroups: 1 }, 'maxGroups'],
    ['a maximum of 0', { maxGroups: 0 }, 'maxGroups'],
  ])('for %s', (_, groups, field) => {
    expect(problems([{ by: 'cluster', ...groups }])).toEqual([['validation/integer', `spread[0].${field}`]]);
  });

  test('together with weights, with which Karmada ignores it', () => {
    const weights = ReplicaDivision.weighted({ bj: 1, sh: 1 });
    expect(problems([BY_CLUSTER], weights)).toEqual([['karmada/spread-with-static-weights', 'spread']]);
    expect(problems([BY_CLUSTER], ReplicaDivision.byAvailableReplicas())).toEqual([]);
  });
});

test.each<[string, any, number]>([
  ['all, without a spread', undefined, 3],
  ['all, over clusters without a maximum', [BY_CLUSTER], 3],
  ['all, over clusters and all regions', [BY_CLUSTER, { by: 'region', maxGroups: 3 }], 3],
  ['those of the maximum', [{ by: 'cluster', maxGroups: 2 }], 2],
  ['one', [{ by: 'cluster', maxGroups: 1 }], 1],
  ['no more than there are', [{ by: 'cluster', maxGroups: 9 }], 3],
  ['one at least, where the regions decide', [BY_CLUSTER, { by: 'region', maxGroups: 1 }], 1],
  ['all, where it is no list', BY_CLUSTER, 3],
  ['all, where a constraint is null', [null], 3],
])('replicas are divided among %s', (_, spread, expected) => {
  expect(selectedClusters(spread, 3)).toBe(expected);
});

test.each([
  ['none', undefined],
  ['over clusters', [BY_CLUSTER]],
  ['over regions and clusters', [BY_REGION, BY_CLUSTER]],
  ['over all clusters', [{ by: 'cluster', minGroups: 2, maxGroups: 2 }]],
  ['over one cluster', [{ by: 'cluster', minGroups: 1, maxGroups: 1 }]],
])('a spread is accepted: %s', (_, spread) => {
  expect(problems(spread)).toEqual([]);
});
