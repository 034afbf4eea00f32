import { refusedOf, spoke, TWO, type Changes, type Row } from './fleet';
import { HeadIngress, HeadIngressMode } from '../../src';
import { refused, testChart } from '../helpers';

describe('HeadIngress refuses', () => {
  test.each<Row>([
    ['no fleet', { fleet: undefined }, ['head-ingress/not-a-fleet', 'fleet']],
    ['a fleet without hosts', { fleet: { spokes: [] } as never }, ['head-ingress/not-a-fleet', 'fleet']],
    ['a fleet without spokes', { fleet: { node: testChart().node, spokes: [], hostIn: () => 'a.b' } as never },
      ['fleet/no-spoke', 'fleet.spokes']],
    ['a name in capitals', { name: 'LB' }, ['validation/name', 'name']],
    ['a name without room for those of the spokes', { name: 'a'.repeat(61) }, ['validation/name', 'name']],
    ['a gateway without its namespace', { gateway: 'public' }, ['head-ingress/gateway-invalid', 'gateway']],
    ['a gateway in the legacy form', { gateway: 't9k.t9k-system' }, ['head-ingress/gateway-invalid', 'gateway']],
    ['the mesh', { gateway: 'mesh' }, ['head-ingress/gateway-invalid', 'gateway']],
    ['no gateway', { gateway: undefined }, ['head-ingress/gateway-invalid', 'gateway']],
    ['a gateway in a list', { gateway: ['a/b'] as never }, ['head-ingress/gateway-invalid', 'gateway']],
    ['no hosts', { hosts: undefined }, ['head-ingress/no-host', 'hosts']],
    ['a path without a slash', { path: 'mnist' }, ['head-ingress/path-invalid', 'path']],
    ['another mode', { mode: 'nginx' as never }, ['head-ingress/unknown-mode', 'mode']],
    ['a version that Istio serves no more', { istioVersion: 'v1alpha3' },
      ['head-ingress/unknown-istio-version', 'istioVersion']],
    ['a failover that is text', { failover: 'x' as never }, ['validation/boolean', 'failover']],
    ['a rewrite that is a number', { rewrite: 0 as never }, ['validation/boolean', 'rewrite']],
    ['an anyHost that is text', { anyHost: 'no' as never }, ['validation/boolean', 'anyHost']],
    ['a proportional that is null', { proportional: null as never }, ['validation/boolean', 'proportional']],
    ['a timeout that is a number', { timeout: 30 as never }, ['head-ingress/not-a-duration', 'timeout']],
    ['several things at once', { gateway: 'a', hosts: ['*'], path: 'b' },
      ['head-ingress/gateway-invalid', 'gateway'],
      ['head-ingress/host-matches-any', 'hosts[0]'],
      ['head-ingress/path-invalid', 'path']],
  ])('%s', (_, changes, ...expected) => {
    expect(refusedOf(changes)).toEqual(expected);
  });
});

describe('HeadIngress refuses with the Gateway API', () => {
  const mode = HeadIngressMode.GATEWAY_API;
  const many = (n: number) => Array.from({ length: n }, (_, i) => spoke(`s${i}`));
  const hosts = (n: number) => Array.from({ length: n }, (_, i) => `h${i}.example.com`);

  test.each<Row>([
    ['retries', { retries: { attempts: 1 } }, ['head-ingress/retries-in-http-route', 'retries']],
    ['no retries, which Istio makes there all the same', { retries: { attempts: 0 } },
      ['head-ingress/retries-in-http-route', 'retries']],
    ['17 spokes', { spokes: many(17) }, ['head-ingress/too-many-spokes-for-http-route', 'fleet.spokes']],
    ['17 hosts', { hosts: hosts(17) }, ['head-ingress/too-many-hosts-for-http-route', 'hosts']],
  ])('%s', (_, changes, ...expected) => {
    expect(refusedOf({ mode, ...changes })).toEqual(expected);
  });

  test('no more than that: 16 spokes and 16 hosts are accepted', () => {
    expect(refusedOf({ mode, spokes: many(16), hosts: hosts(16) })).toEqual([]);
  });
});

test.each<[string, Changes]>([
  ['a path with every character that a path may have', { path: '/a-b_c.d~e!$&\'()*+,;=:@/%20/' }],
  ['the longest name', { name: 'a'.repeat(60), spokes: TWO }],
  ['any host', { anyHost: true }],
  ['the older version of Istio\'s API', { istioVersion: 'v1beta1' }],
])('HeadIngress accepts %s', (_, changes) => {
  expect(refusedOf(changes)).toEqual([]);
});

test.each([undefined, null])('HeadIngress refuses %s as properties, and names those that it needs', (props) => {
  const attempt = (given: unknown) => refused(() => new HeadIngress(testChart(), 'Head', given as never));
  expect(attempt(props)).toEqual(attempt({}));
  expect(attempt(props).map(([, field]) => field)).toEqual(['fleet', 'gateway']);
});

test('HeadIngress refuses a text as properties', () => {
  const attempt = () => new HeadIngress(testChart(), 'Head', 'text' as never);
  expect(refused(attempt)).toEqual([['head-ingress/not-an-object', 'props']]);
});
