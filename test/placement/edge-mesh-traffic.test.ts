import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Service, ServiceType, type ServiceProps } from 'cdk8s-plus-27';
import { AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, type EdgeMeshTrafficProps } from '../../src';
import { autoscaledProps, find, refused, stopped, synth, testChart, warned } from '../helpers';

const loadBalancing = EdgeMeshLoadBalancing.random();

const LABEL = 'service.edgemesh.kubeedge.io/service-proxy-name';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function service(scope: Chart, props: ServiceProps = {}): Service {
  return new Service(scope, 'Service', { metadata: { name: 'resnet' }, ports: [{ port: 80 }], ...props });
}

describe('EdgeMeshTraffic emits', () => {
  test('a DestinationRule with the name and the namespace of the Service, by which the agent finds it', () => {
    const chart = testChart();
    const traffic = new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart), loadBalancing });
    expect(find(chart, 'DestinationRule')).toEqual({
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'DestinationRule',
      metadata: { name: 'resnet', namespace: 'vision' },
      spec: { host: 'resnet', trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } },
    });
    expect(traffic.node.defaultChild).toBe(traffic.destinationRule);
  });

  test.each<[string, EdgeMeshLoadBalancing, object]>([
    ['random', EdgeMeshLoadBalancing.random(), { simple: 'RANDOM' }],
    ['by source', EdgeMeshLoadBalancing.consistentHashBySource(), { consistentHash: { useSourceIp: true } }],
  ])('the policy %s', (_, policy, expected) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart), loadBalancing: policy });
    expect(find(chart, 'DestinationRule').spec.trafficPolicy.loadBalancer).toEqual(expected);
    expect(stopped(chart)).toEqual([]);
  });

  test('only policies that change something, and that other Services survive', () => {
    const offered = Object.getOwnPropertyNames(EdgeMeshLoadBalancing).filter((name) => (
      typeof (EdgeMeshLoadBalancing as any)[name] === 'function'));
    expect(offered.sort()).toEqual(['consistentHashBySource', 'random']);
  });

  test('into the namespace of the Service, wherever the rule is declared', () => {
    const app = new App();
    const [servers, traffic] = [
      new Chart(app, 'servers', { namespace: 'vision' }),
      new Chart(app, 'traffic', { namespace: 'mesh' }),
    ];
    new EdgeMeshTraffic(traffic, 'Traffic', { service: service(servers), loadBalancing });
    expect(find(traffic, 'DestinationRule').metadata).toEqual({ name: 'resnet', namespace: 'vision' });
  });

  test('for the Service of a model server', () => {
    const chart = testChart();
    const server = new AutoscaledInference(chart, 'Classifier', autoscaledProps({ service: { name: 'front' } }));
    new EdgeMeshTraffic(chart, 'Traffic', { service: server.service, loadBalancing });
    expect(find(chart, 'DestinationRule').spec.host).toBe('front');
    expect(find(chart, 'DestinationRule').metadata.name).toBe(find(chart, 'Service').metadata.name);
  });

  test.each([
    ServiceType.CLUSTER_IP,
    ServiceType.NODE_PORT,
    ServiceType.LOAD_BALANCER,
  ])('for a Service of type %s, which has a cluster address', (type) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, { type }), loadBalancing });
    expect(find(chart, 'DestinationRule').spec.host).toBe('resnet');
  });
});

describe('EdgeMeshTraffic refuses', () => {
  const NO_POLICY: Expected = ['placement/not-a-load-balancing', 'loadBalancing'];
  const policy = (given: unknown) => ({ loadBalancing: given as EdgeMeshLoadBalancing });

  test.each<[string, ServiceProps, Partial<EdgeMeshTrafficProps>, ...Expected[]]>([
    ['a headless Service', { clusterIP: 'None' }, {}, ['placement/headless-service', 'service']],
    ['a DNS alias', { type: ServiceType.EXTERNAL_NAME, externalName: 'example.com' }, {},
      ['placement/service-alias', 'service']],
    ['text for a policy', {}, policy('RANDOM'), NO_POLICY],
    ['no policy, which means round robin', {}, policy(undefined), NO_POLICY],
    ['a policy that is null', {}, policy(null), NO_POLICY],
    ['two things at once', { clusterIP: 'None' }, policy({}), ['placement/headless-service', 'service'], NO_POLICY],
  ])('%s', (_, props, more, ...expected) => {
    const chart = testChart();
    const given = { service: service(chart, props), loadBalancing, ...more };
    expect(refused(() => new EdgeMeshTraffic(chart, 'Traffic', given))).toEqual(expected);
  });
});

