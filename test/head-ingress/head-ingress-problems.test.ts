import { Chart, Duration, type App } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { HeadIngress, HeadIngressMode, HyperMLService, MLService, MLServiceRuntime, Spoke, type HeadIngressProps, type MLServiceProps, type SpokeOptions } from '../../src';
import { refusal, testChart } from '../helpers';

const ISTIO = '(https://istio.io/latest/docs/reference/config/networking/virtual-service/)';
const HOST = 'must be a full host name of at least two labels, each of at most 63 characters — the API server would reject the object';
const FULL = 'give the full name (Kubernetes API validation)';
const MS = 'must be a whole number of at least 1 — Istio would refuse it; give a Duration of whole milliseconds';
const ONE = 'must be a whole number of at least 1 — Istio would refuse it; give 1 or more';

const spoke = (name: string, options: SpokeOptions = {}) => Spoke.of(name, { domain: `${name}.example.com`, ...options });
const TWO = [spoke('bj'), spoke('sh')];

function fleetOf(chart: Chart, spokes: Spoke[], props: Partial<MLServiceProps> = {}): HyperMLService {
  const hub = new Chart(chart.node.root as App, 'hub', { namespace: 'vision' });
  const runtime = MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 'torch');
  const mnist = new MLService(hub, 'Mnist', { releases: [{ name: 'origin', runtime }, { name: 'next', runtime }], ...props });
  return new HyperMLService(hub, 'Fleet', { groups: [{ spokes, resources: [mnist] }] });
}

/** What is refused, without the line that says so. */
function lines(changes: Partial<HeadIngressProps>, spokes: Spoke[] = TWO, props: Partial<MLServiceProps> = {}): string[] | undefined {
  const chart = testChart();
  const fleet = fleetOf(chart, spokes, props);
  const message = refusal(() => new HeadIngress(chart, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['a.example.com'], ...changes }));
  if (message === undefined) return undefined;
  expect(chart.node.children).toEqual([]);
  const [first, ...rest] = message.split('\n');
  expect(first).toBe('HeadIngress cannot be defined:');
  return rest.map((l) => l.replace('  [test/Head] ', ''));
}

type Row = [title: string, changes: Partial<HeadIngressProps>, ...told: string[]];
const rows = (table: Row[]) => table.map(([title, changes, ...told]) => ({ title, changes, told }));

const GATEWAY = `must be <namespace>/<name> — Istio warns of the older <name>.<namespace>, and of a bare name takes this namespace; write it as istio-ingress/public ${ISTIO}`;
const PATH = 'must start with "/", without a query, "//", "." and ".." — no request would match; write it as /mnist';

