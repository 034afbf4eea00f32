import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, LoadShape, LoadTestMode, LocustLoadTest, ModelServer, PredictRequest, ScalingEngine,
  type InferenceDeploymentProps, type LocustLoadTestProps,
} from '../../src';
import { targetUrl } from '../../src/load/load-test-problems';
import { autoscaledProps, deploymentProps, refusal, testChart } from '../helpers';

const SHAPE = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });
const REQUEST = PredictRequest.json({ instances: [1] });

function attempt(changes: Partial<LocustLoadTestProps>, served: Partial<InferenceDeploymentProps> = {}): string | undefined {
  const chart = testChart();
  const target = new InferenceDeployment(chart, 'M', deploymentProps(served));
  return refusal(() => new LocustLoadTest(chart, 'Load', { target, request: REQUEST, shape: SHAPE, ...changes }));
}

const NAME = 'must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 50 characters): longer names are made of it — the API server would reject the object; give another name (Kubernetes API validation)';
const TARGET = 'must be an AutoscaledInference or InferenceDeployment — there is nothing to send to; define one';
const WEB_ONLY = 'is for LoadTestMode.WEB only — a Job runs in one process, by itself; leave it out';
const JOB = LoadTestMode.JOB;
const grpcOnly = { server: ModelServer.custom({ image: 'a/b:1', grpcPort: 9000 }) };
const http = PredictRequest.http({ path: '/' });

test.each<[Partial<LocustLoadTestProps>, Partial<InferenceDeploymentProps>, ...string[]]>([
  [{ target: undefined }, {}, `target: got undefined; ${TARGET}`],
  [{ target: {} as never }, {}, `target: got {}; ${TARGET}`],
  [{ request: { path: '/' } as never }, {}, 'request: got {"path":"/"}; must be a PredictRequest — there is nothing to send; use one of its factories'],
  [{ shape: undefined }, {}, 'shape: got undefined; must be a LoadShape — nobody would send; use LoadShape.steps'],
  [{ mode: 'headless' as never }, {}, 'mode: got "headless"; must be a LoadTestMode — nothing else runs it; use LoadTestMode.WEB or JOB'],
  [{ name: 'Load_Test' }, {}, `name: got "Load_Test"; ${NAME}`],
  [{ name: 'a'.repeat(51) }, {}, `name: got "${'a'.repeat(51)}"; ${NAME}`],
  [{ name: '' }, {}, `name: got ""; ${NAME}`],
  [{ name: '1st' }, {}, `name: got "1st"; ${NAME}`],
  [{ request: PredictRequest.text('{') }, {}, 'request.body: got "{"; must be JSON — the server would refuse each request; give an object, or its text'],
  [{ shape: LoadShape.steps({ users: 0, every: Duration.minutes(1), count: 1 }) }, {}, 'shape.users: got 0; must be a whole number of at least 1 — Locust could not follow it; give how many users'],
  [{ request: http }, grpcOnly, 'target: got "m"; has no port of its Service for the HTTP API of its server — Locust speaks HTTP only; add the port to the Service'],
  [{}, { service: { ports: [{ port: 8500 }] } }, 'target: got "m"; has no port of its Service for the HTTP API of its server — Locust speaks HTTP only; add the port to the Service'],
  [{ workers: 0 }, {}, 'workers: got 0; must be a whole number of at least 1 — nobody would send; give one for each core'],
  [{ workers: 1.5 }, {}, 'workers: got 1.5; must be a whole number of at least 1 — nobody would send; give one for each core'],
  [{ image: 'Locust!' }, {}, 'image: got "Locust!"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [{ resources: {} }, {}, 'resources: name no resource — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  [{ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }, {},
    'resources.requests["cpu"]: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)'],
  [{ maxWait: Duration.millis(799) }, {}, 'maxWait: got "799 ms"; must not be below minWait of 800 ms — Locust could not choose a time between them; raise it'],
  [{ minWait: Duration.seconds(2), maxWait: Duration.seconds(1) }, {}, 'maxWait: got "1000 ms"; must not be below minWait of 2000 ms — Locust could not choose a time between them; raise it'],
  [{ mode: JOB, workers: 1 }, {}, `workers: got 1; ${WEB_ONLY}`],
  [{ mode: JOB, autostart: false, workers: 0 }, {}, 'workers: got 0; must be a whole number of at least 1 — nobody would send; give one for each core', `workers: got 0; ${WEB_ONLY}`, `autostart: got false; ${WEB_ONLY}`],
  [{ request: undefined, shape: undefined }, {}, 'request: got undefined; must be a PredictRequest — there is nothing to send; use one of its factories', 'shape: got undefined; must be a LoadShape — nobody would send; use LoadShape.steps'],
].map(([changes, served, ...lines]) => [lines[0], changes, served, lines] as never))('refused: %s', (_, changes: any, served: any, lines: any) => {
  expect(attempt(changes, served)).toBe(['LocustLoadTest cannot be defined:', ...lines.map((line: string) => `  [test/Load] ${line}`)].join('\n'));
});

test.each<[string, Partial<LocustLoadTestProps>]>([
  ['a name of 50 characters', { name: 'a'.repeat(50) }],
  ['no wait at all', { minWait: Duration.seconds(0), maxWait: Duration.seconds(0) }],
  ['a wait of a fraction of a millisecond', { minWait: Duration.seconds(1.0005) }],
  ['a wait that is always the same', { minWait: Duration.seconds(1), maxWait: Duration.seconds(1) }],
  ['many workers', { workers: 32 }],
])('%s is accepted', (_, changes) => {
  expect(attempt(changes)).toBeUndefined();
});

describe('where requests go', () => {
  const url = (changes: Partial<InferenceDeploymentProps> = {}, chart: Chart = testChart()) => targetUrl(new InferenceDeployment(chart, 'M', deploymentProps(changes)));

  test('is the Service, and its port for the HTTP API of the server', () => {
    expect(url()).toBe('http://m.vision:8501');
    expect(url({ server: ModelServer.triton() })).toBe('http://m.vision:8000');
    expect(url({ service: { name: 'front', ports: [{ name: 'grpc', port: 80, targetPort: 8500 }, { name: 'http', port: 81, targetPort: 8501 }] } })).toBe('http://front.vision:81');
  });

  test('is found from the same namespace where the chart names none', () => {
    expect(url({}, new Chart(testChart().node.root, 'nowhere'))).toBe('http://m:8501');
  });

  test('is unknown where the server has no HTTP API, or the Service no port for it', () => {
    expect(url(grpcOnly)).toBeUndefined();
    expect(url({ service: { ports: [{ port: 8500 }] } })).toBeUndefined();
  });

  test('is the same of what scales, whatever scales it', () => {
    const chart = testChart();
    const scaled = (id: string, engine?: ScalingEngine) => targetUrl(new AutoscaledInference(chart, id, autoscaledProps({ engine })));
    expect([scaled('One'), scaled('Two', ScalingEngine.keda())]).toEqual(['http://one.vision:8501', 'http://two.vision:8501']);
  });
});
