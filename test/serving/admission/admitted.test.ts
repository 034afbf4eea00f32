import { ApiObject, Chart, Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceDeployment, InferenceGateway, InferenceMonitor, InferencePool, LoadShape, LoadTestMode,
  LocustLoadTest, ModelServer, ModelSource, PredictRequest, type NetworkAdmissionOptions,
} from '../../../src';
import { autoscaledProps, deploymentProps, find, refused, testChart } from '../../helpers';

const TRITON = { server: ModelServer.triton() };
const ports = (...numbers: number[]) => numbers.map((port) => ({ port, protocol: 'TCP' }));
const ALL = ports(8000, 8001, 8002);
const POD = { containers: [{ name: 'a', image: 'a/b:1' }] };
const SHAPE = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 2 });
const REQUEST = PredictRequest.json({ inputs: [] }, { modelName: 'resnet' });
const inNamespace = (name: string) => ({
  podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

function served(admit: NetworkAdmissionOptions, chart: Chart = testChart()): InferenceDeployment {
  return new InferenceDeployment(chart, 'M', deploymentProps({ ...TRITON, admit }));
}

const ingress = (chart: Chart, name: string = 'm') => find(chart, 'NetworkPolicy', name).spec.ingress;

test('without anything, the policy denies all', () => {
  const model = served({});
  expect(find(model, 'NetworkPolicy').spec).toEqual({
    podSelector: { matchLabels: { app: 'm' } }, policyTypes: ['Ingress'],
  });
});

test('namespaces send requests or scrape, by the label that each namespace has', () => {
  const chart = Chart.of(served({ callerNamespaces: ['ingress-nginx', 'keda'], scraperNamespaces: ['monitoring'] }));
  expect(ingress(chart)).toEqual([
    { from: [inNamespace('ingress-nginx'), inNamespace('keda')], ports: ALL },
    { from: [inNamespace('monitoring')], ports: ports(8002) },
  ]);
});

test('workloads of the app: of cdk8s-plus, of plain YAML, and served models', () => {
  const chart = testChart();
  const web = new Deployment(chart, 'Web', { containers: [{ image: 'a/b:1' }] });
  const plain = new ApiObject(chart, 'Plain', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'plain' },
    spec: {
      selector: { matchLabels: { app: 'plain' } },
      template: { metadata: { labels: { app: 'plain' } }, spec: POD },
    },
  } as any);
  const one = new InferenceDeployment(chart, 'One', deploymentProps(TRITON));
  const two = new AutoscaledInference(chart, 'Two', autoscaledProps(TRITON));
  served({ callerWorkloads: [web, plain, one, two] }, chart);
  const labels = ingress(chart).map(({ from }: any) => from[0].podSelector.matchLabels);
  expect(labels).toEqual([
    { 'cdk8s.io/metadata.addr': expect.any(String) },
    { app: 'plain' },
    { app: 'one' },
    { app: 'two' },
  ]);
  expect(ingress(chart)[0].ports).toEqual(ALL);
});

test('a workload of another namespace is selected there', () => {
  const chart = testChart();
  const other = new Chart(chart.node.root as any, 'other', { namespace: 'front' });
  const web = new InferenceDeployment(other, 'Web', deploymentProps(TRITON));
  served({ callerWorkloads: [web] }, chart);
  expect(ingress(chart)[0].from).toEqual([{ ...inNamespace('front'), podSelector: { matchLabels: { app: 'web' } } }]);
});

const peersOf = (chart: Chart, name: string = 'm') => ingress(chart, name).flatMap(({ from }: any) => from);
const LOAD = { url: 'http://elsewhere', request: PredictRequest.http({ path: '/' }), shape: SHAPE };

test('a workload is selected in its own namespace, whatever that of its chart', () => {
  const chart = testChart();
  const web = new ApiObject(chart, 'Web', {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'front', labels: { app: 'web' } }, spec: POD,
  } as any);
  const plus = new Deployment(chart, 'Plus', {
    metadata: { namespace: 'back' }, containers: [{ image: 'a/b:1' }],
  });
  served({ callerWorkloads: [web, plus] }, chart);
  expect(peersOf(chart).map((peer: any) => peer.namespaceSelector)).toEqual([
    inNamespace('front').namespaceSelector, inNamespace('back').namespaceSelector,
  ]);
});

test('a chart without a namespace is that of `default`', () => {
  const chart = testChart();
  const bare = new Chart(chart.node.root as any, 'bare');
  const web = new InferenceDeployment(bare, 'Web', deploymentProps(TRITON));
  served({ callerWorkloads: [web] }, chart);
  expect(peersOf(chart)).toEqual([{ ...inNamespace('default'), podSelector: { matchLabels: { app: 'web' } } }]);
  const named = new Chart(chart.node.root as any, 'named', { namespace: 'default' });
  const admit = { callerWorkloads: [web] };
  const other = new InferenceDeployment(named, 'Other', deploymentProps({ ...TRITON, admit }));
  expect(peersOf(Chart.of(other), 'other')).toEqual([{ podSelector: { matchLabels: { app: 'web' } } }]);
});

test('all pods of a construct with several workloads', () => {
  const chart = testChart();
  const load = new LocustLoadTest(chart, 'Load', LOAD);
  const once = new LocustLoadTest(chart, 'Once', { ...LOAD, mode: LoadTestMode.JOB });
  served({ callerWorkloads: [load, once] }, chart);
  expect(peersOf(chart).map((peer: any) => peer.podSelector.matchLabels)).toEqual([
    { app: 'load', role: 'master' },
    { app: 'load', role: 'worker' },
    { 'app': 'once', 'cdk8s.io/metadata.addr': 'once' },
  ]);
});

