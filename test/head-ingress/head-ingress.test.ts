import { Chart, type App } from 'cdk8s';
import { fleetOf, hostOf, propsOf, spoke, TWO, type Changes } from './fleet';
import { HeadIngress, HeadIngressMode, InferenceDeployment, KarmadaPropagation, Spoke } from '../../src';
import { deploymentProps, synth, testChart } from '../helpers';

function printed(changes: Changes = {}): any[] {
  const chart = testChart();
  new HeadIngress(chart, 'Head', propsOf(changes, chart));
  return synth(chart);
}

const of = (objects: any[], kind: string) => objects.filter((o) => o.kind === kind);
const title = (o: any) => `${o.kind} ${o.metadata.name}`;

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
  });

  test('to each destination the host of its ServiceEntry, its DestinationRule and its Host header', () => {
    const objects = printed({ path: '/a' });
    const known = of(objects, 'ServiceEntry').flatMap((o) => o.spec.hosts);
    const { route } = of(objects, 'VirtualService')[0].spec.http[0];
    expect(route.map((r: any) => r.destination.host)).toEqual(known);
    expect(route.map((r: any) => r.headers.request.set.Host)).toEqual(known);
    expect(of(objects, 'DestinationRule').map((o) => o.spec.host)).toEqual(known);
  });

  test('plain HTTP to a spoke without TLS, and TLS to the other', () => {
    const objects = printed({ spokes: [spoke('bj', { tls: false }), spoke('sh')] });
    expect(of(objects, 'ServiceEntry').map((o) => o.spec.ports[0].targetPort)).toEqual([undefined, 443]);
    expect(of(objects, 'DestinationRule').map((o) => o.spec.trafficPolicy.tls)).toEqual([
      undefined, { mode: 'SIMPLE', sni: hostOf('sh'), subjectAltNames: [hostOf('sh')] },
    ]);
  });

  test('its objects in the version that is set', () => {
    const versions = (istioVersion: string) => [...new Set(printed({ istioVersion }).map((o) => o.apiVersion))];
    expect(versions('v1beta1')).toEqual(['networking.istio.io/v1beta1']);
    expect(versions('v1')).toEqual(['networking.istio.io/v1']);
  });

  test('the name, the gateway and the hosts that are set', () => {
    const hosts = ['a.example.com', '*.b.example.com'];
    const objects = printed({ name: 'lb', gateway: 't9k-system/t9k', hosts });
    expect(objects.map((o) => o.metadata.name)).toEqual(['lb-bj', 'lb-sh', 'lb-bj', 'lb-sh', 'lb']);
    expect(objects[4].spec).toMatchObject({ gateways: ['t9k-system/t9k'], hosts });
  });

  test('the ServiceEntry and the DestinationRule of a drained spoke too', () => {
    const objects = printed({ spokes: [spoke('bj'), spoke('sh', { drained: true })] });
    expect(objects.map(title)).toEqual(printed().map(title));
  });
});