describe('HeadIngress refuses where it listens:', () => {
  test.each(rows([
    ['nothing to send to', { fleet: undefined }, 'fleet: got undefined; must be a HyperMLService or a KarmadaPropagation — there is nothing to send to; define one'],
    ['a fleet that is none', { fleet: { spokes: [] } as never }, 'fleet: got {"spokes":[]}; must be a HyperMLService or a KarmadaPropagation — there is nothing to send to; define one'],
    ['a fleet without spokes', { fleet: { spokes: [], hostIn: () => 'a.b' } as never }, 'fleet.spokes: got []; must name at least one spoke — nothing would be served; give Spoke.of(…)'],
    ['a name in capitals', { name: 'LB' }, 'name: got "LB"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters), with room for the names of the spokes — the API server would reject the object; give another name (Kubernetes API validation)'],
    ['a name without room for those of the spokes', { name: 'a'.repeat(61) }, `name: got "${'a'.repeat(61)}"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters), with room for the names of the spokes — the API server would reject the object; give another name (Kubernetes API validation)`],
    ['a gateway without its namespace', { gateway: 'public' }, `gateway: got "public"; ${GATEWAY}`],
    ['a gateway in the older form', { gateway: 't9k.t9k-system' }, `gateway: got "t9k.t9k-system"; ${GATEWAY}`],
    ['the mesh', { gateway: 'mesh' }, `gateway: got "mesh"; ${GATEWAY}`],
    ['no gateway', { gateway: undefined }, `gateway: got undefined; ${GATEWAY}`],
    ['no hosts', { hosts: undefined }, 'hosts: got undefined; must name at least one host — it would be asked for nothing; give the host, or say anyHost: true'],
    ['an empty list of hosts', { hosts: [] }, 'hosts: got []; must name at least one host — it would be asked for nothing; give the host, or say anyHost: true'],
    ['every host, without the word for it', { hosts: ['*'] }, 'hosts[0]: got "*"; catches every host of the gateway — which route answers then depends on the order of all of them; give the host, or say anyHost: true'],
    ['hosts and every host', { hosts: ['a.b'], anyHost: true }, 'hosts: got ["a.b"]; cannot be combined with anyHost — every host is taken; leave one of them out'],
    ['a host of one label', { hosts: ['mnist'] }, `hosts[0]: got "mnist"; ${HOST}; ${FULL}`],
    ['a host with a port', { hosts: ['a.example.com:80'] }, `hosts[0]: got "a.example.com:80"; ${HOST}; ${FULL}`],
    ['a host with a long label', { hosts: [`${'a'.repeat(64)}.b`] }, `hosts[0]: got "${'a'.repeat(64)}.b"; ${HOST}; ${FULL}`],
    ['a host twice', { hosts: ['a.b', 'c.d', 'a.b'] }, 'hosts[2]: got "a.b"; is named twice — Istio would refuse it; remove one'],
    ['a path without a slash', { path: 'mnist' }, `path: got "mnist"; ${PATH}`],
    ['an empty path', { path: '' }, `path: got ""; ${PATH}`],
    ['a path with a query', { path: '/a?b=c' }, `path: got "/a?b=c"; ${PATH}`],
    ['a path with a space', { path: '/a b' }, `path: got "/a b"; ${PATH}`],
    ['a path with an empty part', { path: '/a//b' }, `path: got "/a//b"; ${PATH}`],
    ['a path that climbs', { path: '/a/../b' }, `path: got "/a/../b"; ${PATH}`],
    ['a path with an escaped slash', { path: '/a%2Fb' }, `path: got "/a%2Fb"; ${PATH}`],
    ['another mode', { mode: 'nginx' as never }, 'mode: got "nginx"; must be a HeadIngressMode — nothing else is made; use ISTIO or GATEWAY_API'],
    ['a version that is gone', { istioVersion: 'v1alpha3' }, 'istioVersion: got "v1alpha3"; must be v1 or v1beta1 — Istio serves no other for all of these objects; leave it out'],
    ['several things at once', { gateway: 'a', hosts: ['*'], path: 'b' },
      `gateway: got "a"; ${GATEWAY}`,
      'hosts[0]: got "*"; catches every host of the gateway — which route answers then depends on the order of all of them; give the host, or say anyHost: true',
      `path: got "b"; ${PATH}`],
  ]))('$title', ({ changes, told }) => {
    expect(lines(changes)).toEqual(told);
  });
});