describe('a Service that is excluded from EdgeMesh', () => {
  /** What is said of the exclusion, beside the advice about the order. */
  const excluded = (chart: Chart) => warned(chart).filter(([code]) => code === 'edge-mesh-excluded-service');
  const EXCLUDED = [['edge-mesh-excluded-service', 'DestinationRule vision/resnet', 'metadata.name']];

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

  test('should have no policy, whether it is excluded before or after', () => {
    const [before, after] = [testChart(), testChart()];
    const s = service(before);
    EdgeMeshTraffic.exclude(s);
    new EdgeMeshTraffic(before, 'Traffic', { service: s, loadBalancing });
    const t = service(after);
    new EdgeMeshTraffic(after, 'Traffic', { service: t, loadBalancing });
    EdgeMeshTraffic.exclude(t);
    expect([before, after].map(excluded)).toEqual([EXCLUDED, EXCLUDED]);
  });

  test('is excluded by the label with any value', () => {
    const chart = testChart();
    const s = service(chart, { metadata: { name: 'resnet', labels: { [LABEL]: 'other-proxy' } } });
    new EdgeMeshTraffic(chart, 'Traffic', { service: s, loadBalancing });
    expect(excluded(chart)).toEqual(EXCLUDED);
  });
});

describe('the Service of a policy', () => {
  test('may be a plain object', () => {
    const chart = testChart();
    const metadata = { name: 'resnet' };
    const plain = new ApiObject(chart, 'Plain', { apiVersion: 'v1', kind: 'Service', metadata, spec: {} });
    const traffic = new EdgeMeshTraffic(chart, 'Traffic', { service: plain, loadBalancing });
    EdgeMeshTraffic.exclude(plain);
    expect(traffic.destinationRule.toJson()).toMatchObject({
      metadata: { name: 'resnet', namespace: 'vision' },
      spec: { host: 'resnet' },
    });
    expect(plain.toJson().metadata.labels).toEqual({ [LABEL]: '' });
    const spec = { clusterIP: 'None' };
    const headless = new ApiObject(chart, 'Headless', { apiVersion: 'v1', kind: 'Service', spec });
    expect(refused(() => new EdgeMeshTraffic(chart, 'Other', { service: headless, loadBalancing }))).toEqual([
      ['placement/headless-service', 'service'],
    ]);
  });

  test.each([undefined, 'resnet', {}])('is not %j, also where it is excluded', (value) => {
    expect(refused(() => EdgeMeshTraffic.exclude(value as never))).toEqual([['placement/not-a-service', 'service']]);
  });

  test('must be one', () => {
    const create = () => new EdgeMeshTraffic(testChart(), 'Traffic', { loadBalancing } as EdgeMeshTrafficProps);
    expect(refused(create)).toEqual([['placement/not-a-service', 'service']]);
  });

  test('must have a namespace where the policy would get one', () => {
    const bare = new Service(new Chart(Testing.app(), 'bare'), 'Service', { ports: [{ port: 80 }] });
    const create = () => new EdgeMeshTraffic(testChart(), 'Traffic', { service: bare, loadBalancing });
    expect(refused(create)).toEqual([['placement/service-without-namespace', 'service']]);
  });
});

test.each([undefined, null])('EdgeMeshTraffic refuses %s as properties', (props) => {
  expect(refused(() => new EdgeMeshTraffic(testChart(), 'T', props as never))).toEqual([
    ['placement/not-a-service', 'service'], ['placement/not-a-load-balancing', 'loadBalancing'],
  ]);
});
