import { findings } from '../../../src/rules/catalogue/findings';
import { virtualServiceHostShadowed } from '../../../src/rules/istio/virtual-service-host-shadowed';
import { codes } from '../codes';
import { fires, manifests, told } from '../manifests';

interface Route {
  readonly hosts?: string;
  readonly gateways?: string;
  readonly http?: string;
}

const PATH = (path: string) => `[{ match: [{ uri: { prefix: ${path} } }] }]`;

const gateway = (hosts: string, name: string = 'public') => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: gw }
spec: { servers: [{ port: { number: 80 }, hosts: ${hosts} }] }
`;
const route = (name: string, { hosts = "['*']", gateways = '[gw/public]', http = PATH('/a/') }: Route) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: demo }
spec: { hosts: ${hosts}, gateways: ${gateways}, http: ${http} }
`;
const TINY = { hosts: '[tiny.example.com]', http: PATH('/b/') };

interface Set {
  readonly servers?: string;
  readonly wide?: Route;
  readonly named?: Route;
  readonly more?: string[];
}

const set = ({ servers = "['*']", wide = {}, named = {}, more = [] }: Set = {}) => [
  gateway(servers), route('wide', wide), route('tiny', { ...TINY, ...named }), ...more,
].join('---');

const WIDE = ['VirtualService demo/wide', 'spec.hosts'];

test('the examples of virtual-service-host-shadowed', () => {
  expect(codes(virtualServiceHostShadowed.failing)).toEqual(['virtual-service-host-shadowed']);
  expect(codes(virtualServiceHostShadowed.repaired)).toEqual([]);
});

describe('virtual-service-host-shadowed fires', () => {
  test('on a path of any host that a named host has no route for', () => {
    expect(told(virtualServiceHostShadowed, set())).toEqual([[
      'VirtualService demo/wide',
      'spec.hosts: got ["*"]; must name tiny.example.com too: VirtualService demo/tiny names it on the same Gateway, '
      + 'without a route for /a/ — Istio uses only the VirtualServices with the most specific host of a request, '
      + 'so those for this path get a 404; '
      + 'add tiny.example.com to hosts, or a route for the path to the other; acknowledge this when it is intended '
      + `(${virtualServiceHostShadowed.source})`,
    ]]);
  });

  test.each<[string, Set]>([
    ['when it routes every path', { wide: { http: '[{ route: [] }]' } }],
    ['when it routes the root', { wide: { http: PATH('/') } }],
    ['when only a part of its path is routed', { named: { http: PATH('/a/v1/') } }],
    ['when only its exact path is not routed', {
      wide: { http: '[{ match: [{ uri: { exact: /a } }, { uri: { prefix: /a/ } }] }]' },
      named: { http: PATH('/a/') },
    }],
    ['with the hosts below a domain', { wide: { hosts: "['*.example.com']" } }],
    ['with the hosts below a wider domain', { wide: { hosts: "['*.com']" } }],
    ['beside the hosts below a domain', { named: { hosts: "['*.example.com']" } }],
    ['on a Gateway for the hosts below a domain', { servers: "['*.example.com']" }],
    ['on a Gateway for every namespace', { servers: "['*/*']" }],
    ['beside the mesh', { wide: { gateways: '[mesh, gw/public]' } }],
    ['with a name in capitals', { named: { hosts: '[Tiny.example.com]' } }],
  ])('%s', (_, given) => {
    expect(fires(virtualServiceHostShadowed, set(given))).toEqual([WIDE]);
  });

  test('beside the same object with the host, where a third has it too', () => {
    const objects = [gateway("['*']"), route('wide', {}), route('wide', TINY), route('third', TINY)].join('---');
    const [[, message]] = told(virtualServiceHostShadowed, objects);
    expect(message).toContain('VirtualService demo/third names it');
  });

  test('once for each, however many hosts do not reach it', () => {
    const more = [route('more', { ...TINY, hosts: '[more.example.com, other.example.com]' })];
    expect(fires(virtualServiceHostShadowed, set({ more }))).toEqual([WIDE]);
  });

  test('on a gateway of its own namespace', () => {
    const here = [gateway("['*']").replace('namespace: gw', 'namespace: demo'),
      route('wide', { gateways: '[public]' }), route('tiny', { ...TINY, gateways: '[public]' })].join('---');
    expect(fires(virtualServiceHostShadowed, here)).toEqual([WIDE]);
  });
});

