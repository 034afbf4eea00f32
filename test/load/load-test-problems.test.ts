import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, LoadShape, LoadTestMode, LocustLoadTest, ModelServer, PredictRequest,
  ScalingEngine, type InferenceDeploymentProps, type LocustLoadTestProps,
} from '../../src';
import { targetUrl } from '../../src/load/load-test-problems';
import { autoscaledProps, deploymentProps, refused, testChart } from '../helpers';

type Code = [code: string, field: string];
type Row = [what: string, changes: object, ...problems: Code[]];

const SHAPE = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });
const REQUEST = PredictRequest.json({ instances: [1] });
const JOB = LoadTestMode.JOB;

function attempt(changes: object, served: Partial<InferenceDeploymentProps> = {}): Code[] {
  const chart = testChart();
  const target = new InferenceDeployment(chart, 'M', deploymentProps(served));
  const props: LocustLoadTestProps = { target, request: REQUEST, shape: SHAPE, ...changes };
  return refused(() => new LocustLoadTest(chart, 'Load', props));
}

const ROWS: Row[] = [
  ['no target', { target: undefined }, ['load/not-a-target', 'target']],
  ['a target that is no inference', { target: {} }, ['load/not-a-target', 'target']],
  ['a target that is null', { target: null }, ['load/not-a-target', 'target']],
  ['a target that is a URL', { target: 'http://m' }, ['load/not-a-target', 'target']],
  [
    'a target whose Service is none',
    { target: { server: ModelServer.triton(), service: { name: 'm', ports: [] } } },
    ['load/not-a-target', 'target'],
  ],
  ['a request that is no PredictRequest', { request: { path: '/' } }, ['load/not-a-request', 'request']],
  ['no shape', { shape: undefined }, ['load/not-a-shape', 'shape']],
  ['a mode that is none', { mode: 'headless' }, ['load/unknown-mode', 'mode']],
  ['a mode that is null', { mode: null }, ['load/unknown-mode', 'mode']],
  ['a wrong name', { name: 'Load_Test' }, ['validation/name', 'name']],
  ['a name of 51 characters', { name: 'a'.repeat(51) }, ['validation/name', 'name']],
  ['an empty name', { name: '' }, ['validation/name', 'name']],
  ['a name that begins with a digit', { name: '1st' }, ['validation/name', 'name']],
  ['a body that is no JSON', { request: PredictRequest.text('{') }, ['load/body-not-json', 'request.body']],
  [
    'a shape without users',
    { shape: LoadShape.steps({ users: 0, every: Duration.minutes(1), count: 1 }) },
    ['validation/integer', 'shape.users'],
  ],
  ['no worker', { workers: 0 }, ['validation/integer', 'workers']],
  ['a fraction of a worker', { workers: 1.5 }, ['validation/integer', 'workers']],
  ['a wrong image', { image: 'Locust!' }, ['validation/image', 'image']],
  [
    'waits that contradict each other',
    { minWait: Duration.seconds(2), maxWait: Duration.seconds(1) },
    ['load/max-wait-below-min-wait', 'maxWait'],
  ],
  ['a wait without a unit', { minWait: 800 }, ['load/wait-not-a-duration', 'minWait']],
  ['workers of a Job', { mode: JOB, workers: 1 }, ['load/web-mode-only', 'workers']],
  ['autostart of a Job', { mode: JOB, autostart: true }, ['load/web-mode-only', 'autostart']],
  [
    'no workers and no autostart of a Job',
    { mode: JOB, autostart: false, workers: 0 },
    ['load/web-mode-only', 'workers'],
    ['load/web-mode-only', 'autostart'],
  ],
  [
    'neither a request nor a shape',
    { request: undefined, shape: undefined },
    ['load/not-a-request', 'request'],
    ['load/not-a-shape', 'shape'],
  ],
  [
    'several things at once',
    { name: '', request: PredictRequest.text('{'), workers: 0, image: '', maxWait: Duration.millis(1) },
    ['validation/name', 'name'],
    ['load/body-not-json', 'request.body'],
    ['validation/integer', 'workers'],
    ['validation/image', 'image'],
    ['load/max-wait-below-min-wait', 'maxWait'],
  ],
];

test.each(ROWS)('refused: %s', (_, changes, ...problems) => {
  expect(attempt(changes)).toEqual(problems);
});

const grpcOnly = { server: ModelServer.custom({ image: 'a/b:1', grpcPort: 9000 }) };
const grpcPort = { service: { ports: [{ port: 8500 }] } };

test.each<[string, object, Partial<InferenceDeploymentProps>]>([
  ['a server without an HTTP API', { request: PredictRequest.http({ path: '/' }) }, grpcOnly],
  ['a Service without a port for it', {}, grpcPort],
])('refused: %s', (_, changes, served) => {
  expect(attempt(changes, served)).toEqual([['load/no-http-port', 'target']]);
});

// The code of each fault is that of the check of resources.
test.each<[string, object, string]>([
  ['no resource', {}, 'resources'],
  ['a request above its limit', { requests: { cpu: '2' }, limits: { cpu: '1' } }, 'resources.requests["cpu"]'],
])('refused: %s', (_, resources, field) => {
  expect(attempt({ resources }).map(([, at]) => at)).toEqual([field]);
});

test.each<[string, object]>([
  ['a name of 50 characters', { name: 'a'.repeat(50) }],
  ['no wait at all', { minWait: Duration.seconds(0), maxWait: Duration.seconds(0) }],
  ['a wait of a fraction of a millisecond', { minWait: Duration.seconds(1.0005) }],
  ['a wait that is always the same', { minWait: Duration.seconds(1), maxWait: Duration.seconds(1) }],
  ['many workers', { workers: 32 }],
  ['a Job', { mode: JOB }],
])('%s is accepted', (_, changes) => {
  expect(attempt(changes)).toEqual([]);
});

describe('the URL of the target', () => {
  const url = (changes: Partial<InferenceDeploymentProps> = {}, chart: Chart = testChart()) => (
    targetUrl(new InferenceDeployment(chart, 'M', deploymentProps(changes))));

  test('is the Service, and its port for the HTTP API of the server', () => {
    expect(url()).toBe('http://m.vision:8501');
    expect(url({ server: ModelServer.triton() })).toBe('http://m.vision:8000');
    const ports = [{ name: 'grpc', port: 80, targetPort: 8500 }, { name: 'http', port: 81, targetPort: 8501 }];
    expect(url({ service: { name: 'front', ports } })).toBe('http://front.vision:81');
  });

  test('has no namespace where the chart has none', () => {
    expect(url({}, new Chart(testChart().node.root, 'nowhere'))).toBe('http://m:8501');
  });

  test('is undefined where the server has no HTTP API, or the Service no port for it', () => {
    expect(url(grpcOnly)).toBeUndefined();
    expect(url(grpcPort)).toBeUndefined();
  });

  test('does not depend on what scales the target', () => {
    const chart = testChart();
    const scaled = (id: string, engine?: ScalingEngine) => (
      targetUrl(new AutoscaledInference(chart, id, autoscaledProps({ engine }))));
    const urls = [scaled('One'), scaled('Two', ScalingEngine.keda())];
    expect(urls).toEqual(['http://one.vision:8501', 'http://two.vision:8501']);
  });
});
