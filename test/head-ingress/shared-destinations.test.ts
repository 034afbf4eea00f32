import { Chart, Duration, type App } from 'cdk8s';
import { Construct } from 'constructs';
import { fleetOf, hostOf, spoke, TWO, type Changes } from './fleet';
import { HeadIngress, HeadIngressMode, Spoke, type HeadIngressProps } from '../../src';
import { differingSettings } from '../../src/head-ingress/shared-destinations';
import { refused, stopped, synth, testChart } from '../helpers';

const NEAR = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];
const FAILOVER = { failover: true, failoverHost: 'all.example.com' };

interface Case {
  readonly spokes?: Spoke[];
  readonly first?: Changes;
  readonly second?: Changes;
}

/** A chart with a head ingress at /a, and the properties of a second one at /b of the same fleet. */
function pair({ spokes = TWO, first, second }: Case = {}): { chart: Chart; one: HeadIngress; props: HeadIngressProps } {
  const chart = testChart();
  const props = { fleet: fleetOf(chart, spokes), gateway: 'istio-ingress/public', hosts: ['mnist.example.com'] };
  const one = new HeadIngress(chart, 'One', { ...props, path: '/a', ...first });
  return { chart, one, props: { ...props, path: '/b', ...second } };
}

function refusedSecond(given: Case): Array<[string, string]> {
  const { chart, props } = pair(given);
  return refused(() => new HeadIngress(chart, 'Two', props));
}

const titles = (chart: Chart) => synth(chart).map((o) => `${o.kind} ${o.metadata.name}`);

describe('two head ingresses of one fleet', () => {
  test('have one ServiceEntry and one DestinationRule for each host', () => {
    const { chart, one, props } = pair();
    const two = new HeadIngress(chart, 'Two', props);
    expect(titles(chart)).toEqual([
      'ServiceEntry one-bj', 'ServiceEntry one-sh', 'DestinationRule one-bj', 'DestinationRule one-sh',
      'VirtualService one', 'VirtualService two',
    ]);
    expect(two.serviceEntries).toEqual(one.serviceEntries);
    expect(two.destinationRules.map((o, i) => o === one.destinationRules[i])).toEqual([true, true]);
    const routes = synth(chart).filter((o) => o.kind === 'VirtualService').map((o) => o.spec.http[0].route);
    expect(routes[1]).toEqual(routes[0]);
  });

  test('have objects of their own where only one of them routes to a host', () => {
    const { chart, props } = pair({ second: { spokeHosts: { sh: 'mnist.sh.example.org' } } });
    const two = new HeadIngress(chart, 'Two', props);
    expect(titles(chart).filter((t) => t.endsWith('-sh'))).toEqual([
      'ServiceEntry one-sh', 'DestinationRule one-sh', 'ServiceEntry two-sh', 'DestinationRule two-sh',
    ]);
    expect(two.destinationRules.map((o) => o.name)).toEqual(['one-bj', 'two-sh']);
  });

  test('share the endpoints of a failover', () => {
    const { chart, props } = pair({ spokes: NEAR, first: FAILOVER, second: FAILOVER });
    new HeadIngress(chart, 'Two', props);
    expect(titles(chart)).toEqual([
      'ServiceEntry one', 'DestinationRule one', 'VirtualService one', 'VirtualService two',
    ]);
  });

  test('share them with a third', () => {
    const { chart, one, props } = pair();
    new HeadIngress(chart, 'Two', props);
    const three = new HeadIngress(chart, 'Three', { ...props, path: '/c' });
    expect(three.serviceEntries).toEqual(one.serviceEntries);
  });
});

test.each<[string, Case]>([
  ['a default that one of them spells out', {
    first: { connectionLimits: { connectTimeout: Duration.seconds(5) } },
    second: { outlierDetection: { consecutiveGatewayErrors: 5 } },
  }],
  ['another time, weight and retry', {
    second: { timeout: Duration.seconds(9), weights: { bj: 10, sh: 90 }, retries: { attempts: 1 } },
  }],
  ['the default version of the API, which it spells out', { second: { istioVersion: 'v1' } }],
  ['another version of the API for other hosts', {
    second: { istioVersion: 'v1beta1', spokeHosts: { bj: 'a.example.org', sh: 'b.example.org' } },
  }],
  ['the Gateway API', { second: { mode: HeadIngressMode.GATEWAY_API } }],
  ['a failover beside weights, which has a host of its own', { spokes: NEAR, second: FAILOVER }],
  ['other limits to another host', {
    first: { ...FAILOVER },
    second: { ...FAILOVER, failoverHost: 'b.example.com', connectionLimits: { maxConnections: 9 } },
    spokes: NEAR,
  }],
])('a second head ingress is accepted with %s', (_, given) => {
  expect(refusedSecond(given)).toEqual([]);
});

