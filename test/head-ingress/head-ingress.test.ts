import { Chart, Duration, type App } from 'cdk8s';
import { HeadIngress, HeadIngressMode, HyperMLService, KarmadaPropagation, InferenceDeployment, MLService, MLServiceRuntime, Spoke, type HeadIngressProps, type IFleet, type SpokeOptions } from '../../src';
import { deploymentProps, synth, testChart } from '../helpers';

const HOST = (name: string) => `mnist.vision.ksvc.${name}.example.com`;

function spoke(name: string, options: SpokeOptions = {}): Spoke {
  return Spoke.of(name, { domain: `ksvc.${name}.example.com`, ...options });
}

const TWO = [spoke('bj'), spoke('sh')];

function fleetOf(chart: Chart, spokes: Spoke[]): IFleet {
  const hub = new Chart(chart.node.root as App, 'hub', { namespace: 'vision' });
  const runtime = MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 'torch');
  const mnist = new MLService(hub, 'Mnist', { releases: [{ name: 'origin', runtime }] });
  return new HyperMLService(hub, 'Fleet', { groups: [{ spokes, resources: [mnist] }] });
}

function printed(changes: Partial<HeadIngressProps> = {}, spokes: Spoke[] = TWO): any[] {
  const chart = testChart();
  new HeadIngress(chart, 'Head', { fleet: fleetOf(chart, spokes), gateway: 'istio-ingress/public', hosts: changes.anyHost ? undefined : ['mnist.example.com'], ...changes });
  return synth(chart);
}

const of = (objects: any[], kind: string) => objects.filter((o) => o.kind === kind);
const route = (changes: Partial<HeadIngressProps> = {}, spokes: Spoke[] = TWO) => of(printed(changes, spokes), 'VirtualService')[0].spec;
const http = (changes: Partial<HeadIngressProps> = {}, spokes: Spoke[] = TWO) => route(changes, spokes).http[0];
const policy = (changes: Partial<HeadIngressProps> = {}, spokes: Spoke[] = TWO) => of(printed(changes, spokes), 'DestinationRule')[0].spec.trafficPolicy;
const weights = (changes: Partial<HeadIngressProps>, spokes: Spoke[]) => http(changes, spokes).route.map((r: any) => r.weight);
const httpRoute = (changes: Partial<HeadIngressProps> = {}, spokes: Spoke[] = TWO) => of(printed({ mode: HeadIngressMode.GATEWAY_API, ...changes }, spokes), 'HTTPRoute')[0];

