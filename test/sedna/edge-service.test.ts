import { App, Chart, Duration } from 'cdk8s';
import { Pod, Probe, Protocol, type ContainerPort } from 'cdk8s-plus-27';
import { ScalingMetric, SednaJointInference, type SednaEdgeWorkerOptions } from '../../src';
import { find, jointProps, RESOURCES, synth, testChart, type JointChanges } from '../helpers';

const CONTAINER = { image: 'registry.example.com/worker:1.0', resources: RESOURCES };
const SELECTOR = {
  'jointinferenceservice.sedna.io/name': 'helmet',
  'jointinferenceservice.sedna.io/worker-type': 'edge',
};
const side = { name: 'side', image: 'registry.example.com/side:1.0', resources: RESOURCES };

function define(
  edge: Partial<SednaEdgeWorkerOptions>,
  changes: JointChanges = {},
  chart: Chart = testChart(),
): SednaJointInference {
  return new SednaJointInference(chart, 'Helmet', jointProps(chart, { ...changes, edge }));
}

const listening = (...ports: ContainerPort[]) => ({ container: { ...CONTAINER, ports } });
const printed = (edge: Partial<SednaEdgeWorkerOptions>, changes?: JointChanges): any =>
  find(define(edge, changes), 'Service');
const port = (name: string, number: number, protocol: string = 'TCP') => ({
  name,
  port: number,
  targetPort: number,
  protocol,
});

describe('the Service in front of the edge worker', () => {
  test('is all that EdgeMesh needs, and no more', () => {
    expect(printed(listening({ number: 8080 }))).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'helmet-edge', namespace: 'vision', labels: SELECTOR },
      spec: { type: 'ClusterIP', selector: SELECTOR, ports: [port('tcp-0', 8080)] },
    });
  });

  test.each<[string, ContainerPort[], object[]]>([
    [
      'are called after their protocol where they have no name',
      [{ number: 80 }, { number: 53, protocol: Protocol.UDP }, { number: 81, protocol: Protocol.TCP }],
      [port('tcp-0', 80), port('udp-1', 53, 'UDP'), port('tcp-2', 81)],
    ],
    [
      'are called as EdgeMesh documents it where the container calls them http and grpc',
      [
        { number: 80, name: 'http' },
        { number: 81, name: 'grpc' },
      ],
      [port('http-0', 80), port('grpc-0', 81)],
    ],
    [
      'get another number where that name is taken',
      [{ number: 80, name: 'tcp-1' }, { number: 81 }, { number: 82 }],
      [port('tcp-1', 80), port('tcp-2', 81), port('tcp-3', 82)],
    ],
    [
      'get another number where that name comes later',
      [{ number: 80 }, { number: 81, name: 'tcp-0' }],
      [port('tcp-1', 80), port('tcp-0', 81)],
    ],
    [
      'get another suffix where http-0 is taken',
      [
        { number: 80, name: 'http' },
        { number: 81, name: 'http-0' },
      ],
      [port('http-1', 80), port('http-0', 81)],
    ],
    [
      'keep any other name',
      [
        { number: 80, name: 'http-api' },
        { number: 81, name: 'metrics' },
      ],
      [port('http-api', 80), port('metrics', 81)],
    ],
  ])('has the ports of the container, which %s', (_, ports, expected) => {
    expect(printed(listening(...ports)).spec.ports).toEqual(expected);
  });

  test('has the ports of further containers behind those of the worker, however they are written', () => {
    const extraContainers = [
      { ...side, portNumber: 9000 },
      { ...side, name: 'two', ports: [{ number: 9001, name: 'metrics' }] },
      { ...side, name: 'three', port: 9002, ports: [{ number: 9003 }] },
    ];
    expect(printed({ ...listening({ number: 80, name: 'http' }), extraContainers }).spec.ports).toEqual([
      port('http-0', 80), port('tcp-1', 9000), port('metrics', 9001), port('tcp-3', 9002), port('tcp-4', 9003),
    ]);
    expect(printed({ extraContainers }).spec.ports.length).toBe(4);
  });

  test('has the ports of the pod where there is one', () => {
    const chart = testChart();
    const pod = new Pod(chart, 'Own', {
      containers: [
        { image: CONTAINER.image, ports: [{ number: 80, name: 'http' }] },
        { ...side, portNumber: 9000 },
      ],
    });
    expect(find(define({ container: undefined, pod }, {}, chart), 'Service').spec.ports).toEqual([
      port('http-0', 80),
      port('tcp-1', 9000),
    ]);
  });

  test('has the ports that were given, which may differ from the container\'s, as they were', () => {
    const ports = [{ name: 'http-0', port: 80, targetPort: 8080 }, { name: 'udp-0', port: 53, protocol: Protocol.UDP }];
    const joint = define({
      ...listening({ number: 8080, name: 'api' }, { number: 53, protocol: Protocol.UDP }),
      service: { ports },
    });
    ports.pop();
    ports[0].port = 81;
    expect(find(joint, 'Service').spec.ports).toEqual([
      { name: 'http-0', port: 80, targetPort: 8080, protocol: 'TCP' },
      { name: 'udp-0', port: 53, protocol: 'UDP' },
    ]);
  });

  test('has the name and the annotations that were given, as they were', () => {
    const annotations: Record<string, string> = { 'example.com/owner': 'vision' };
    const joint = define({ ...listening({ number: 80 }), service: { name: 'front', annotations } });
    annotations.more = 'x';
    expect(find(joint, 'Service').metadata).toEqual({
      name: 'front',
      namespace: 'vision',
      labels: SELECTOR,
      annotations: { 'example.com/owner': 'vision' },
    });
    expect(joint.edge.service!.name).toBe('front');
  });

  test('has the labels of the service beside those that it selects by, which cannot be changed', () => {
    const labels = { 'team': 'vision', 'jointinferenceservice.sedna.io/name': 'other' };
    const service = printed(listening({ number: 80 }), { labels });
    expect(service.metadata.labels).toEqual({ team: 'vision', ...SELECTOR });
    expect(service.spec.selector).toEqual(SELECTOR);
  });

  test('finds the pods that Sedna makes, after the name that the service has', () => {
    const joint = define(listening({ number: 80 }), { name: 'n'.repeat(53) });
    const { metadata, spec } = find(joint, 'Service');
    expect(metadata.name).toBe(`${'n'.repeat(53)}-edge`);
    expect(spec.selector).toEqual(joint.edge.selector);
    expect(joint.edge.labels).toMatchObject(spec.selector);
  });

  test('is in the namespace of its chart, or in none', () => {
    const chart = new Chart(new App(), 'bare');
    expect(find(define(listening({ number: 80 }), {}, chart), 'Service').metadata).toEqual({
      name: 'helmet-edge',
      labels: SELECTOR,
    });
  });

  test('prints the same again', () => {
    const chart = testChart();
    define(listening({ number: 80 }), {}, chart);
    expect(synth(chart)).toEqual(synth(chart));
  });
});

