import { Chart, type App } from 'cdk8s';
import { HeadIngress, HeadIngressMode, HyperMLService, MLService, MLServiceRuntime, Spoke, type HeadIngressProps, type IFleet } from '../../src';
import { refusal, testChart } from '../helpers';

const { ISTIO, GATEWAY_API } = HeadIngressMode;

function fleetOf(chart: Chart): IFleet {
  const hub = new Chart(chart.node.root as App, 'hub', { namespace: 'vision' });
  const mnist = new MLService(hub, 'Mnist', { releases: [{ name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 'torch') }] });
  return new HyperMLService(hub, 'Fleet', { groups: [{ spokes: [Spoke.of('bj', { domain: 'bj.example.com' })], resources: [mnist] }] });
}

/** What is refused of a second head ingress, beside a first one at /a. */
function second(changes: Partial<HeadIngressProps>, first: Partial<HeadIngressProps> = {}, elsewhere: boolean = false): string | undefined {
  const chart = testChart();
  const fleet = fleetOf(chart);
  const props = (more: Partial<HeadIngressProps>) => ({ fleet, gateway: 'istio-ingress/public', hosts: more.anyHost ? undefined : ['a.example.com', 'b.example.com'], path: '/a', ...more });
  new HeadIngress(chart, 'One', props(first));
  return refusal(() => new HeadIngress(elsewhere ? new Chart(chart.node.root as App, 'other', { namespace: 'vision' }) : chart, 'Two', props(changes)));
}

const message = (got: string, other: string) => `HeadIngress cannot be defined:\n  [test/Two] path: got "${got}"; overlaps with ${other} of test/One on istio-ingress/public — `
  + 'Istio asks the one that was made first, so which of them answers is by chance; give them other paths, or other hosts';

test.each<[string, Partial<HeadIngressProps>, Partial<HeadIngressProps>, string]>([
  ['the same path', {}, {}, message('/a', '/a')],
  ['the same path, written otherwise', { path: '/a/' }, {}, message('/a/', '/a')],
  ['a path below', { path: '/a/b/c' }, {}, message('/a/b/c', '/a')],
  ['a path above', {}, { path: '/a/b/c' }, message('/a', '/a/b/c')],
  ['one host of several', { hosts: ['c.example.com', 'b.example.com'] }, {}, message('/a', '/a')],
  ['every host', { anyHost: true }, { anyHost: true }, message('/a', '/a')],
  ['the root', { path: undefined }, { path: '/' }, message('/', '/')],
  ['the same path of two HTTPRoutes', { mode: GATEWAY_API }, { mode: GATEWAY_API }, message('/a', '/a')],
  ['a path below that of an HTTPRoute', { path: '/a/b', mode: ISTIO }, { mode: GATEWAY_API }, message('/a/b', '/a')],
])('a second head ingress is refused at %s', (_, changes, first, told) => {
  expect(second(changes, first)).toBe(told);
});

test.each<[string, Partial<HeadIngressProps>, Partial<HeadIngressProps>]>([
  ['another path', { path: '/b' }, {}],
  ['a path that only begins alike', { path: '/ab' }, {}],
  ['another gateway', { gateway: 'istio-ingress/internal' }, {}],
  ['other hosts', { hosts: ['c.example.com'] }, {}],
  ['every host, beside one: Envoy asks the one first', { anyHost: true }, {}],
  ['the root, which Istio asks last', { path: '/' }, {}],
  ['a path beside the root', {}, { path: '/' }],
  ['a path below in two HTTPRoutes, of which the longer goes first', { path: '/a/b', mode: GATEWAY_API }, { mode: GATEWAY_API }],
])('a second head ingress is accepted at %s', (_, changes, first) => {
  expect(second({ name: 'two', ...changes }, first)).toBeUndefined();
});

test('a head ingress of another chart is of another cluster', () => {
  expect(second({}, {}, true)).toBeUndefined();
});

test('a head ingress that was removed, or refused, is in nobody\'s way', () => {
  const chart = testChart();
  const fleet = fleetOf(chart);
  const props = { fleet, gateway: 'istio-ingress/public', hosts: ['a.example.com'] };
  new HeadIngress(chart, 'One', props);
  chart.node.tryRemoveChild('One');
  expect(refusal(() => new HeadIngress(chart, 'Bad', { ...props, mode: 'other' as never }))).toContain('mode');
  expect(refusal(() => new HeadIngress(chart, 'Two', props))).toBeUndefined();
});
