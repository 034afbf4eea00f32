import {
  InferenceDeployment, InferenceMonitor, ModelServer, MonitorKind, type InferenceDeploymentProps,
  type InferenceMonitorProps,
} from '../../src';
import { podPortProblems, servicePortProblems } from '../../src/metrics/monitor-port-problems';
import { deploymentProps, refused, testChart } from '../helpers';

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
