import { ApiObject, Chart, Duration } from 'cdk8s';
import { ConfigMap, DaemonSet, Deployment, Service } from 'cdk8s-plus-27';
import { WORKLOADS } from './workloads';
import { ModelServer, ServedWorkload, type ServedWorkloadOptions } from '../../src';
import { refusal, refused, testChart } from '../helpers';

type Code = [code: string, field: string];

const [, make] = WORKLOADS[0];
const containers = [{ image: 'a/b:1', ports: [{ number: 8080 }] }];
const service = (chart: Chart, changes: object = {}, namespace?: string) => new ApiObject(chart, 'Other', {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'other', ...(namespace && { namespace }) },
  spec: { selector: { app: 'own' }, ports: [{ port: 80 }], ...changes },
});

test.each<[string, (chart: Chart) => unknown, ...Code[]]>([
  ['nothing', () => undefined, ['served/not-a-workload', 'workload']],
  ['null', () => null, ['served/not-a-workload', 'workload']],
  ['a name', () => 'own', ['served/not-a-workload', 'workload']],
  ['a chart', (chart) => chart, ['served/not-a-workload', 'workload']],
  ['a ConfigMap', (chart) => new ConfigMap(chart, 'C'), ['served/not-a-workload', 'workload']],
  ['a DaemonSet', (chart) => new DaemonSet(chart, 'D', { containers }), ['served/not-a-workload', 'workload']],
  ['a Deployment of another group',
    (chart) => new ApiObject(chart, 'D', { apiVersion: 'example.com/v1', kind: 'Deployment' }),
    ['served/not-a-workload', 'workload']],
  ['a Deployment without a pod template',
    (chart) => new ApiObject(chart, 'D', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: 'x' } }),
    ['served/not-a-workload', 'workload']],
  ['a Deployment that has no containers yet', (chart) => new Deployment(chart, 'D'),
    ['served/not-rendered', 'workload']],
])('%s is no workload that serves', (_, workload, ...codes) => {
  const chart = testChart();
  expect(refused(() => ServedWorkload.of(workload(chart) as never))).toEqual(codes);
});

test.each<[string, (chart: Chart) => object, ...Code[]]>([
  ['a server that is none', () => ({ server: 'triton' }), ['served/not-a-server', 'server']],
  ['a server with a wrong option', () => ({ server: ModelServer.triton({ image: '' }) }),
    ['validation/image', 'server.image']],
  ['a container that is not there', () => ({ container: 'side' }), ['served/unknown-container', 'container']],
  ['a container that is a number', () => ({ container: 5 }), ['served/unknown-container', 'container']],
  ['ports that are none', () => ({ httpPort: 0, metricsPort: 'http' }), ['validation/port', 'httpPort'],
    ['validation/port', 'metricsPort']],
  ['a path that is none', () => ({ metricsPath: 'metrics' }), ['served/invalid-metrics-path', 'metricsPath']],
  ['a duration of half a second', () => ({ maxRequestDuration: Duration.millis(500) }),
    ['validation/seconds', 'maxRequestDuration']],
  ['a duration of no type', () => ({ maxRequestDuration: 30 }), ['validation/duration', 'maxRequestDuration']],
  ['a Service that is none', () => ({ service: 'web' }), ['served/not-a-service', 'service']],
  ['a ConfigMap for the Service', (chart) => ({ service: new ConfigMap(chart, 'C') }),
    ['served/not-a-service', 'service']],
  ['a Service of other pods', (chart) => ({ service: service(chart, { selector: { app: 'other' } }) }),
    ['served/service-selects-other-pods', 'service']],
  ['a Service without a selector', (chart) => ({ service: service(chart, { selector: undefined }) }),
    ['served/service-selects-other-pods', 'service']],
  ['a Service of another namespace', (chart) => ({ service: service(chart, {}, 'shop') }),
    ['served/service-in-other-namespace', 'service']],
  ['a Service that cdk8s cannot render yet', (chart) => ({ service: new Service(chart, 'S') }),
    ['served/service-not-rendered', 'service']],
])('%s is refused', (_, options, ...codes) => {
  const chart = testChart();
  const { workload } = make(chart);
  expect(refused(() => ServedWorkload.of(workload, options(chart) as ServedWorkloadOptions))).toEqual(codes);
  expect(workload.node.scope).toBe(chart);
});

test('the refusal names the workload, and all that is wrong', () => {
  const { workload } = make(testChart());
  const text = refusal(() => ServedWorkload.of(workload, { container: 'side', httpPort: -1 }));
  expect(text).toContain('ServedWorkload cannot be defined');
  expect(text).toContain('[test/Own/Resource]');
  expect(text).toContain('must be a container of the pod: main');
  expect(text).toContain('httpPort');
});