describe('HeadIngress refuses shares:', () => {
  const SUM = (got: string) => `weights: got "${got}"; must sum to 100 — Istio takes any sum as proportions, so a slip is not noticed; correct them, or say proportional: true ${ISTIO}`;
  const SHARE = 'must be a whole number from 0 to 1000000 — the API server would reject the route; give a share';
  test.each(rows([
    ['that do not sum to 100', { weights: { bj: 20, sh: 70 } }, SUM('20 + 70 = 90')],
    ['of a spoke that is none', { weights: { bj: 30, sh: 60, gz: 10 } }, 'weights["gz"]: got 10; is no spoke: bj, sh — its share would be lost; correct the name, or remove it'],
    ['without one of the spokes', { weights: { bj: 100 } }, 'weights["sh"]: got undefined; is missing — the spoke would be deployed and never asked; give it a share, or drain it'],
    ['of nothing', { weights: { bj: 100, sh: 0 } }, 'weights["sh"]: got 0; gives the spoke nothing — it would be deployed and never asked; say drained: true on the spoke, or give it a share'],
    ['of nothing for all', { weights: { bj: 0, sh: 0 }, proportional: true },
      'weights["bj"]: got 0; gives the spoke nothing — it would be deployed and never asked; say drained: true on the spoke, or give it a share',
      'weights["sh"]: got 0; gives the spoke nothing — it would be deployed and never asked; say drained: true on the spoke, or give it a share'],
    ['below zero', { weights: { bj: -1, sh: 2 }, proportional: true }, `weights["bj"]: got -1; ${SHARE}`],
    ['of half a per cent', { weights: { bj: 0.5, sh: 99.5 } }, `weights["bj"]: got 0.5; ${SHARE}`, `weights["sh"]: got 99.5; ${SHARE}`],
    ['above what the Gateway API takes', { weights: { bj: 1_000_001, sh: 1 }, proportional: true }, `weights["bj"]: got 1000001; ${SHARE}`],
    ['as text', { weights: { bj: '30' as never, sh: 70 } }, `weights["bj"]: got "30"; ${SHARE}`],
    ['that are proportional to nothing', { proportional: true }, 'proportional: got true; needs weights — it could have no effect; leave it out'],
    ['with the host of a failover', { failoverHost: 'a.b' }, 'failoverHost: got "a.b"; is for failover only — it could have no effect; say failover: true, or leave it out'],
  ]))('$title', ({ changes, told }) => {
    expect(lines(changes)).toEqual(told);
  });

  test('where every spoke is drained', () => {
    expect(lines({}, [spoke('bj', { drained: true })])).toEqual(['fleet.spokes: are all drained — every request would fail; leave one of them serving']);
  });
});

describe('HeadIngress refuses a failover', () => {
  const near = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];
  test.each<[string, Partial<HeadIngressProps>, Spoke[], ...string[]]>([
    ['with weights', { weights: { bj: 30, sh: 70 } }, near, 'weights: cannot be combined with failover — all requests go to the nearest spoke that works; leave one of them out'],
    ['with proportions', { proportional: true }, near, 'proportional: got true; needs weights — it could have no effect; leave it out'],
    ['without its host', { failoverHost: undefined }, near, `failoverHost: got undefined; ${HOST}; give the host that every spoke answers to (Kubernetes API validation)`],
    ['to many hosts', { failoverHost: '*.b.c' }, near, `failoverHost: got "*.b.c"; ${HOST}; give the host that every spoke answers to (Kubernetes API validation)`],
    ['without a locality', {}, [near[0], spoke('sh')], 'fleet.spokes: got "sh"; has no locality — nothing tells which spoke is near; give it to Spoke.of'],
    ['with TLS to some', {}, [near[0], spoke('sh', { locality: 'cn-east', tls: false })], 'fleet.spokes: must all have TLS, or none — with failover they share one destination; give the same tls to each'],
    ['where every spoke is drained', {}, [spoke('bj', { locality: 'a', drained: true })], 'fleet.spokes: are all drained — every request would fail; leave one of them serving'],
  ])('%s', (_, changes, spokes, ...told) => {
    expect(lines({ failover: true, failoverHost: 'all.example.com', ...changes }, spokes)).toEqual(told);
  });
});

