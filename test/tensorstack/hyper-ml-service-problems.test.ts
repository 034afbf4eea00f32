import { ApiObject, Chart, type App } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HyperMLService, Spoke, type HyperMLServiceProps } from '../../src';
import { hyperMLServiceProblems } from '../../src/tensorstack/hyper-ml-service-problems';
import { refused, testChart } from '../helpers';

type Refusal = [code: string, field: string];

const [bj, sh] = ['bj', 'sh'].map((name) => Spoke.of(name));
const map = (scope: Construct, name: string, id: string = name) => new ConfigMap(scope, id, { metadata: { name } });
const POLICY = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'PropagationPolicy', metadata: { name: 'p' } };

describe('HyperMLService refuses', () => {
  test.each<[string, (chart: Chart) => unknown, ...Refusal[]]>([
    ['no groups', () => ({ groups: [] }), ['tensorstack/no-group', 'groups']],
    ['groups that are undefined', () => ({}), ['tensorstack/no-group', 'groups']],
    ['a group without spokes', (chart) => ({ groups: [{ spokes: [], resources: [map(chart, 'a')] }] }),
      ['fleet/no-spoke', 'groups[0].spokes']],
    ['a group without resources', () => ({ groups: [{ spokes: [bj], resources: [] }] }),
      ['fleet/no-construct', 'groups[0].resources']],
    ['a group that is undefined', () => ({ groups: [undefined] }), ['tensorstack/not-an-object', 'groups[0]']],
    ['a group that is a list', () => ({ groups: [[bj]] }), ['tensorstack/not-an-object', 'groups[0]']],
    ['a group without spokes and resources', () => ({ groups: [{}] }),
      ['fleet/no-spoke', 'groups[0].spokes'],
      ['fleet/no-construct', 'groups[0].resources']],
    ['a cluster twice in a group', (chart) => ({ groups: [{ spokes: [bj, bj], resources: [map(chart, 'a')] }] }),
      ['fleet/spoke-repeated', 'groups[0].spokes[1]']],
    ['a cluster with an invalid name', (chart) => ({
      groups: [{ spokes: [Spoke.of('bj_1')], resources: [map(chart, 'a')] }],
    }), ['validation/name', 'groups[0].spokes[0].name']],
    ['a cluster with other options in another group', (chart) => ({
      groups: [
        { spokes: [sh, Spoke.of('bj', { domain: 'a.b' })], resources: [map(chart, 'a')] },
        { spokes: [Spoke.of('bj', { drained: true, tls: false, locality: 'cn' })], resources: [map(chart, 'b')] },
      ],
    }), ['tensorstack/spoke-options-differ', 'groups[1].spokes[0]']],
    ['a reference, which has no object', (chart) => ({
      groups: [{ spokes: [bj], resources: [Secret.fromSecretName(chart, 'S', 's')] }],
    }), ['fleet/construct-without-objects', 'groups[0].resources[0]']],
    ['a name with a slash', (chart) => ({ name: 'a/b', groups: [{ spokes: [bj], resources: [map(chart, 'a')] }] }),
      ['validation/name', 'name']],
    ['an object of Karmada', (chart) => ({
      groups: [{ spokes: [bj], resources: [new ApiObject(chart, 'P', POLICY)] }],
    }), ['tensorstack/karmada-object-nested', 'groups[0].resources[0]']],
    ['its own chart', (chart) => ({ groups: [{ spokes: [bj], resources: [map(chart, 'a') && chart] }] }),
      ['tensorstack/resource-contains-service', 'groups[0].resources[0]']],
    ['its own app', (chart) => ({ groups: [{ spokes: [bj], resources: [map(chart, 'a') && chart.node.root] }] }),
      ['tensorstack/resource-contains-service', 'groups[0].resources[0]']],
    ['several things in several groups', (chart) => ({
      groups: [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: ['sh'], resources: [{}] }],
    }),
    ['fleet/not-a-spoke', 'groups[1].spokes[0]'],
    ['fleet/not-a-construct', 'groups[1].resources[0]']],
  ])('%s', (_, props, ...expected) => {
    const chart = testChart();
    const given = props(chart) as HyperMLServiceProps;
    const before = chart.node.findAll();
    expect(refused(() => new HyperMLService(chart, 'Fleet', given))).toEqual(expected);
    // Nothing is removed from its chart, and nothing half-made stays.
    expect(chart.node.findAll()).toEqual(before);
  });

  test('an object without a namespace, but not an object of a cluster-wide kind', () => {
    const bare = new Chart(testChart().node.root as App, 'bare');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } };
    const resources = [map(bare, 'a'), new ApiObject(bare, 'N', namespace)];
    expect(refused(() => new HyperMLService(bare, 'Fleet', { groups: [{ spokes: [bj], resources }] }))).toEqual([
      ['tensorstack/nested-without-namespace', 'groups[0].resources[0]'],
    ]);
  });

  test('a construct that is nested in another HyperMLService', () => {
    const chart = testChart();
    const config = map(chart, 'a');
    new HyperMLService(chart, 'One', { groups: [{ spokes: [bj], resources: [config] }] });
    const resources = [map(chart, 'b'), config];
    expect(refused(() => new HyperMLService(chart, 'Two', { groups: [{ spokes: [sh], resources }] }))).toEqual([
      ['tensorstack/resource-nested-already', 'groups[0].resources[1]'],
    ]);
  });

  test('a part of a construct that is nested in another HyperMLService', () => {
    const chart = testChart();
    const outer = new Construct(chart, 'Outer');
    const part = map(outer, 'a');
    new HyperMLService(chart, 'One', { groups: [{ spokes: [bj], resources: [outer] }] });
    expect(refused(() => new HyperMLService(chart, 'Two', { groups: [{ spokes: [sh], resources: [part] }] }))).toEqual([
      ['tensorstack/resource-nested-already', 'groups[0].resources[0]'],
    ]);
  });
});

test('the options in which two descriptions of a cluster differ are named', () => {
  const chart = testChart();
  const one = Spoke.of('bj', { domain: 'a.b' });
  const other = Spoke.of('bj', { drained: true, tls: false, locality: 'cn' });
  const groups = [{ spokes: [one], resources: [map(chart, 'a')] }, { spokes: [other], resources: [map(chart, 'b')] }];
  const [{ rule }] = hyperMLServiceProblems(chart, 'fleet', { groups });
  expect(rule).toBe('must have the same domain, tls, drained, locality as in groups[0]');
  const verified = Spoke.of('bj', { domain: 'a.b', credentialName: 'ca', mutualTls: true });
  const again = [groups[0], { ...groups[1], spokes: [verified] }];
  const [second] = hyperMLServiceProblems(chart, 'fleet', { groups: again });
  expect(second.rule).toBe('must have the same credentialName, mutualTls as in groups[0]');
});

test('HyperMLService accepts the same Spoke in two groups, with its defaults set and not set', () => {
  const chart = testChart();
  const groups = [
    { spokes: [bj], resources: [map(chart, 'a')] },
    { spokes: [Spoke.of('bj', { tls: true, drained: false, mutualTls: false })], resources: [map(chart, 'b')] },
  ];
  expect(refused(() => new HyperMLService(chart, 'Fleet', { groups }))).toEqual([]);
});