describe('HeadIngress emits for Istio', () => {
  test('a ServiceEntry and a DestinationRule for each spoke, and one VirtualService', () => {
    const objects = printed({ path: '/mnist', weights: { bj: 30, sh: 70 } });
    expect(objects.map((o) => `${o.apiVersion} ${o.kind} ${o.metadata.namespace}/${o.metadata.name}`)).toEqual([
      'networking.istio.io/v1 ServiceEntry vision/head-bj',
      'networking.istio.io/v1 ServiceEntry vision/head-sh',
      'networking.istio.io/v1 DestinationRule vision/head-bj',
      'networking.istio.io/v1 DestinationRule vision/head-sh',
      'networking.istio.io/v1 VirtualService vision/head',
    ]);
    expect(objects.map((o) => o.spec)).toEqual([
      ...['bj', 'sh'].map((name) => ({
        hosts: [HOST(name)], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
      })),
      ...['bj', 'sh'].map((name) => ({
        host: HOST(name),
        trafficPolicy: {
          connectionPool: { tcp: { connectTimeout: '5s' } },
          outlierDetection: { consecutive5xxErrors: 0, consecutiveGatewayErrors: 5, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 100 },
          tls: { mode: 'SIMPLE', sni: HOST(name) },
        },
      })),
      {
        hosts: ['mnist.example.com'],
        gateways: ['istio-ingress/public'],
        http: [{
          match: [{ uri: { exact: '/mnist' } }, { uri: { prefix: '/mnist/' } }],
          rewrite: { uri: '/' },
          timeout: '300s',
          retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' },
          route: [['bj', 30], ['sh', 70]].map(([name, weight]) => ({
            destination: { host: HOST(name as string), port: { number: 80 } }, headers: { request: { set: { Host: HOST(name as string) } } }, weight,
          })),
        }],
      },
    ]);
  });

  test.each<[string, string | undefined, object]>([
    ['the root, where no path is given', undefined, { match: [{ uri: { prefix: '/' } }] }],
    ['the root', '/', { match: [{ uri: { prefix: '/' } }] }],
    ['a path', '/a/b', { match: [{ uri: { exact: '/a/b' } }, { uri: { prefix: '/a/b/' } }], rewrite: { uri: '/' } }],
    ['a path with slashes at its end', '/a/b//', { match: [{ uri: { exact: '/a/b' } }, { uri: { prefix: '/a/b/' } }], rewrite: { uri: '/' } }],
  ])('a match for the path itself and what is below it, and cuts it off: %s', (_, path, expected) => {
    const { match, rewrite } = http({ path });
    expect({ match, ...(rewrite && { rewrite }) }).toEqual(expected);
  });

  test('no rewrite where none is wanted', () => {
    expect(http({ path: '/a', rewrite: false })).not.toHaveProperty('rewrite');
  });

  test('to each destination the host of the ServiceEntry, as Host too, and never rewrite.authority', () => {
    const objects = printed({ path: '/a' });
    const known = of(objects, 'ServiceEntry').flatMap((o) => o.spec.hosts);
    const { route: routes, rewrite } = of(objects, 'VirtualService')[0].spec.http[0];
    expect(routes.map((r: any) => [r.destination.host, r.headers.request.set.Host])).toEqual(known.map((host) => [host, host]));
    expect(of(objects, 'DestinationRule').map((o) => o.spec.host)).toEqual(known);
    expect(rewrite).toEqual({ uri: '/' });
  });

  test('plain HTTP to a spoke without TLS, and TLS to the other', () => {
    const objects = printed({}, [spoke('bj', { tls: false }), spoke('sh')]);
    expect(of(objects, 'ServiceEntry').map((o) => o.spec.ports)).toEqual([
      [{ number: 80, name: 'http', protocol: 'HTTP' }], [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
    ]);
    expect(of(objects, 'DestinationRule').map((o) => o.spec.trafficPolicy.tls)).toEqual([undefined, { mode: 'SIMPLE', sni: HOST('sh') }]);
  });

  test('its objects in v1beta1 where that is asked for', () => {
    expect([...new Set(printed({ istioVersion: 'v1beta1' }).map((o) => o.apiVersion))]).toEqual(['networking.istio.io/v1beta1']);
    expect([...new Set(printed({ istioVersion: 'v1' }).map((o) => o.apiVersion))]).toEqual(['networking.istio.io/v1']);
  });

  test('the name, the gateway and the hosts that are asked for', () => {
    const objects = printed({ name: 'lb', gateway: 't9k-system/t9k', hosts: ['a.example.com', '*.b.example.com'] });
    expect(objects.map((o) => o.metadata.name)).toEqual(['lb-bj', 'lb-sh', 'lb-bj', 'lb-sh', 'lb']);
    expect(objects[4].spec).toMatchObject({ gateways: ['t9k-system/t9k'], hosts: ['a.example.com', '*.b.example.com'] });
  });

  test('every host where that is said', () => {
    expect(route({ anyHost: true }).hosts).toEqual(['*']);
  });

  test.each<[string, Partial<HeadIngressProps>, object]>([
    ['the timeout', { timeout: Duration.seconds(90) }, { timeout: '90s' }],
    ['a timeout of milliseconds', { timeout: Duration.millis(250) }, { timeout: '250ms' }],
    ['a timeout with a fraction', { timeout: Duration.millis(100_500) }, { timeout: '100s500ms' }],
    ['a timeout of days', { timeout: Duration.days(2) }, { timeout: '48h' }],
    ['retries', { retries: { attempts: 2, perTryTimeout: Duration.seconds(10), retryOn: ['connect-failure', 'refused-stream', '503'] }, timeout: Duration.seconds(30) },
      { timeout: '30s', retries: { attempts: 2, perTryTimeout: '10s', retryOn: 'connect-failure,refused-stream,503' } }],
    ['retries on what is safe, where nothing is named', { retries: { attempts: 1 } }, { retries: { attempts: 1, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' } }],
    ['no retries', { retries: { attempts: 0 } }, { retries: { attempts: 0 } }],
  ])('%s', (_, changes, expected) => {
    expect(http(changes)).toMatchObject(expected);
    expect(http(changes).retries).toEqual((expected as any).retries ?? http().retries);
  });

  test.each<[string, Partial<HeadIngressProps>, object]>([
    ['errors of a gateway', { outlierDetection: { consecutiveGatewayErrors: 2 } }, { outlierDetection: { consecutiveGatewayErrors: 2 } }],
    ['how often it looks', { outlierDetection: { interval: Duration.seconds(1) } }, { outlierDetection: { interval: '1s' } }],
    ['how long a spoke rests', { outlierDetection: { baseEjectionTime: Duration.minutes(1) } }, { outlierDetection: { baseEjectionTime: '60s' } }],
    ['the most connections', { connectionLimits: { maxConnections: 10 } }, { connectionPool: { tcp: { maxConnections: 10, connectTimeout: '5s' } } }],
    ['the most requests that wait', { connectionLimits: { maxPendingRequests: 4 } }, { connectionPool: { tcp: { connectTimeout: '5s' }, http: { http1MaxPendingRequests: 4 } } }],
    ['how long a connection may take', { connectionLimits: { connectTimeout: Duration.millis(500) } }, { connectionPool: { tcp: { connectTimeout: '500ms' } } }],
  ])('%s', (_, changes, expected) => {
    const is = policy();
    const { outlierDetection = {}, connectionPool = is.connectionPool } = expected as any;
    expect(policy(changes)).toEqual({ ...is, outlierDetection: { ...is.outlierDetection, ...outlierDetection }, connectionPool });
  });
});

describe('the share of a spoke', () => {
  test.each<[string, Partial<HeadIngressProps>, Spoke[], number[]]>([
    ['is the same for each, where nothing is said', {}, TWO, [1, 1]],
    ['is per cent', { weights: { sh: 70, bj: 30 } }, TWO, [30, 70]],
    ['is a proportion', { weights: { bj: 2, sh: 1 }, proportional: true }, TWO, [2, 1]],
    ['is written as 0 while it is drained, and kept in the program', { weights: { bj: 30, sh: 70 } }, [spoke('bj'), spoke('sh', { drained: true })], [30, 0]],
    ['need not be given while it is drained', { weights: { bj: 100 } }, [spoke('bj'), spoke('sh', { drained: true })], [100, 0]],
    ['goes to the others while it is drained', {}, [spoke('bj'), spoke('sh', { drained: true }), spoke('gz')], [1, 0, 1]],
  ])('%s', (_, changes, spokes, expected) => {
    expect(weights(changes, spokes)).toEqual(expected);
  });

  test('is everything where there is one', () => {
    expect(http({ weights: { bj: 100 } }, [spoke('bj')]).route).toEqual([{ destination: { host: HOST('bj'), port: { number: 80 } }, headers: { request: { set: { Host: HOST('bj') } } } }]);
  });

  test('that is drained keeps its ServiceEntry and its DestinationRule', () => {
    expect(printed({}, [spoke('bj'), spoke('sh', { drained: true })]).map((o) => `${o.kind} ${o.metadata.name}`)).toEqual(printed().map((o) => `${o.kind} ${o.metadata.name}`));
  });
});

describe('with failover', () => {
  const spokes = [spoke('bj', { locality: 'cn-north/bj' }), spoke('sh', { locality: 'cn-east/sh' }), spoke('gz', { locality: 'cn-south', drained: true })];
  const failover = { failover: true, failoverHost: 'mnist.internal.example.com' };

  test('one ServiceEntry holds every spoke that is not drained, by its locality', () => {
    const objects = printed(failover, spokes);
    expect(objects.map((o) => `${o.kind} ${o.metadata.name}`)).toEqual(['ServiceEntry head', 'DestinationRule head', 'VirtualService head']);
    expect(objects[0].spec).toEqual({
      hosts: ['mnist.internal.example.com'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
      endpoints: [{ address: HOST('bj'), locality: 'cn-north/bj' }, { address: HOST('sh'), locality: 'cn-east/sh' }],
    });
  });

  test('the nearest that works is asked, and a spoke can be ejected as a whole', () => {
    const [, rule, virtual] = printed(failover, spokes).map((o) => o.spec);
    expect(rule).toMatchObject({
      host: 'mnist.internal.example.com',
      trafficPolicy: { loadBalancer: { localityLbSetting: { enabled: true } }, outlierDetection: { maxEjectionPercent: 100 }, tls: { mode: 'SIMPLE', sni: 'mnist.internal.example.com' } },
    });
    expect(virtual.http[0].route).toEqual([{
      destination: { host: 'mnist.internal.example.com', port: { number: 80 } }, headers: { request: { set: { Host: 'mnist.internal.example.com' } } },
    }]);
  });

  test('plain HTTP where no spoke has TLS', () => {
    const [entry, rule] = printed(failover, spokes.map((s) => Spoke.of(s.name, { ...s._options, tls: false })));
    expect(entry.spec.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP' }]);
    expect(rule.spec.trafficPolicy).not.toHaveProperty('tls');
  });

  test('weights know nothing of localities', () => {
    expect(policy()).not.toHaveProperty('loadBalancer');
  });
});

describe('with the Gateway API', () => {
  test('an HTTPRoute takes the place of the VirtualService, with Istio\'s objects behind it', () => {
    const objects = printed({ mode: HeadIngressMode.GATEWAY_API, path: '/mnist/', weights: { bj: 30, sh: 70 } });
    expect(objects.slice(0, 4)).toEqual(printed({ path: '/mnist/', weights: { bj: 30, sh: 70 } }).slice(0, 4));
    expect(objects[4]).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'head', namespace: 'vision' },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'istio-ingress', name: 'public' }],
        hostnames: ['mnist.example.com'],
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: '/mnist' } }],
          filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
          timeouts: { request: '300s' },
          backendRefs: [['bj', 30], ['sh', 70]].map(([name, weight]) => ({
            group: 'networking.istio.io',
            kind: 'Hostname',
            name: HOST(name as string),
            port: 80,
            weight,
            filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'Host', value: HOST(name as string) }] } }],
          })),
        }],
      },
    });
  });

  test.each<[string, Partial<HeadIngressProps>, object]>([
    ['the root, with nothing to cut off', {}, { matches: [{ path: { type: 'PathPrefix', value: '/' } }], filters: undefined }],
    ['a path that is kept', { path: '/a', rewrite: false }, { matches: [{ path: { type: 'PathPrefix', value: '/a' } }], filters: undefined }],
    ['a timeout of more than five digits of milliseconds', { timeout: Duration.millis(123_456) }, { timeouts: { request: '123s456ms' } }],
  ])('%s', (_, changes, expected) => {
    const rule = httpRoute(changes).spec.rules[0];
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, rule[key]]))).toEqual(expected);
  });

  test('every host has no hostnames', () => {
    expect(httpRoute({ anyHost: true }).spec).not.toHaveProperty('hostnames');
  });

  test('a drained spoke weighs 0, and a single one 1', () => {
    expect(httpRoute({}, [spoke('bj'), spoke('sh', { drained: true })]).spec.rules[0].backendRefs.map((b: any) => b.weight)).toEqual([1, 0]);
    expect(httpRoute({}, [spoke('bj')]).spec.rules[0].backendRefs.map((b: any) => b.weight)).toEqual([1]);
  });

  test('failover has one backend, for any number of spokes', () => {
    const many = Array.from({ length: 17 }, (_, i) => spoke(`s${i}`, { locality: `r${i}` }));
    expect(httpRoute({ failover: true, failoverHost: 'all.example.com' }, many).spec.rules[0].backendRefs.map((b: any) => [b.name, b.weight])).toEqual([['all.example.com', 1]]);
  });

  test('Istio\'s objects are of the version that is asked for', () => {
    expect(printed({ mode: HeadIngressMode.GATEWAY_API, istioVersion: 'v1beta1' }).map((o) => o.apiVersion)).toEqual([
      ...Array(4).fill('networking.istio.io/v1beta1'), 'gateway.networking.k8s.io/v1',
    ]);
  });
});