describe('HeadIngress emits for a failover', () => {
  const failover = { failover: true, failoverHost: 'mnist.internal.example.com' };
  const spokes = [
    spoke('bj', { locality: 'cn-north/bj' }),
    spoke('sh', { locality: 'cn-east/sh' }),
    spoke('gz', { locality: 'cn-south', drained: true }),
  ];

  test('one ServiceEntry with every spoke that is not drained, by its locality', () => {
    const objects = printed({ ...failover, spokes });
    expect(objects.map(title)).toEqual(['ServiceEntry head', 'DestinationRule head', 'VirtualService head']);
    expect(objects[0].spec).toEqual({
      hosts: ['mnist.internal.example.com'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
      endpoints: [
        { address: hostOf('bj'), locality: 'cn-north/bj' },
        { address: hostOf('sh'), locality: 'cn-east/sh' },
      ],
    });
  });

  test('routes to the nearest spoke that works, and may eject a spoke as a whole', () => {
    const [, rule, virtual] = printed({ ...failover, spokes }).map((o) => o.spec);
    expect(rule).toMatchObject({
      host: 'mnist.internal.example.com',
      trafficPolicy: {
        loadBalancer: { localityLbSetting: { enabled: true } },
        outlierDetection: { maxEjectionPercent: 100 },
        tls: {
          mode: 'SIMPLE',
          sni: 'mnist.internal.example.com',
          subjectAltNames: ['mnist.internal.example.com'],
        },
      },
    });
    expect(virtual.http[0].route).toEqual([{
      destination: { host: 'mnist.internal.example.com', port: { number: 80 } },
      headers: { request: { set: { Host: 'mnist.internal.example.com' } } },
    }]);
  });

  test('plain HTTP when no spoke has TLS', () => {
    const plain = spokes.map((s) => Spoke.of(s.name, { ...s._options, tls: false }));
    const [entry, rule] = printed({ ...failover, spokes: plain });
    expect(entry.spec.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP' }]);
    expect(rule.spec.trafficPolicy).not.toHaveProperty('tls');
  });
});

describe('HeadIngress emits for the Gateway API', () => {
  const mode = HeadIngressMode.GATEWAY_API;

  test('an HTTPRoute instead of the VirtualService, with the same objects of Istio', () => {
    const changes = { path: '/mnist/', weights: { bj: 30, sh: 70 } };
    const objects = printed({ ...changes, mode });
    expect(objects.slice(0, 4)).toEqual(printed(changes).slice(0, 4));
    expect([objects.length, objects[4].kind, objects[4].metadata]).toEqual([
      5, 'HTTPRoute', { name: 'head', namespace: 'vision' },
    ]);
  });

  test('Istio\'s objects in the version that is set', () => {
    expect(printed({ mode, istioVersion: 'v1beta1' }).map((o) => o.apiVersion)).toEqual([
      ...Array(4).fill('networking.istio.io/v1beta1'), 'gateway.networking.k8s.io/v1',
    ]);
  });
});

describe('the hosts of the spokes', () => {
  test('are given where they are not computed', () => {
    const objects = printed({ spokes: [spoke('bj'), Spoke.of('sh')], spokeHosts: { sh: 'mnist.sh.example.org' } });
    expect(of(objects, 'ServiceEntry').flatMap((o) => o.spec.hosts)).toEqual([hostOf('bj'), 'mnist.sh.example.org']);
  });

  test('follow from the name and the namespace of the Service, also when Karmada propagates it', () => {
    const chart = testChart();
    const resnet = new InferenceDeployment(chart, 'Resnet', deploymentProps({ service: { name: 'front' } }));
    const fleet = new KarmadaPropagation(chart, 'Everywhere', { of: [resnet], spokes: TWO });
    const ingress = new Chart(chart.node.root as App, 'ingress', { namespace: 'istio' });
    const hosts = ['resnet.example.com'];
    const head = new HeadIngress(ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts });
    expect(of(synth(ingress), 'ServiceEntry').flatMap((o) => o.spec.hosts)).toEqual([
      'front.vision.ksvc.bj.example.com', 'front.vision.ksvc.sh.example.com',
    ]);
    expect([head.namespace, head.name]).toEqual(['istio', 'head']);
    expect([head.serviceEntries.length, head.destinationRules.length]).toEqual([2, 2]);
    expect(head.node.defaultChild).toBe(head.route);
  });

  test('add no dependency between charts, so all files keep their names', () => {
    const chart = testChart();
    const head = new HeadIngress(chart, 'Head', propsOf({}, chart));
    expect(head.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });
});

test('a head ingress keeps what it was given when the caller changes it later', () => {
  const chart = testChart();
  const hosts = ['a.example.com'];
  const weights: Record<string, number> = { bj: 30, sh: 70 };
  new HeadIngress(chart, 'Head', { fleet: fleetOf(chart), gateway: 'istio-ingress/public', hosts, weights });
  hosts.push('b.example.com');
  weights.bj = 0;
  const [{ spec }] = of(synth(chart), 'VirtualService');
  expect(spec.hosts).toEqual(['a.example.com']);
  expect(spec.http[0].route.map((r: any) => r.weight)).toEqual([30, 70]);
});