describe('virtual-service-host-shadowed is silent', () => {
  test('on the same object twice, which duplicate-object finds', () => {
    const twice = [gateway("['*']"), route('wide', {}), route('wide', TINY)].join('---');
    expect(fires(virtualServiceHostShadowed, twice)).toEqual([]);
  });

  test.each<[string, Set]>([
    ['when the named host routes every path', { named: { http: PATH('/') } }],
    ['when the named host has a route without a match', { named: { http: '[{ route: [] }]' } }],
    ['when the named host routes the path', { named: { http: PATH('/a/') } }],
    ['when the named host routes a path above it', { wide: { http: PATH('/a/b/') }, named: { http: PATH('/a/') } }],
    ['when the named host matches anything but a path', {
      named: { http: '[{ match: [{ method: { exact: GET } }] }]' },
    }],
    ['when the named host has a regular expression, which may match', {
      named: { http: "[{ match: [{ uri: { regex: '.*' } }] }]" },
    }],
    ['when only a regular expression is for any host', { wide: { http: "[{ match: [{ uri: { regex: '.*' } }] }]" } }],
    ['when another VirtualService of the named host routes the path', { more: [route('rest', { hosts: TINY.hosts })] }],
    ['when another Gateway has such a VirtualService', {
      more: [route('rest', { hosts: TINY.hosts, gateways: '[gw/other]' })],
    }],
    ['when it has the named host too', { wide: { hosts: "['*', tiny.example.com]" } }],
    ['when the Gateway lists the named host, where both are used', { servers: "['*', tiny.example.com]" }],
    ['when the Gateway lists it for one namespace', { servers: "['*', demo/tiny.example.com]" }],
    ['when the Gateway is for another namespace', { servers: "['other/*']" }],
    ['when the Gateway has neither', { servers: '[other.example.com]' }],
    ['when it is also on a Gateway that is not in the set', { wide: { gateways: '[gw/public, gw/other]' } }],
    ['on another Gateway', { wide: { gateways: '[gw/other]' }, more: [gateway("['*']", 'other')] }],
    ['in the mesh', { wide: { gateways: '[mesh]' }, named: { gateways: '[mesh]' } }],
    ['without gateways, which is the mesh', { wide: { gateways: 'null' }, named: { gateways: 'null' } }],
    ['on a host outside the domain', { wide: { hosts: "['*.example.org']" } }],
    ['on a host that is the same', { wide: { hosts: TINY.hosts } }],
    ['on a wider host than its own', { wide: { hosts: '[a.b.example.com]' }, named: { hosts: "['*.example.org']" } }],
    ['without HTTP routes', { wide: { http: 'null' } }],
    ['beside a host without HTTP routes', { named: { http: 'null' } }],
  ])('%s', (_, given) => {
    expect(fires(virtualServiceHostShadowed, set(given))).toEqual([]);
  });

  test('when the Gateway is not in the set: its hosts are unknown', () => {
    const routes = [route('wide', {}), route('tiny', TINY)].join('---');
    expect(fires(virtualServiceHostShadowed, routes)).toEqual([]);
  });

  test('on a set that needs more pairs of paths than it looks at', () => {
    const many = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i)).join('---');
    const text = (n: number) => [
      gateway("['*']"),
      many(n, (i) => route(`w${i}`, { http: PATH(`/p${i}/`) })),
      // Each host routes all paths, so that every pair is looked at.
      many(n, (i) => route(`h${i}`, {
        hosts: `[h${i}.example.com]`,
        http: `[{ match: [${Array.from({ length: n }, (_, k) => `{ uri: { prefix: /p${k}/ } }`).join(', ')}] }]`,
      })),
      route('last', { hosts: '[last.example.com]', http: PATH('/none/') }),
    ].join('---');
    const found = (n: number) => findings(manifests(text(n)), [virtualServiceHostShadowed]).length;
    expect(found(20)).toBe(20);
    expect(found(70)).toBe(0);
  });
});