describe('the hosts of the spokes', () => {
  test('are given where they are not computed', () => {
    const objects = printed({ spokeHosts: { sh: 'mnist.sh.example.org' } }, [spoke('bj'), Spoke.of('sh')]);
    expect(of(objects, 'ServiceEntry').flatMap((o) => o.spec.hosts)).toEqual([HOST('bj'), 'mnist.sh.example.org']);
  });

  test('follow from the name and the namespace of what serves, also when Karmada sends it', () => {
    const chart = testChart();
    const resnet = new InferenceDeployment(chart, 'Resnet', deploymentProps({ service: { name: 'front' } }));
    const fleet = new KarmadaPropagation(chart, 'Everywhere', { of: [resnet], spokes: TWO });
    const ingress = new Chart(chart.node.root as App, 'ingress', { namespace: 'istio' });
    const head = new HeadIngress(ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['resnet.example.com'] });
    expect(of(synth(ingress), 'ServiceEntry').flatMap((o) => o.spec.hosts)).toEqual(['bj', 'sh'].map((n) => `front.vision.ksvc.${n}.example.com`));
    expect([head.namespace, head.name, head.serviceEntries.length, head.destinationRules.length, head.node.defaultChild === head.route]).toEqual(['istio', 'head', 2, 2, true]);
  });

  test('bind no chart to another: all files keep their names', () => {
    const chart = testChart();
    const head = new HeadIngress(chart, 'Head', { fleet: fleetOf(chart, TWO), gateway: 'istio-ingress/public', hosts: ['a.example.com'] });
    expect(head.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });
});

test('a head ingress is what it was given, though the caller changes it afterwards', () => {
  const chart = testChart();
  const hosts = ['a.example.com'];
  const shares: Record<string, number> = { bj: 30, sh: 70 };
  new HeadIngress(chart, 'Head', { fleet: fleetOf(chart, TWO), gateway: 'istio-ingress/public', hosts, weights: shares });
  hosts.push('b.example.com');
  shares.bj = 0;
  const [{ spec }] = of(synth(chart), 'VirtualService');
  expect([spec.hosts, spec.http[0].route.map((r: any) => r.weight)]).toEqual([['a.example.com'], [30, 70]]);
});
