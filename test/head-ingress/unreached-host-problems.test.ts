import { ApiObject, Chart, type App } from 'cdk8s';
import { fleetOf, type Changes } from './fleet';
import { HeadIngress, HeadIngressMode, InferenceRules } from '../../src';
import { testChart } from '../helpers';

const CODE = 'head-ingress/host-not-reached';
const TINY = { hosts: ['tiny.example.com'], path: '/v1' };

/** A head ingress for any host at /m, and others. */
function defined(wide: Changes, ...others: Changes[]): Chart {
  const chart = testChart();
  const fleet = fleetOf(chart);
  for (const [i, changes] of [wide, ...others].entries()) {
    const hosts = changes.hosts === undefined ? { anyHost: true } : {};
    new HeadIngress(chart, `H${i}`, { fleet, gateway: 'istio-ingress/public', path: '/m', ...hosts, ...changes });
  }
  return chart;
}

const found = (chart: Chart) => InferenceRules.check(chart.node.root as App)
  .filter(({ rule }) => rule === CODE).map(({ path }) => path);

test.each<[string, Changes, Changes[]]>([
  ['a named host with another path', {}, [TINY]],
  ['a named host with a path below', {}, [{ ...TINY, path: '/m/v1' }]],
  ['a named host with a path that begins with the same letters', { path: '/mn' }, [{ ...TINY, path: '/m' }]],
  ['the hosts of a domain', {}, [{ ...TINY, hosts: ['*.example.com'] }]],
  ['a named host of its domain', { hosts: ['*.example.com'] }, [TINY]],
  ['the hosts of a domain below its own', { hosts: ['*.example.com', '*.b.org'] }, [
    { ...TINY, hosts: ['*.a.example.com'] },
  ]],
  ['a named host, at the root', { path: undefined }, [TINY]],
])('a head ingress for many hosts does not get the requests of %s', (_, wide, others) => {
  expect(found(defined(wide, ...others))).toEqual(['test/H0/Route']);
});

test.each<[string, Changes, Changes[]]>([
  ['a named host at the root, which gets all', {}, [{ ...TINY, path: '/' }]],
  ['a named host with a path above', { path: '/v1/m' }, [TINY]],
  ['one more head ingress with the host and the path', {}, [TINY, { ...TINY, path: '/m' }]],
  ['the host among its own', { hosts: ['*.example.com', 'tiny.example.com'] }, [TINY]],
  ['another domain', { hosts: ['*.example.org'] }, [TINY]],
  ['a host that only ends with the letters of the domain', { hosts: ['*.ample.com'] }, [TINY]],
  ['another gateway', { gateway: 'istio-ingress/internal' }, [TINY]],
  ['an HTTPRoute, of which it is not known', { mode: HeadIngressMode.GATEWAY_API }, [TINY]],
  ['a named host of an HTTPRoute', {}, [{ ...TINY, mode: HeadIngressMode.GATEWAY_API }]],
  ['a named host beside another', TINY, [{ hosts: ['a.example.com'], path: '/a' }]],
])('nothing is said beside %s', (_, wide, others) => {
  expect(found(defined(wide, ...others))).toEqual([]);
});

test('nothing is said beside a head ingress that was removed', () => {
  const chart = defined({}, TINY);
  chart.node.tryRemoveChild('H1');
  expect(found(chart)).toEqual([]);
});

test('nothing is said of a head ingress in another chart, which may be in another cluster', () => {
  const chart = defined({});
  const other = new Chart(chart.node.root as App, 'other', { namespace: 'vision' });
  const fleet = fleetOf(testChart());
  new HeadIngress(other, 'Tiny', { fleet, gateway: 'istio-ingress/public', ...TINY });
  expect(found(chart)).toEqual([]);
});

test('the Gateway in the app decides, by the rule of its own', () => {
  const chart = defined({}, TINY);
  new ApiObject(new Chart(chart.node.root as App, 'gateway'), 'Gateway', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'istio-ingress' },
    spec: { servers: [{ hosts: ['*'] }] },
  } as never);
  const rules = InferenceRules.check(chart.node.root as App).map(({ rule }) => rule);
  expect(rules).toEqual(['virtual-service-host-shadowed']);
});

test('the warning names the hosts, the other head ingress and the way out', () => {
  const [finding] = InferenceRules.check(defined({}, TINY, { hosts: ['a.example.com'], path: '/a' }));
  expect([finding.severity, finding.object, finding.message]).toEqual([
    'warning',
    'VirtualService vision/h0',
    'anyHost: got true; does not match tiny.example.com, a.example.com, which test/H1 names on istio-ingress/public '
    + '— Istio uses only the routes with the most specific host of a request, and none of them has /m: it gets a 404, '
    + 'unless the Gateway itself lists the host; '
    + 'define one more HeadIngress with hosts: ["tiny.example.com","a.example.com"] and path: \'/m\'; '
    + 'acknowledge it when such requests are not meant to reach this one '
    + '(node_modules/cdk8s-elastic-inference/docs/fleet.md#hosts)',
  ]);
});
