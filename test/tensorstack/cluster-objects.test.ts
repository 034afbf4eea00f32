import { ApiObject, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { Spoke, type SpokeGroup } from '../../src';
import { objectsByCluster } from '../../src/tensorstack/cluster-objects';
import { testChart } from '../helpers';

const [bj, sh, gz] = ['bj', 'sh', 'gz'].map((name) => Spoke.of(name));
const map = (chart: Chart, name: string) => new ConfigMap(chart, name, { metadata: { name } });

/** The clusters, their groups, and each object with its first group. */
function byCluster(groups: SpokeGroup[]): Array<[spokes: string, groups: number[], objects: Record<string, number>]> {
  return objectsByCluster(groups).map(({ spokes, groups: indexes, objects }) => [
    spokes.map((s) => s.name).join(),
    indexes,
    Object.fromEntries([...objects].map(([object, group]: [ApiObject, number]) => [object.name, group])),
  ]);
}

test('clusters of the same groups are one set', () => {
  const resources = [map(testChart(), 'a')];
  expect(byCluster([{ spokes: [bj, sh], resources }])).toEqual([['bj,sh', [0], { a: 0 }]]);
});

test('a cluster gets the objects of all of its groups', () => {
  const chart = testChart();
  const [a, b] = [map(chart, 'a'), map(chart, 'b')];
  expect(byCluster([{ spokes: [bj, sh], resources: [a] }, { spokes: [sh, gz], resources: [b] }])).toEqual([
    ['bj', [0], { a: 0 }],
    ['sh', [0, 1], { a: 0, b: 1 }],
    ['gz', [1], { b: 1 }],
  ]);
});

test('an object of several groups counts for the first of them', () => {
  const chart = testChart();
  const [a, b] = [map(chart, 'a'), map(chart, 'b')];
  expect(byCluster([{ spokes: [bj], resources: [a] }, { spokes: [bj], resources: [b, a] }])).toEqual([
    ['bj', [0, 1], { a: 0, b: 1 }],
  ]);
});
