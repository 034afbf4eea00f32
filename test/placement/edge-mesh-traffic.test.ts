import { App, Chart, Testing } from 'cdk8s';
import { Service, ServiceType, type ServiceProps } from 'cdk8s-plus-27';
import { AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, type EdgeMeshTrafficProps } from '../../src';
import { autoscaledProps, find, refused, stopped, synth, testChart } from '../helpers';

const LABEL = 'service.edgemesh.kubeedge.io/service-proxy-name';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function service(scope: Chart, props: ServiceProps = {}): Service {
  return new Service(scope, 'Service', { metadata: { name: 'resnet' }, ports: [{ port: 80 }], ...props });
}

describe('EdgeMeshTraffic emits', () => {
  test('a DestinationRule with the name and the namespace of the Service, by which the agent finds it', () => {
    const chart = testChart();
    const traffic = new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart) });
    expect(find(chart, 'DestinationRule')).toEqual({
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'DestinationRule',
      metadata: { name: 'resnet', namespace: 'vision' },
      spec: { host: 'resnet', trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } },
    });
    expect(traffic.node.defaultChild).toBe(traffic.destinationRule);
  });

  test.each<[string, EdgeMeshLoadBalancing | undefined, object]>([
    ['round robin by default', undefined, { simple: 'ROUND_ROBIN' }],
    ['round robin', EdgeMeshLoadBalancing.roundRobin(), { simple: 'ROUND_ROBIN' }],
    ['random', EdgeMeshLoadBalancing.random(), { simple: 'RANDOM' }],
    ['by header', EdgeMeshLoadBalancing.consistentHashByHeader('x-user'),
      { consistentHash: { httpHeaderName: 'x-user' } }],
    ['by source', EdgeMeshLoadBalancing.consistentHashBySource(), { consistentHash: { useSourceIp: true } }],
  ])('the policy %s', (_, loadBalancing, expected) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart), loadBalancing });
    expect(find(chart, 'DestinationRule').spec.trafficPolicy.loadBalancer).toEqual(expected);
    expect(stopped(chart)).toEqual([]);
  });

  test('only policies that the agent survives', () => {
    const offered = Object.getOwnPropertyNames(EdgeMeshLoadBalancing).filter((name) => (
      typeof (EdgeMeshLoadBalancing as any)[name] === 'function'));
    expect(offered.sort()).toEqual(['consistentHashByHeader', 'consistentHashBySource', 'random', 'roundRobin']);
  });

  test('into the namespace of the Service, wherever the rule is declared', () => {
    const app = new App();
    const [servers, traffic] = [
      new Chart(app, 'servers', { namespace: 'vision' }),
      new Chart(app, 'traffic', { namespace: 'mesh' }),
    ];
    new EdgeMeshTraffic(traffic, 'Traffic', { service: service(servers) });
    expect(find(traffic, 'DestinationRule').metadata).toEqual({ name: 'resnet', namespace: 'vision' });
  });

  test('for the Service of a model server', () => {
    const chart = testChart();
    const server = new AutoscaledInference(chart, 'Classifier', autoscaledProps({ service: { name: 'front' } }));
    new EdgeMeshTraffic(chart, 'Traffic', { service: server.service });
    expect(find(chart, 'DestinationRule').spec.host).toBe('front');
    expect(find(chart, 'DestinationRule').metadata.name).toBe(find(chart, 'Service').metadata.name);
  });

  test.each([
    ServiceType.CLUSTER_IP,
    ServiceType.NODE_PORT,
    ServiceType.LOAD_BALANCER,
  ])('for a Service of type %s, which has a cluster address', (type) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, { type }) });
    expect(find(chart, 'DestinationRule').spec.host).toBe('resnet');
  });
});

describe('EdgeMeshTraffic refuses', () => {
  const byHeader = (name: unknown) => ({ loadBalancing: EdgeMeshLoadBalancing.consistentHashByHeader(name as string) });
  const HEADER: Expected = ['placement/invalid-header-name', 'loadBalancing.httpHeaderName'];

  test.each<[string, ServiceProps, Partial<EdgeMeshTrafficProps>, ...Expected[]]>([
    ['a headless Service', { clusterIP: 'None' }, {}, ['placement/headless-service', 'service']],
    ['a DNS alias', { type: ServiceType.EXTERNAL_NAME, externalName: 'example.com' }, {},
      ['placement/service-alias', 'service']],
    ['an empty header', {}, byHeader(''), HEADER],
    ['a header with a space', {}, byHeader('x user'), HEADER],
    ['a header with its colon', {}, byHeader('x-user:'), HEADER],
    ['a header of letters beyond ASCII', {}, byHeader('x-üser'), HEADER],
    ['a header that is null', {}, byHeader(null), HEADER],
    ['text for a policy', {}, { loadBalancing: 'RANDOM' as unknown as EdgeMeshLoadBalancing },
      ['placement/not-a-load-balancing', 'loadBalancing']],
    ['two things at once', { clusterIP: 'None' }, byHeader(''), ['placement/headless-service', 'service'], HEADER],
  ])('%s', (_, props, more, ...expected) => {
    const chart = testChart();
    expect(refused(() => new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, props), ...more }))).toEqual(
      expected,
    );
  });
});

describe('a Service that is excluded from EdgeMesh', () => {
  const EXCLUDED = [['test/Traffic', 'edge-mesh-excluded-service', 'DestinationRule vision/resnet', 'metadata.name']];

  test('carries the label that EdgeMesh looks for', () => {
    const chart = testChart();
    EdgeMeshTraffic.exclude(service(chart));
    expect(find(chart, 'Service').metadata.labels).toEqual({ [LABEL]: '' });
    expect(stopped(chart)).toEqual([]);
  });

  test('is the same when it is excluded twice, and prints no rule', () => {
    const chart = testChart();
    const s = service(chart);
    EdgeMeshTraffic.exclude(s);
    EdgeMeshTraffic.exclude(s);
    expect(synth(chart).map((o) => [o.kind, o.metadata.labels])).toEqual([['Service', { [LABEL]: '' }]]);
  });

  test('cannot have a policy, whether it is excluded before or after', () => {
    const [before, after] = [testChart(), testChart()];
    const s = service(before);
    EdgeMeshTraffic.exclude(s);
    new EdgeMeshTraffic(before, 'Traffic', { service: s });
    const t = service(after);
    new EdgeMeshTraffic(after, 'Traffic', { service: t });
    EdgeMeshTraffic.exclude(t);
    expect([before, after].map(stopped)).toEqual([EXCLUDED, EXCLUDED]);
  });

  test('is excluded by the label with any value', () => {
    const chart = testChart();
    const s = service(chart, { metadata: { name: 'resnet', labels: { [LABEL]: 'other-proxy' } } });
    new EdgeMeshTraffic(chart, 'Traffic', { service: s });
    expect(stopped(chart)).toEqual(EXCLUDED);
  });
});

describe('the Service of a policy', () => {
  test('must be one', () => {
    const create = () => new EdgeMeshTraffic(testChart(), 'Traffic', {} as EdgeMeshTrafficProps);
    expect(refused(create)).toEqual([['placement/not-a-service', 'service']]);
  });

  test('must have a namespace where the policy would get one', () => {
    const bare = new Service(new Chart(Testing.app(), 'bare'), 'Service', { ports: [{ port: 80 }] });
    const create = () => new EdgeMeshTraffic(testChart(), 'Traffic', { service: bare });
    expect(refused(create)).toEqual([['placement/service-without-namespace', 'service']]);
  });
});