describe('HeadIngress refuses the hosts of the spokes:', () => {
  test.each<[string, Partial<HeadIngressProps>, Spoke[], ...string[]]>([
    ['a spoke without a domain', {}, [spoke('bj'), Spoke.of('sh')], 'fleet.spokes: got "sh"; has no host — it has no domain, or gets nothing that serves, so no request would find it; give Spoke.of a domain, or the host in spokeHosts'],
    ['two spokes of one domain', {}, [spoke('bj'), Spoke.of('sh', { domain: 'bj.example.com' })], 'fleet.spokes: got "mnist.vision.bj.example.com"; is the host of bj and sh — nothing would tell them apart; give each spoke a domain of its own'],
    ['a host for a spoke that is none', { spokeHosts: { gz: 'a.b' } }, TWO, 'spokeHosts["gz"]: got "a.b"; is no spoke: bj, sh — it could have no effect; correct the name, or remove it'],
    ['a host with a scheme', { spokeHosts: { sh: 'http://a.b' } }, TWO, `spokeHosts["sh"]: got "http://a.b"; ${HOST}; ${FULL}`],
    ['many hosts', { spokeHosts: { sh: '*.a.b' } }, TWO, `spokeHosts["sh"]: got "*.a.b"; ${HOST}; ${FULL}`],
    ['a host with a long label', { spokeHosts: { sh: `${'a'.repeat(64)}.b` } }, TWO, `spokeHosts["sh"]: got "${'a'.repeat(64)}.b"; ${HOST}; ${FULL}`],
    ['a domain with a long label', {}, [Spoke.of('bj', { domain: `${'a'.repeat(64)}.b` })],
      `fleet.spokes: got "mnist.vision.${'a'.repeat(64)}.b"; ${HOST}; shorten the name of the service, or correct the domain of the spoke (Kubernetes API validation)`],
  ])('%s', (_, changes, spokes, ...told) => {
    expect(lines(changes, spokes)).toEqual(told);
  });

  test('a spoke that gets nothing that serves', () => {
    const chart = testChart();
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [spoke('bj')], resources: [new ConfigMap(chart, 'C')] }] });
    expect(refusal(() => new HeadIngress(chart, 'Head', { fleet, gateway: 'a/b', hosts: ['a.b'] }))).toBe(
      'HeadIngress cannot be defined:\n  [test/Head] fleet.spokes: got "bj"; has no host — it has no domain, or gets nothing that serves, so no request would find it; give Spoke.of a domain, or the host in spokeHosts',
    );
  });

  const PASSED = 'spokeHosts["bj"]: got "mnist-predict-origin.vision.bj.example.com"; is the host of one release of mnist, which has a canary or a transformer — requests would pass these by; '
    + 'leave it out, or give the host of the MLService, mnist.vision.bj.example.com';
  test.each<[string, Partial<MLServiceProps>, string[] | undefined]>([
    ['a canary', { canary: { release: 'next', trafficPercent: 5 } }, [PASSED]],
    ['a transformer', { transformer: { image: 'a/t:1' } }, [PASSED]],
    ['nothing that it would pass by', {}, undefined],
  ])('one release, where the MLService has %s', (_, props, told) => {
    expect(lines({ spokeHosts: { bj: 'mnist-predict-origin.vision.bj.example.com' } }, TWO, props)).toEqual(told);
  });
});

