import { Duration } from 'cdk8s';
import { hostOf, propsOf, spoke, type Changes } from './fleet';
import { destinationsOf } from '../../src/head-ingress/destinations';
import { httpRoute } from '../../src/head-ingress/http-route';

function printed(changes: Changes = {}): any {
  const props = propsOf(changes);
  return httpRoute('head', props, destinationsOf('head', props));
}

const rule = (changes: Changes = {}): any => printed(changes).spec.rules[0];

test('weights become the weights of the backends, and each backend gets the host of its spoke', () => {
  const setHost = (value: string) => ({ set: [{ name: 'Host', value }] });
  const backend = (name: string, weight: number) => ({
    group: 'networking.istio.io',
    kind: 'Hostname',
    name: hostOf(name),
    port: 80,
    weight,
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: setHost(hostOf(name)) }],
  });
  expect(printed({ path: '/mnist/', weights: { bj: 30, sh: 70 } })).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'head' },
    spec: {
      parentRefs: [{
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: 'istio-ingress',
        name: 'public',
      }],
      hostnames: ['mnist.example.com'],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/mnist' } }],
        filters: [{
          type: 'URLRewrite',
          urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
        }],
        timeouts: { request: '300s' },
        backendRefs: [backend('bj', 30), backend('sh', 70)],
      }],
    },
  });
});

test.each<[string, Changes, object]>([
  ['the root, with nothing to remove', {}, {
    matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    filters: undefined,
  }],
  ['a path that is kept', { path: '/a', rewrite: false }, {
    matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
    filters: undefined,
  }],
  ['a timeout of more than five digits of milliseconds', { timeout: Duration.millis(123_456) }, {
    timeouts: { request: '123s456ms' },
  }],
])('the rule has what is set: %s', (_, changes, expected) => {
  const found = rule(changes);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]]))).toEqual(expected);
});

test('any host has no hostnames', () => {
  expect(printed({ anyHost: true }).spec).not.toHaveProperty('hostnames');
});

test('a drained spoke has weight 0, and a single spoke weight 1', () => {
  const weights = (spokes: Changes['spokes']) => rule({ spokes }).backendRefs.map((b: any) => b.weight);
  expect(weights([spoke('bj'), spoke('sh', { drained: true })])).toEqual([1, 0]);
  expect(weights([spoke('bj')])).toEqual([1]);
});

test('with failover it has one backend, for any number of spokes', () => {
  const spokes = Array.from({ length: 17 }, (_, i) => spoke(`s${i}`, { locality: `r${i}` }));
  const { backendRefs } = rule({ failover: true, failoverHost: 'all.example.com', spokes });
  expect(backendRefs.map((b: any) => [b.name, b.weight])).toEqual([['all.example.com', 1]]);
});
