import { App, Chart, Testing } from 'cdk8s';
import { Service, ServiceType, type ServiceProps } from 'cdk8s-plus-27';
import { AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, type EdgeMeshTrafficProps } from '../../src';
import { autoscaledProps, find, refusal, synth, testChart } from '../helpers';

const LABEL = 'service.edgemesh.kubeedge.io/service-proxy-name';

function service(scope: Chart, props: ServiceProps = {}): Service {
  return new Service(scope, 'Service', { metadata: { name: 'resnet' }, ports: [{ port: 80 }], ...props });
}

function validation(chart: Chart): string | undefined {
  return refusal(() => (chart.node.root as App).synthYaml());
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
    ['round robin where nothing is asked for', undefined, { simple: 'ROUND_ROBIN' }],
    ['round robin', EdgeMeshLoadBalancing.roundRobin(), { simple: 'ROUND_ROBIN' }],
    ['random', EdgeMeshLoadBalancing.random(), { simple: 'RANDOM' }],
    ['by header', EdgeMeshLoadBalancing.consistentHashByHeader('x-user'), { consistentHash: { httpHeaderName: 'x-user' } }],
    ['by source', EdgeMeshLoadBalancing.consistentHashBySource(), { consistentHash: { useSourceIp: true } }],
  ])('the policy %s', (_, loadBalancing, expected) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart), loadBalancing });
    expect(find(chart, 'DestinationRule').spec.trafficPolicy.loadBalancer).toEqual(expected);
    expect(validation(chart)).toBeUndefined();
  });

  test('only policies that the agent survives', () => {
    const offered = Object.getOwnPropertyNames(EdgeMeshLoadBalancing).filter((name) => typeof (EdgeMeshLoadBalancing as any)[name] === 'function');
    expect(offered.sort()).toEqual(['consistentHashByHeader', 'consistentHashBySource', 'random', 'roundRobin']);
  });

  test('into the namespace of the Service, wherever the rule is declared', () => {
    const app = new App();
    const [servers, traffic] = [new Chart(app, 'servers', { namespace: 'vision' }), new Chart(app, 'traffic', { namespace: 'mesh' })];
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

  test.each([ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER])('for a Service of type %s, which has a cluster address', (type) => {
    const chart = testChart();
    new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, { type }) });
    expect(find(chart, 'DestinationRule').spec.host).toBe('resnet');
  });
});

describe('EdgeMeshTraffic refuses', () => {
  const UNPROXIED = 'EdgeMesh proxies only Services with a cluster address';
  const header = (name: unknown, shown: string) => [
    { loadBalancing: EdgeMeshLoadBalancing.consistentHashByHeader(name as string) },
    `loadBalancing.httpHeaderName: got ${shown}; must be the name of an HTTP header — no request could carry it; give a name such as x-user`,
  ] as const;

  test.each<[string, ServiceProps, { loadBalancing?: EdgeMeshLoadBalancing }, string]>([
    ['a headless Service', { clusterIP: 'None' }, {}, `service: got "clusterIP: None"; must not be headless — ${UNPROXIED}; leave clusterIP out`],
    ['a DNS alias', { type: ServiceType.EXTERNAL_NAME, externalName: 'example.com' }, {}, `service: got "ExternalName"; must not be a DNS alias — ${UNPROXIED}; use ServiceType.CLUSTER_IP`],
    ['an empty header', {}, ...header('', '""')],
    ['a header with a space', {}, ...header('x user', '"x user"')],
    ['a header with its colon', {}, ...header('x-user:', '"x-user:"')],
    ['a header of letters beyond ASCII', {}, ...header('x-üser', '"x-üser"')],
    ['a header that is null', {}, ...header(null, 'null')],
  ])('%s', (_, props, more, line) => {
    const chart = testChart();
    expect(refusal(() => new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, props), ...more }))).toBe(`EdgeMeshTraffic cannot be defined:\n  [test/Traffic] ${line}`);
  });

  test('two things at once', () => {
    const chart = testChart();
    const loadBalancing = EdgeMeshLoadBalancing.consistentHashByHeader('');
    expect(refusal(() => new EdgeMeshTraffic(chart, 'Traffic', { service: service(chart, { clusterIP: 'None' }), loadBalancing }))).toBe([
      'EdgeMeshTraffic cannot be defined:',
      `  [test/Traffic] service: got "clusterIP: None"; must not be headless — ${UNPROXIED}; leave clusterIP out`,
      '  [test/Traffic] loadBalancing.httpHeaderName: got ""; must be the name of an HTTP header — no request could carry it; give a name such as x-user',
    ].join('\n'));
  });
});

describe('a Service that is excluded from EdgeMesh', () => {
  const MESSAGE = `Validation failed with the following errors:\n  [test/Traffic] service: got "label ${LABEL}"; must not be excluded from EdgeMesh — `
    + 'the policy could have no effect; remove EdgeMeshTraffic.exclude or this policy';

  test('carries the label that EdgeMesh looks for', () => {
    const chart = testChart();
    EdgeMeshTraffic.exclude(service(chart));
    expect(find(chart, 'Service').metadata.labels).toEqual({ [LABEL]: '' });
    expect(validation(chart)).toBeUndefined();
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
    expect([validation(before), validation(after)]).toEqual([MESSAGE, MESSAGE]);
  });

  test('is excluded by the label with any value', () => {
    const chart = testChart();
    const s = service(chart, { metadata: { name: 'resnet', labels: { [LABEL]: 'other-proxy' } } });
    new EdgeMeshTraffic(chart, 'Traffic', { service: s });
    expect(validation(chart)).toBe(MESSAGE);
  });
});

describe('the Service of a policy', () => {
  test('must be one', () => {
    expect(refusal(() => new EdgeMeshTraffic(testChart(), 'Traffic', {} as EdgeMeshTrafficProps))).toBe(
      'EdgeMeshTraffic cannot be defined:\n  [test/Traffic] service: got undefined; must be a Service of cdk8s-plus — there is nothing to balance; give the service of an InferenceDeployment',
    );
  });

  test('must have a namespace where the policy would get one', () => {
    const bare = new Service(new Chart(Testing.app(), 'bare'), 'Service', { ports: [{ port: 80 }] });
    expect(refusal(() => new EdgeMeshTraffic(testChart(), 'Traffic', { service: bare }))).toBe(
      'EdgeMeshTraffic cannot be defined:\n  [test/Traffic] service: got "bare/Service"; must have a namespace, because this chart has one (vision) — '
      + 'the agent looks for the policy in the namespace of the Service; define both in one chart, or give the Service its namespace',
    );
  });
});