describe('HeadIngress refuses times and limits:', () => {
  const s = (n: number) => Duration.seconds(n);
  test.each(rows([
    ['a timeout of nothing', { timeout: s(0) }, `timeout: got 0; ${MS}`],
    ['a negative number of retries', { retries: { attempts: -1 } }, 'retries.attempts: got -1; must be a whole number of at least 0 — Istio would refuse it; give how often'],
    ['a try of nothing', { retries: { attempts: 1, perTryTimeout: s(0) } }, `retries.perTryTimeout: got 0; ${MS}`],
    ['a try that takes longer than all', { timeout: s(10), retries: { attempts: 1, perTryTimeout: s(11) } }, 'retries.perTryTimeout: got "11000 ms"; must not be above the timeout of 10000 ms — it could have no effect; lower it'],
    ['a try that takes longer than all may by default', { retries: { attempts: 1, perTryTimeout: s(301) } }, 'retries.perTryTimeout: got "301000 ms"; must not be above the timeout of 300000 ms — it could have no effect; lower it'],
    ...(['5xx', 'gateway-error', 'reset', '504'].map((on): Row => [
      `tries that do not fit, where ${on} tries again what took too long`, { timeout: s(30), retries: { attempts: 2, perTryTimeout: s(11), retryOn: [on] } },
      'retries.perTryTimeout: got "11000 ms"; makes 33000 ms with 2 retries, of the timeout of 30000 ms — a try that takes too long is tried again, and the last one would be cut short; lower it or the attempts, or raise the timeout',
    ])),
    ['times without retries', { retries: { attempts: 0, perTryTimeout: s(1) } }, 'retries.attempts: got 0; cannot be combined with perTryTimeout and retryOn — Istio would refuse it; leave these out'],
    ['conditions without retries', { retries: { attempts: 0, retryOn: ['5xx'] } }, 'retries.attempts: got 0; cannot be combined with perTryTimeout and retryOn — Istio would refuse it; leave these out'],
    ['retries on nothing', { retries: { attempts: 1, retryOn: [] } }, 'retries.retryOn: got []; must name at least one condition — Istio would take its own; leave it out, or say attempts: 0'],
    ['retries on what Envoy does not know', { retries: { attempts: 1, retryOn: ['503', 'timeout', '600'] } },
      'retries.retryOn: got "timeout"; is not known to Envoy — Istio would refuse it; use one of its conditions, such as connect-failure, or a status',
      'retries.retryOn: got "600"; is not known to Envoy — Istio would refuse it; use one of its conditions, such as connect-failure, or a status'],
    ['no error that ejects', { outlierDetection: { consecutiveGatewayErrors: 0 } }, `outlierDetection.consecutiveGatewayErrors: got 0; ${ONE}`],
    ['an interval of nothing', { outlierDetection: { interval: s(0), baseEjectionTime: s(0) } }, `outlierDetection.interval: got 0; ${MS}`, `outlierDetection.baseEjectionTime: got 0; ${MS}`],
    ['no connections', { connectionLimits: { maxConnections: 0, maxPendingRequests: 1.5, connectTimeout: s(0) } },
      `connectionLimits.maxConnections: got 0; ${ONE}`, `connectionLimits.maxPendingRequests: got 1.5; ${ONE}`, `connectionLimits.connectTimeout: got 0; ${MS}`],
  ]))('$title', ({ changes, told }) => {
    expect(lines(changes)).toEqual(told);
  });
});

describe('HeadIngress refuses with the Gateway API', () => {
  const mode = HeadIngressMode.GATEWAY_API;
  test('retries', () => {
    expect(lines({ mode, retries: { attempts: 1 } })).toEqual(['retries: cannot be used with HeadIngressMode.GATEWAY_API — its field for them is experimental; leave it out, or use HeadIngressMode.ISTIO']);
  });

  test('17 spokes', () => {
    expect(lines({ mode }, Array.from({ length: 17 }, (_, i) => spoke(`s${i}`)))).toEqual(['fleet.spokes: got 17; must be at most 16 with HeadIngressMode.GATEWAY_API — an HTTPRoute has room for no more; use HeadIngressMode.ISTIO']);
    expect(lines({ mode }, Array.from({ length: 16 }, (_, i) => spoke(`s${i}`)))).toBeUndefined();
  });

  test('17 hosts', () => {
    const hosts = Array.from({ length: 17 }, (_, i) => `h${i}.example.com`);
    expect(lines({ mode, hosts })).toEqual(['hosts: got 17; must be at most 16 with HeadIngressMode.GATEWAY_API — an HTTPRoute has room for no more; use HeadIngressMode.ISTIO']);
    expect(lines({ mode, hosts: hosts.slice(1) })).toBeUndefined();
  });
});

test.each<[string, Partial<HeadIngressProps>]>([
  ['a path of everything that may be in one', { path: '/a-b_c.d~e!$&\'()*+,;=:@/%20/' }],
  ['tries that just fit', { timeout: Duration.seconds(30), retries: { attempts: 2, perTryTimeout: Duration.seconds(10), retryOn: ['5xx'] } }],
  ['long tries where only what did not reach the model is tried again', { timeout: Duration.seconds(30), retries: { attempts: 2, perTryTimeout: Duration.seconds(30) } }],
  ['all hosts below one', { hosts: ['*.example.com'] }],
  ['the longest name', { name: 'a'.repeat(60) }],
  ['proportions of any sum', { weights: { bj: 1, sh: 1_000_000 }, proportional: true }],
])('%s is accepted', (_, changes) => {
  expect(lines(changes)).toBeUndefined();
});
