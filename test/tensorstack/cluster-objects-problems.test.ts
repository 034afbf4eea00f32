import { ApiObject, Chart } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HyperMLService, MLService, MLServiceRuntime, MLServiceStorage, Spoke, type SpokeGroup } from '../../src';
import { nestedProblems } from '../../src/tensorstack/cluster-objects-problems';
import { codes, refusal, synth, testChart } from '../helpers';

type Refusal = [code: string, field: string];

const [bj, sh, gz] = ['bj', 'sh', 'gz'].map((name) => Spoke.of(name));
const map = (scope: Construct, name: string, id: string = name) => new ConfigMap(scope, id, { metadata: { name } });
const torch = (chart: Chart) => new MLServiceRuntime(chart, 'Torch', { image: 'a/b:1' });
const POLICY = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'OverridePolicy', metadata: { name: 'late' } };

describe('the objects of a cluster are refused with', () => {
  test.each<[string, (chart: Chart) => SpokeGroup[], ...Refusal[]]>([
    ['an object from two groups', (chart) => {
      const config = map(chart, 'a');
      return [
        { spokes: [bj, sh], resources: [config] },
        { spokes: [sh, bj, gz], resources: [map(chart, 'b'), config] },
      ];
    }, ['tensorstack/object-sent-twice', 'groups[1]']],
    ['two objects of one identity', (chart) => [
      { spokes: [bj], resources: [map(chart, 'a'), map(chart, 'a', 'again')] },
    ], ['tensorstack/object-sent-twice', 'groups[0]']],
    ['an MLService without its runtime and its Secret', (chart) => {
      const runtime = torch(chart);
      const secret = new Secret(chart, 'Credential', { metadata: { name: 's3' } });
      const storage = MLServiceStorage.s3('s3://a/b', secret);
      const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime, storage }] });
      return [{ spokes: [bj], resources: [runtime, secret] }, { spokes: [sh], resources: [mnist] }];
    },
    ['tensorstack/reference-not-sent', 'groups[1].resources'],
    ['tensorstack/reference-not-sent', 'groups[1].resources']],
    ['an MLService whose runtime is sent to some of its clusters only', (chart) => {
      const runtime = torch(chart);
      const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime }] });
      return [{ spokes: [bj], resources: [runtime] }, { spokes: [bj, sh, gz], resources: [mnist] }];
    }, ['tensorstack/reference-not-sent', 'groups[1].resources']],
    ['an object that must not be nested', (chart) => [
      { spokes: [bj], resources: [new ApiObject(chart, 'Late', POLICY)] },
    ], ['tensorstack/karmada-object-nested', 'groups[0].resources[0]']],
  ])('%s', (_, groups, ...expected) => {
    expect(codes(nestedProblems(groups(testChart())))).toEqual(expected);
  });
});

describe('the objects of a cluster are accepted with', () => {
  test.each<[string, (chart: Chart) => SpokeGroup[]]>([
    ['a runtime that another group sends to the same cluster', (chart) => {
      const runtime = torch(chart);
      const mnist = new MLService(chart, 'M', { releases: [{ name: 'a', runtime }] });
      return [{ spokes: [bj, sh], resources: [runtime] }, { spokes: [sh], resources: [mnist] }];
    }],
    ['a runtime by its object', (chart) => {
      const runtime = torch(chart);
      const mnist = new MLService(chart, 'M', { releases: [{ name: 'a', runtime }] });
      return [{ spokes: [bj], resources: [runtime.apiObject, mnist] }];
    }],
    ['a runtime and a Secret that the clusters have already', (chart) => {
      const runtime = MLServiceRuntime.fromRuntimeName(chart, 'R', 'torch');
      const storage = MLServiceStorage.s3('s3://a/b', Secret.fromSecretName(chart, 'S', 's'));
      const mnist = new MLService(chart, 'M', { releases: [{ name: 'a', runtime, storage }] });
      return [{ spokes: [bj], resources: [mnist] }];
    }],
    ['one identity in two groups of other clusters', (chart) => [
      { spokes: [bj], resources: [map(chart, 'a')] },
      { spokes: [sh], resources: [map(chart, 'a', 'again')] },
    ]],
    ['the same Spoke in two groups, with its defaults set and not set', (chart) => [
      { spokes: [bj], resources: [map(chart, 'a')] },
      { spokes: [Spoke.of('bj', { tls: true, drained: false })], resources: [map(chart, 'b')] },
    ]],
  ])('%s', (_, make) => {
    const chart = testChart();
    const groups = make(chart);
    expect(nestedProblems(groups)).toEqual([]);
    new HyperMLService(chart, 'Fleet', { groups });
    expect(refusal(() => synth(chart))).toBeUndefined();
  });
});

test('the clusters and the groups of an object that is sent twice are named', () => {
  const chart = testChart();
  const config = map(chart, 'a');
  const two = nestedProblems([{ spokes: [bj, sh], resources: [config] }, { spokes: [bj, sh], resources: [config] }]);
  expect(two.map((p) => [p.value, p.rule])).toEqual([
    ['ConfigMap a', 'must be sent once to bj, sh; groups[0] contains it too'],
  ]);
  const one = nestedProblems([{ spokes: [bj], resources: [map(chart, 'b'), map(chart, 'b', 'again')] }]);
  expect(one.map((p) => [p.value, p.rule])).toEqual([
    ['ConfigMap b', 'must be sent once to bj; groups[0] contains it twice'],
  ]);
});

test('the reference, its MLService and its clusters are named', () => {
  const chart = testChart();
  const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime: torch(chart) }] });
  const problems = nestedProblems([{ spokes: [sh, gz], resources: [mnist] }]);
  expect(problems.map((p) => [p.value, p.rule])).toEqual([
    ['torch', 'must be sent to sh, gz: it is the runtime of MLService mnist'],
  ]);
});
