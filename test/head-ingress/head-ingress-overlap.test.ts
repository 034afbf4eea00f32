import { Chart, type App } from 'cdk8s';
import { fleetOf, type Changes } from './fleet';
import { HeadIngress, HeadIngressMode } from '../../src';
import { overlapProblems } from '../../src/head-ingress/head-ingress-overlap';
import { refused, testChart } from '../helpers';

const { ISTIO, GATEWAY_API } = HeadIngressMode;
const OVERLAP = [['head-ingress/overlapping-path', 'path']];

/** What is refused of a second head ingress, beside a first one at /a. */
function second(changes: Changes, first: Changes = {}, elsewhere: boolean = false): Array<[string, string]> {
  const chart = testChart();
  const fleet = fleetOf(chart);
  const props = (more: Changes) => {
    const hosts = more.anyHost ? undefined : ['a.example.com', 'b.example.com'];
    return { fleet, gateway: 'istio-ingress/public', hosts, path: '/a', ...more };
  };
  new HeadIngress(chart, 'One', props(first));
  const scope = elsewhere ? new Chart(chart.node.root as App, 'other', { namespace: 'vision' }) : chart;
  return refused(() => new HeadIngress(scope, 'Two', props(changes)));
}

test.each<[string, Changes, Changes]>([
  ['the same path', {}, {}],
  ['the same path, with a slash at its end', { path: '/a/' }, {}],
  ['a path below', { path: '/a/b/c' }, {}],
  ['a path above', {}, { path: '/a/b/c' }],
  ['one host of several', { hosts: ['c.example.com', 'b.example.com'] }, {}],
  ['any host', { anyHost: true }, { anyHost: true }],
  ['the root', { path: undefined }, { path: '/' }],
  ['the same path of two HTTPRoutes', { mode: GATEWAY_API }, { mode: GATEWAY_API }],
  ['a path below that of an HTTPRoute', { path: '/a/b', mode: ISTIO }, { mode: GATEWAY_API }],
])('a second head ingress is refused at %s', (_, changes, first) => {
  expect(second(changes, first)).toEqual(OVERLAP);
});

test.each<[string, Changes, Changes]>([
  ['another path', { path: '/b' }, {}],
  ['a path that begins with the same letters', { path: '/ab' }, {}],
  ['another gateway', { gateway: 'istio-ingress/internal' }, {}],
  ['other hosts', { hosts: ['c.example.com'] }, {}],
  ['any host, because Envoy prefers the one host', { anyHost: true }, {}],
  ['the root, which Istio tries last', { path: '/' }, {}],
  ['a path beside the root', {}, { path: '/' }],
  ['a path below in two HTTPRoutes, of which the longer path wins', { path: '/a/b', mode: GATEWAY_API }, {
    mode: GATEWAY_API,
  }],
])('a second head ingress is accepted at %s', (_, changes, first) => {
  expect(second({ name: 'two', ...changes }, first)).toEqual([]);
});

test('a head ingress in another chart is in another cluster', () => {
  expect(second({}, {}, true)).toEqual([]);
});

test('a head ingress that was removed or refused does not count', () => {
  const chart = testChart();
  const props = { fleet: fleetOf(chart), gateway: 'istio-ingress/public', hosts: ['a.example.com'] };
  new HeadIngress(chart, 'One', props);
  chart.node.tryRemoveChild('One');
  expect(refused(() => new HeadIngress(chart, 'Bad', { ...props, mode: 'other' as never }))).toEqual([
    ['head-ingress/unknown-mode', 'mode'],
  ]);
  expect(refused(() => new HeadIngress(chart, 'Two', props))).toEqual([]);
});

test('each overlapping route is named once, with its path and its gateway', () => {
  const chart = testChart();
  const hosts = ['a.example.com', 'b.example.com'];
  const props = { fleet: fleetOf(chart), gateway: 'istio-ingress/public', hosts };
  const one = new HeadIngress(chart, 'One', { ...props, path: '/a' });
  const problems = overlapProblems(one, { ...props, path: '/a/b' });
  expect(problems.map((p) => [p.value, p.rule])).toEqual([
    ['/a/b', 'must not overlap with /a of test/One on istio-ingress/public'],
  ]);
});