const DIFFERENT = 'head-ingress/destination-settings-differ';

test.each<[string, Case, ...Array<[string, string]>]>([
  ['other connection limits', { second: { connectionLimits: { maxConnections: 9 } } }, [DIFFERENT, 'connectionLimits']],
  ['another outlier detection', { first: { outlierDetection: { interval: Duration.seconds(1) } } },
    [DIFFERENT, 'outlierDetection']],
  ['another version of the API', { second: { istioVersion: 'v1beta1' } },
    ['head-ingress/istio-version-differs', 'istioVersion']],
  ['the default version beside another', { first: { istioVersion: 'v1beta1' } },
    ['head-ingress/istio-version-differs', 'istioVersion']],
  ['both', {
    first: { connectionLimits: { maxConnections: 9 }, outlierDetection: { interval: Duration.seconds(1) } },
  }, [DIFFERENT, 'connectionLimits'], [DIFFERENT, 'outlierDetection']],
  ['a host that is weighted in one and a failover in the other', {
    spokes: NEAR, second: { ...FAILOVER, failoverHost: hostOf('sh') },
  }, ['head-ingress/destination-endpoints-differ', 'failover']],
])('a second head ingress is refused with %s', (_, given, ...expected) => {
  expect(refusedSecond(given)).toEqual(expected);
});

describe('spokes of another fleet with the same hosts', () => {
  function beside(options: object, changes: Changes = {}): Array<[string, string]> {
    const { chart, props } = pair({ spokes: NEAR, first: changes });
    const spokes = NEAR.map((s) => Spoke.of(s.name, { ...s._options, ...options }));
    const fleet = fleetOf(testChart(), spokes);
    return refused(() => new HeadIngress(chart, 'Two', { ...props, ...changes, fleet }));
  }

  test.each<[string, object]>([
    ['without TLS', { tls: false }],
    ['with another authority', { credentialName: 'ca' }],
  ])('are refused %s', (_, options) => {
    expect(beside(options)).toEqual([[DIFFERENT, 'fleet.spokes']]);
  });

  test('are refused as other endpoints of a failover', () => {
    expect(beside({ locality: 'eu' }, FAILOVER)).toEqual([['head-ingress/destination-endpoints-differ', 'failover']]);
  });

  test('are accepted when they are reached alike', () => {
    expect(beside({})).toEqual([]);
  });
});

test('the message has what is set in either', () => {
  const { chart, props } = pair({ spokes: [spoke('bj')], second: { connectionLimits: { maxConnections: 9 } } });
  const problems = differingSettings(new Construct(chart, 'Two'), 'two', props);
  expect(problems.map(({ value, rule }) => [value, rule])).toEqual([[
    { tcp: { connectTimeout: '5s', maxConnections: 9 } },
    `must be as in test/One for ${hostOf('bj')}: {"tcp":{"connectTimeout":"5s"}}`,
  ]]);
});

test('the message has the endpoints of either', () => {
  const { chart, props } = pair({ spokes: NEAR, first: { ...FAILOVER, failoverHost: hostOf('bj') } });
  const [{ value, rule }] = differingSettings(new Construct(chart, 'Two'), 'two', props);
  expect([value, rule]).toEqual([[], `must lead to the same spokes as test/One for ${hostOf('bj')}: [`
    + `{"address":"${hostOf('bj')}","locality":"cn-north"},{"address":"${hostOf('sh')}","locality":"cn-east"}]`]);
});

test('a head ingress in another chart is in another cluster', () => {
  const { chart, props } = pair();
  const other = new Chart(chart.node.root as App, 'other', { namespace: 'else' });
  new HeadIngress(other, 'Two', { ...props, connectionLimits: { maxConnections: 9 } });
  expect(titles(other).slice(0, 2)).toEqual(['ServiceEntry two-bj', 'ServiceEntry two-sh']);
});

test('a head ingress that was removed shares nothing', () => {
  const { chart, props } = pair();
  chart.node.tryRemoveChild('One');
  new HeadIngress(chart, 'Two', { ...props, connectionLimits: { maxConnections: 9 } });
  expect(titles(chart)[0]).toBe('ServiceEntry two-bj');
});

test('a synth stops when the head ingress that has the shared objects was removed later', () => {
  const { chart, props } = pair({ spokes: [spoke('bj')] });
  new HeadIngress(chart, 'Two', props);
  expect(stopped(chart)).toEqual([]);
  chart.node.tryRemoveChild('One');
  expect(stopped(chart)).toEqual([
    ['test/Two', 'head-ingress/shared-destination-removed', 'VirtualService vision/two', 'spec'],
  ]);
});
