import { Chart } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-27';
import {
  EdgeNodes,
  EdgePlacement,
  InferenceDeployment,
  ModelServer,
  type InferenceDeploymentProps,
  type InferenceServiceOptions,
} from '../../src';
import { deploymentProps, find, testChart } from '../helpers';

function service(
  options?: InferenceServiceOptions,
  changes: (chart: Chart) => Partial<InferenceDeploymentProps> = () => ({}),
): any {
  const chart = testChart();
  return find(new InferenceDeployment(chart, 'M', deploymentProps({ ...changes(chart), service: options })), 'Service');
}

describe('the Service', () => {
  test("has the deployment's name, labels and selector, and the server's ports", () => {
    expect(service()).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'm', namespace: 'vision', labels: { app: 'm' } },
      spec: {
        type: 'ClusterIP',
        selector: { app: 'm' },
        ports: [
          { name: 'http', port: 8501, protocol: 'TCP', targetPort: 8501 },
          { name: 'grpc', port: 8500, protocol: 'TCP', targetPort: 8500 },
        ],
      },
    });
  });

  test('has the metrics port and further ports of the container too', () => {
    const { ports } = service(undefined, () => ({
      server: ModelServer.triton(),
      ports: [
        { name: 'debug', number: 6000, protocol: Protocol.UDP },
        { name: 'admin', number: 6001 },
      ],
    })).spec;
    expect(ports.map((p: any) => `${p.name} ${p.port}:${p.targetPort}/${p.protocol ?? 'default'}`)).toEqual([
      'http 8000:8000/TCP',
      'grpc 8001:8001/TCP',
      'metrics 8002:8002/TCP',
      'debug 6000:6000/UDP',
      'admin 6001:6001/default',
    ]);
  });

  test('is what its user says', () => {
    const s = service({
      name: 'front',
      type: ServiceType.LOAD_BALANCER,
      labels: { tier: 'web' },
      annotations: { 'example.com/a': 'b' },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      ports: [
        { name: 'web', port: 80, targetPort: 8501 },
        { name: 'rpc', port: 81, targetPort: 8500, protocol: Protocol.TCP, nodePort: 30080 },
      ],
    });
    expect(s.metadata).toEqual({
      name: 'front',
      namespace: 'vision',
      labels: { tier: 'web' },
      annotations: { 'example.com/a': 'b' },
    });
    expect(s.spec).toEqual({
      type: 'LoadBalancer',
      selector: { app: 'm' },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      ports: [
        { name: 'web', port: 80, protocol: 'TCP', targetPort: 8501 },
        { name: 'rpc', port: 81, protocol: 'TCP', targetPort: 8500, nodePort: 30080 },
      ],
    });
  });

  test('one port needs no name, and sends to its own number unless it says where', () => {
    expect(service({ ports: [{ port: 8501 }] }).spec.ports).toEqual([{ port: 8501, protocol: 'TCP' }]);
  });

  test('may select by fewer labels than the deployment, for pods of several', () => {
    const labels = () => ({ labels: { team: 'vision' }, selector: { app: 'shop', version: 'v2' } });
    expect(service(undefined, labels).spec.selector).toEqual({ app: 'shop', version: 'v2' });
    expect(service({ selector: { app: 'shop' } }, labels).spec.selector).toEqual({ app: 'shop' });
    expect(service({ selector: { team: 'vision' } }, labels).spec.selector).toEqual({ team: 'vision' });
  });
});

describe('on the edge', () => {
  const edge = (chart: Chart) => ({ placement: new EdgePlacement(chart, 'Edge') });

  test('ports are named as EdgeMesh documents it, <protocol>-<suffix>', () => {
    expect(service(undefined, edge).spec.ports.map((p: any) => p.name)).toEqual(['http-0', 'grpc-0']);
  });

  test("the user's names stay", () => {
    expect(service({ ports: [{ name: 'http', port: 8501 }] }, edge).spec.ports[0].name).toBe('http');
    expect(
      service(undefined, (chart) => ({ ...edge(chart), ports: [{ name: 'debug', number: 6000 }] })).spec.ports[2].name,
    ).toBe('debug');
  });

  test('off the edge they stay too', () => {
    const cloud = (chart: Chart) => ({ placement: new EdgePlacement(chart, 'Cloud', { nodes: EdgeNodes.cloud() }) });
    expect(service(undefined, cloud).spec.ports.map((p: any) => p.name)).toEqual(['http', 'grpc']);
  });
});
