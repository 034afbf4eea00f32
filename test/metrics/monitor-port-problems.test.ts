import { ApiObject } from 'cdk8s';
import {
  InferenceDeployment, InferenceMonitor, ModelServer, MonitorKind, ServedWorkload, type InferenceDeploymentProps,
  type InferenceMonitorProps, type ServedWorkloadOptions,
} from '../../src';
import { podPortProblems, servicePortProblems } from '../../src/metrics/monitor-port-problems';
import { deploymentProps, find, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const SIDECAR = { name: 'exporter', image: 'a/exporter:1', resources: {}, ports: [{ name: 'prom', number: 9102 }] };
const QUIET = { server: ModelServer.triton({ enableMetrics: false }) };

function served(changes: Partial<InferenceDeploymentProps> = {}): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'Resnet', deploymentProps(changes));
}

describe('InferenceMonitor refuses', () => {
  test.each<[string, Partial<InferenceMonitorProps>, Partial<InferenceDeploymentProps>, ...Expected[]]>([
    ['a server without metrics', {}, QUIET, ['metrics/no-metrics-shown', 'of[0]']],
    ['a server without metrics, by a port alone', { port: 'http' }, QUIET, ['metrics/no-metrics-shown', 'of[0]']],
    ['a server without metrics, by a path alone', { path: '/metrics' }, QUIET, ['metrics/no-metrics-shown', 'of[0]']],
    ['a port that the pod has not', { port: 'prom' },
      { extraContainers: [{ ...SIDECAR, ports: [{ number: 9102, name: 'exporter' }] }] },
      ['metrics/unknown-pod-port', 'port']],
    ['a port of the pod that the Service has not', { kind: MonitorKind.SERVICE, port: 'grpc' },
      { service: { ports: [{ name: 'web', port: 80, targetPort: 8501 }] } }, ['metrics/unknown-service-port', 'port']],
    ['a Service without the port of the metrics', { kind: MonitorKind.SERVICE },
      { service: { ports: [{ name: 'grpc', port: 8500 }] } }, ['metrics/unknown-service-port', 'of[0]']],
    ['a Service whose only port has no name, and leads elsewhere', { kind: MonitorKind.SERVICE },
      { service: { ports: [{ port: 8500 }] } }, ['metrics/unknown-service-port', 'of[0]']],
    ['a Service without labels', { kind: MonitorKind.SERVICE }, { service: { labels: {} } },
      ['metrics/service-without-labels', 'of[0]']],
  ])('%s', (_, props, changes, ...expected) => {
    const it = served(changes);
    expect(refused(() => new InferenceMonitor(it, 'It', { of: [it], ...props }))).toEqual(expected);
  });
});

test('the port of the metrics, and another one of the pod or the Service, have no problem', () => {
  const it = served({ extraContainers: [SIDECAR] });
  expect(podPortProblems('of[0]', it, {})).toEqual([]);
  expect(podPortProblems('of[0]', it, { port: 'prom' })).toEqual([]);
  expect(servicePortProblems('of[0]', it, {})).toEqual([]);
  expect(servicePortProblems('of[0]', it, { port: 'grpc' })).toEqual([]);
});

test('an unknown port is reported with the ports that there are', () => {
  const [ofPod] = podPortProblems('of[0]', served({ extraContainers: [SIDECAR] }), { port: 'web' });
  expect(ofPod.rule).toContain('http, grpc, prom');
  const [ofService] = servicePortProblems('of[0]', served({ service: { ports: [{ port: 8500 }] } }), {});
  expect(ofService.rule).toContain('none has a name');
});

describe('a workload that exists already', () => {
  const labels = { app: 'own' };

  /** A monitor of it, with these ports of its container and of its Service. */
  function monitored(
    ports: object[], options: ServedWorkloadOptions, props: Partial<InferenceMonitorProps> = {}, front?: object[],
  ): any {
    const chart = testChart();
    const containers = [{ name: 'main', image: 'a/b:1', ports }];
    const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } };
    const metadata = { name: 'own' };
    const own = new ApiObject(chart, 'Own', { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec });
    const service = front && new ApiObject(chart, 'Service', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'own', labels }, spec: { selector: labels, ports: front },
    });
    new InferenceMonitor(chart, 'It', { of: [ServedWorkload.of(own, { service, ...options })], ...props });
    const { podMetricsEndpoints, endpoints } = find(chart, props.kind ?? 'PodMonitor').spec;
    return (podMetricsEndpoints ?? endpoints)[0];
  }
  const SERVICE = { kind: MonitorKind.SERVICE };

  test('is scraped by the name of the port, or by its number', () => {
    const named = [{ containerPort: 9100, name: 'stats' }];
    const unnamed = [{ containerPort: 9100 }];
    const at = { metricsPort: 9100 };
    expect(monitored(named, at)).toMatchObject({ port: 'stats', path: '/metrics' });
    expect(monitored(unnamed, at)).toMatchObject({ targetPort: 9100 });
    expect(monitored(unnamed, at)).not.toHaveProperty('port');
    const web = { name: 'web', port: 80, targetPort: 9100 };
    expect(monitored(unnamed, at, SERVICE, [web])).toMatchObject({ port: 'web' });
    expect(monitored(named, at, SERVICE, [{ port: 80, targetPort: 'stats' }])).toMatchObject({ targetPort: 9100 });
    expect(monitored(unnamed, at, SERVICE, [{ port: 9100 }])).toMatchObject({ targetPort: 9100 });
  });

  test.each<[string, () => unknown, ...Expected[]]>([
    ['without metrics', () => monitored([{ containerPort: 8080 }], {}), ['metrics/no-metrics-shown', 'of[0]']],
    ['with metrics on a port that it does not declare',
      () => monitored([{ containerPort: 8080 }], { metricsPort: 9100 }),
      ['metrics/undeclared-pod-port', 'of[0]']],
    ['without a Service for a ServiceMonitor', () => monitored([{ containerPort: 80 }], { metricsPort: 80 }, SERVICE),
      ['metrics/no-service', 'of[0]']],
    ['whose Service leads elsewhere',
      () => monitored([{ containerPort: 80 }], { metricsPort: 80 }, SERVICE, [{ port: 90, targetPort: 'x' }]),
      ['metrics/unknown-service-port', 'of[0]']],
    ['whose Service has no name for a port that is not declared',
      () => monitored([], { metricsPort: 80 }, SERVICE, [{ port: 80 }]), ['metrics/unknown-service-port', 'of[0]']],
  ])('is refused %s', (_, attempt, ...expected) => {
    expect(refused(attempt)).toEqual(expected);
  });
});