describe('an InferencePool', () => {
  const chat = (chart: Chart, admit?: NetworkAdmissionOptions) => new InferenceDeployment(
    chart, 'Chat', deploymentProps({ server: ModelServer.vllm(), model: ModelSource.volumeClaim('models'), admit }));
  const PICKER = { podSelector: { matchLabels: { app: 'chat-picker' } } };
  const route = { gateway: 'gateways/public' };

  test('as a caller is its picker, and not the model that it selects', () => {
    const chart = testChart();
    const pool = new InferencePool(chart, 'Pool', { inference: chat(chart) });
    served({ callerWorkloads: [pool] }, chart);
    expect(peersOf(chart)).toEqual([PICKER]);
  });

  test('has its picker let in at the port of the metrics, and the namespace of its Gateway', () => {
    const chart = testChart();
    new InferencePool(chart, 'Pool', { inference: chat(chart, {}), route });
    expect(ingress(chart, 'chat')).toEqual([
      { from: [PICKER], ports: ports(8000) },
      { from: [inNamespace('gateways')], ports: ports(8000) },
    ]);
  });

  test.each([
    ['without a route, whose Gateway is unknown', {}],
    ['of GKE, whose proxies are no pods', { route, gatewayType: InferenceGateway.GKE }],
  ])('%s lets in the picker only', (_, props) => {
    const chart = testChart();
    new InferencePool(chart, 'Pool', { inference: chat(chart, {}), ...props });
    expect(peersOf(chart, 'chat')).toEqual([PICKER]);
  });

  test('makes no policy where all may connect', () => {
    const chart = testChart();
    new InferencePool(chart, 'Pool', { inference: chat(chart), route });
    expect(() => find(chart, 'NetworkPolicy')).toThrow('0 objects');
  });
});

test('the pods of a load test that send requests are let in', () => {
  const chart = testChart();
  const target = served({ callers: [] }, chart);
  new LocustLoadTest(chart, 'Load', { target, request: REQUEST, shape: SHAPE });
  new LocustLoadTest(chart, 'Once', { target, request: REQUEST, shape: SHAPE, mode: LoadTestMode.JOB });
  expect(ingress(chart)).toEqual([
    { from: [{ podSelector: { matchLabels: { app: 'load', role: 'worker' } } }], ports: ALL },
    { from: [{ podSelector: { matchLabels: { app: 'once' } } }], ports: ALL },
  ]);
});

test('the Prometheus of a monitor that names its namespace is let in, on the port of the metrics', () => {
  const chart = testChart();
  const target = new AutoscaledInference(chart, 'M', autoscaledProps({ ...TRITON, admit: {} }));
  new InferenceMonitor(chart, 'Monitor', { of: [target], prometheusNamespace: 'monitoring' });
  expect(ingress(chart)).toEqual([{ from: [inNamespace('monitoring')], ports: ports(8002) }]);
});

test('where nothing is admitted, all may connect and no policy is made', () => {
  const chart = testChart();
  const target = new InferenceDeployment(chart, 'M', deploymentProps(TRITON));
  new InferenceMonitor(chart, 'Monitor', { of: [target], prometheusNamespace: 'monitoring' });
  new LocustLoadTest(chart, 'Load', { target, request: REQUEST, shape: SHAPE });
  expect(() => find(chart, 'NetworkPolicy')).toThrow('0 objects');
});

test.each<[string, any, string, string]>([
  ['callers that are no list', { callers: 'all' }, 'serving/callers-not-a-list', 'admit.callers'],
  ['null for a list', { callers: null }, 'serving/callers-not-a-list', 'admit.callers'],
  ['a namespace alone', { callerNamespaces: 'keda' }, 'serving/callers-not-a-list', 'admit.callerNamespaces'],
  ['a namespace with a space', { callerNamespaces: ['a b'] }, 'validation/name', 'admit.callerNamespaces[0]'],
  ['a scraper with a space', { scraperNamespaces: ['a b'] }, 'validation/name', 'admit.scraperNamespaces[0]'],
  ['a workload alone', { callerWorkloads: {} }, 'serving/callers-not-a-list', 'admit.callerWorkloads'],
  ['what is no workload', { callerWorkloads: ['web'] }, 'serving/caller-without-pods', 'admit.callerWorkloads[0]'],
  ['a chart', { callerWorkloads: [testChart()] }, 'serving/caller-without-pods', 'admit.callerWorkloads[0]'],
])('%s is refused', (_, admit, code, field) => {
  expect(refused(() => served(admit))).toEqual([[code, field]]);
});

test('a scraper of a server without metrics is refused', () => {
  const server = ModelServer.triton({ enableMetrics: false });
  const deploy = () => new InferenceDeployment(
    testChart(),
    'M',
    deploymentProps({ server, admit: { scraperNamespaces: ['a'] } }),
  );
  expect(refused(deploy)).toEqual([['serving/scraper-without-metrics', 'admit.scraperNamespaces']]);
});

test('a monitor refuses what is no namespace', () => {
  const chart = testChart();
  const target = served({}, chart);
  const monitor = () => new InferenceMonitor(chart, 'Monitor', { of: [target], prometheusNamespace: 'a b' });
  expect(refused(monitor)).toEqual([['validation/name', 'prometheusNamespace']]);
});