describe('there is', () => {
  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['a container declares a port', listening({ number: 80 })],
    ['a further container declares one', { extraContainers: [{ ...side, portNumber: 9000 }] }],
    ['it is described', { ...listening({ number: 80 }), service: {} }],
    ['it has the only port', { service: { ports: [{ port: 80 }] } }],
    ['it is asked for', { ...listening({ number: 80 }), exposed: true }],
    ['it is asked for and described', { exposed: true, service: { ports: [{ port: 80 }] } }],
  ])('a Service when %s', (_, edge) => {
    const joint = define(edge);
    expect(find(joint, 'Service').metadata.name).toBe('helmet-edge');
    expect(joint.edge.service!.node.scope).toBe(joint);
  });

  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['no container declares a port', {}],
    ['its ports are not exposed', { ...listening({ number: 80 }), exposed: false }],
    [
      'only a probe names a port',
      { container: { ...CONTAINER, readiness: Probe.fromTcpSocket({ port: 80, periodSeconds: Duration.seconds(5) }) } },
    ],
    ['only a container that runs before names a port', { initContainers: [{ ...side, portNumber: 9000 }] }],
    ['the worker only scales', { scaling: { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] } }],
  ])('no Service when %s', (_, edge) => {
    const joint = define(edge);
    expect(joint.edge.service).toBeUndefined();
    expect(synth(Chart.of(joint)).map((o) => o.kind)).not.toContain('Service');
  });

  test.each<[number, ContainerPort[]]>([
    [0, []],
    [1, [{ number: 80 }]],
  ])('a Service for a pod only when it declares a port: %d', (services, ports) => {
    const chart = testChart();
    const pod = new Pod(chart, 'Own', { containers: [{ image: CONTAINER.image, ports }] });
    define({ container: undefined, pod }, {}, chart);
    expect(synth(chart).filter((o) => o.kind === 'Service').length).toBe(services);
  });

  test('none in front of the cloud worker, whose Service Sedna makes', () => {
    const joint = define({}, { cloud: listening({ number: 5000 }) });
    expect(synth(Chart.of(joint)).map((o) => o.kind)).not.toContain('Service');
    expect([joint.cloud.serviceName, joint.cloud.servicePort]).toEqual(['helmet-cloud', 5000]);
  });
});
