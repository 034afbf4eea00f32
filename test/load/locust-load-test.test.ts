import { App, Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { parseAllDocuments } from 'yaml';
import {
  AutoscaledInference, InferenceDeployment, InferenceRules, LoadShape, LoadTestMode, LocustLoadTest, ModelServer,
  PredictRequest, ScalingEngine, type LocustLoadTestProps,
} from '../../src';
import { autoscaledProps, deploymentProps, find, stopped, synth, testChart } from '../helpers';

const REQUEST = PredictRequest.json({ instances: [{ b64: 'iVBORw0KGgo=' }] }, { modelVersion: '1' });
const SHAPE = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });

function load(changes: Partial<LocustLoadTestProps> = {}): LocustLoadTest {
  const chart = testChart();
  const target = changes.target ?? new InferenceDeployment(chart, 'Classifier', deploymentProps());
  return new LocustLoadTest(chart, 'Load', { target, request: REQUEST, shape: SHAPE, ...changes });
}

/** The objects that a load test prints, without those of its target. */
const own = (test: LocustLoadTest): any[] => synth(Chart.of(test)).filter((o) => o.metadata.name.startsWith('load'));
const names = (test: LocustLoadTest) => own(test).map((o) => `${o.kind} ${o.metadata.name}`);
const containerOf = (test: LocustLoadTest, kind: string, name: string): any => (
  find(test, kind, name).spec.template.spec.containers[0]);
const FILE = ['--locustfile', '/mnt/locust/locustfile.py'];
const HOST = ['--host', 'http://classifier.vision:8501'];
const JOB = { mode: LoadTestMode.JOB };

describe('with a web page', () => {
  test('there are a master, a Service in front of it, workers, and the files', () => {
    expect(names(load())).toEqual([
      'ConfigMap load-files', 'Deployment load-master', 'Service load', 'Deployment load-worker',
    ]);
  });

  test('the master shows the page, waits for the workers, and knows where requests go', () => {
    expect(containerOf(load({ workers: 3 }), 'Deployment', 'load-master')).toEqual({
      name: 'master',
      image: 'docker.io/locustio/locust:2.46.3',
      imagePullPolicy: 'IfNotPresent',
      args: [...FILE, '--master', '--expect-workers', '3', ...HOST],
      ports: [{ name: 'web', containerPort: 8089 }, { name: 'master', containerPort: 5557 }],
      env: [{ name: 'HOME', value: '/tmp' }],
      readinessProbe: { failureThreshold: 3, tcpSocket: { port: 8089 } },
      resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '512Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
      volumeMounts: [{ mountPath: '/mnt/locust', name: 'files', readOnly: true }, { mountPath: '/tmp', name: 'tmp' }],
    });
  });

  test('the workers report to the Service of the master, and have the same program', () => {
    const made = load({ workers: 3 });
    expect(find(made, 'Deployment', 'load-worker').spec.replicas).toBe(3);
    expect(find(made, 'Deployment', 'load-master').spec.replicas).toBe(1);
    expect(containerOf(made, 'Deployment', 'load-worker')).toMatchObject({
      name: 'worker',
      args: [...FILE, '--worker', '--master-host', 'load'],
      resources: { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    });
  });

  test('the Service routes to the master alone, for the page and for the workers', () => {
    const made = load();
    const { selector, ports, type } = find(made, 'Service', 'load').spec;
    const selects = (role: string) => {
      const { labels } = find(made, 'Deployment', `load-${role}`).spec.template.metadata;
      return Object.entries(selector).every(([key, value]) => labels[key] === value);
    };
    expect([selects('master'), selects('worker')]).toEqual([true, false]);
    expect(type).toBe('ClusterIP');
    expect(ports).toEqual([
      { name: 'web', port: 8089, targetPort: 8089 }, { name: 'master', port: 5557, targetPort: 5557 },
    ]);
  });

  test('there is never a second master', () => {
    expect(find(load(), 'Deployment', 'load-master').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('the objects are properties', () => {
    const made = load();
    const objects = [made.configMap, made.master!, made.workers!, made.service!];
    expect(objects.map(({ name }) => name)).toEqual(['load-files', 'load-master', 'load-worker', 'load']);
    expect(made.host).toBe('http://classifier.vision:8501');
    expect([made.job, made.node.defaultChild]).toEqual([undefined, made.master]);
  });
});

describe('as a Job', () => {
  test('there is one process, which starts automatically and is not retried', () => {
    const made = load(JOB);
    expect(names(made)).toEqual(['ConfigMap load-files', 'Job load']);
    const { spec } = find(made, 'Job');
    expect([spec.backoffLimit, spec.template.spec.restartPolicy]).toEqual([0, 'Never']);
    expect(containerOf(made, 'Job', 'load')).toMatchObject({
      name: 'locust',
      args: [...FILE, '--headless', '--only-summary', ...HOST],
      resources: { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    });
  });

  test('the objects are properties', () => {
    const made = load(JOB);
    expect([made.job!.name, made.node.defaultChild]).toEqual(['load', made.job]);
    expect([made.master, made.workers, made.service]).toEqual([undefined, undefined, undefined]);
  });
});

describe('every pod', () => {
  const pods = (): any[] => [...own(load()), ...own(load(JOB))].flatMap((o) => o.spec?.template?.spec ?? []);

  test('has the rights that Pod Security "restricted" allows, and no token', () => {
    expect(pods()).toHaveLength(3);
    for (const spec of pods()) {
      expect(spec.securityContext).toEqual({
        fsGroup: 1000,
        fsGroupChangePolicy: 'Always',
        runAsGroup: 1000,
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect([spec.automountServiceAccountToken, spec.hostNetwork]).toEqual([false, false]);
    }
  });

  test('takes no variables from Services: that of locust-web would be LOCUST_WEB_PORT, which Locust reads', () => {
    expect(pods().map((spec) => spec.enableServiceLinks)).toEqual([false, false, false]);
  });

  test('reads the files of the ConfigMap, and writes to /tmp alone', () => {
    const volumes = [{ name: 'files', configMap: { name: 'load-files' } }, { name: 'tmp', emptyDir: {} }];
    for (const spec of pods()) expect(spec.volumes).toEqual(volumes);
  });

  test('is told from those of another load test', () => {
    const chart = testChart();
    const target = new InferenceDeployment(chart, 'Classifier', deploymentProps());
    for (const id of ['One', 'Two']) new LocustLoadTest(chart, id, { target, request: REQUEST, shape: SHAPE });
    const selectors = synth(chart).filter((o) => o.kind === 'Deployment').map((o) => JSON.stringify(o.spec.selector));
    expect(new Set(selectors).size).toBe(5);
  });
});

describe('every property', () => {
  const changes: Array<[string, Partial<LocustLoadTestProps>, Partial<LocustLoadTestProps>?]> = [
    ['target', { target: new InferenceDeployment(testChart(), 'Other', deploymentProps()) }],
    ['request', { request: PredictRequest.json({ instances: [] }) }],
    ['shape', { shape: LoadShape.constant({ users: 1, duration: Duration.minutes(1) }) }],
    ['mode', JOB],
    ['name', { name: 'load-2' }],
    ['workers', { workers: 2 }],
    ['minWait', { minWait: Duration.millis(100) }],
    ['maxWait', { maxWait: Duration.seconds(2) }],
    ['keepAlive', { keepAlive: true }],
    ['autostart', { autostart: true }],
    ['image', { image: 'registry.example.com/locust:2' }],
    ['resources', { resources: { requests: { cpu: '1', memory: '1Gi' } } }],
    ['resources of a Job', { ...JOB, resources: { requests: { cpu: '1', memory: '1Gi' } } }, JOB],
    ['image of a Job', { ...JOB, image: 'registry.example.com/locust:2' }, JOB],
    ['keepAlive of a Job', { ...JOB, keepAlive: true }, JOB],
  ];

  test.each(changes)('%s changes what is printed', (_, change, base = {}) => {
    expect(own(load(change))).not.toEqual(own(load(base)));
  });

  test('that is given as its default changes nothing', () => {
    const defaults = {
      mode: LoadTestMode.WEB,
      workers: 1,
      minWait: Duration.millis(800),
      maxWait: Duration.millis(900),
      keepAlive: false,
      autostart: false,
      image: 'docker.io/locustio/locust:2.46.3',
    };
    expect(own(load(defaults))).toEqual(own(load()));
  });

  const program = (change: Partial<LocustLoadTestProps>): string => (
    find(load(change), 'ConfigMap', 'load-files').data['locustfile.py']);
  const [second, longer] = [Duration.seconds(1), Duration.seconds(1.0005)];

  test.each<[string, Partial<LocustLoadTestProps>, string]>([
    ['0.8 to 0.9 seconds by default', {}, 'between(0.8, 0.9)'],
    ['longer than that', { minWait: Duration.seconds(2) }, 'between(2, 2)'],
    ['shorter at least', { minWait: Duration.millis(100) }, 'between(0.1, 0.9)'],
    ['between two times', { minWait: second, maxWait: Duration.seconds(3) }, 'between(1, 3)'],
    ['a fraction of a millisecond more', { minWait: longer, maxWait: Duration.seconds(2) }, 'between(1.0005, 2)'],
  ])('a user waits %s', (_, change, expected) => {
    expect(program(change)).toContain(`wait_time = ${expected}\n`);
  });

  test('autostart begins with the workers, keepAlive keeps the connection', () => {
    expect(containerOf(load({ autostart: true }), 'Deployment', 'load-master').args).toContain('--autostart');
    const closes = [program({}), program({ keepAlive: true })].map((text) => text.includes('"Connection": "close"'));
    expect(closes).toEqual([true, false]);
  });

  test('a request may take twice as long as its server needs at most', () => {
    const chart = testChart();
    const server = ModelServer.llamaCpp({ modelFile: 'm.gguf' });
    const llama = new InferenceDeployment(chart, 'Chat', deploymentProps({ server }));
    expect(program({})).toContain('timeout=60,');
    expect(program({ target: llama, request: PredictRequest.chat({ prompt: 'Why?' }) })).toContain('timeout=600,');
  });

  test('resources are those of the workers, and of the Job', () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' } };
    expect(containerOf(load({ resources }), 'Deployment', 'load-worker').resources).toEqual(resources);
    expect(containerOf(load({ resources }), 'Deployment', 'load-master').resources.requests.cpu).toBe('200m');
    expect(containerOf(load({ ...JOB, resources }), 'Job', 'load').resources).toEqual(resources);
  });
});

describe('the files', () => {
  const get = PredictRequest.http({ path: '/', method: 'GET' });
  const http = (body: string) => PredictRequest.http({ path: '/', body });

  test.each<[string, PredictRequest]>([
    ['other letters', PredictRequest.json({ text: 'Größe “快” 🐦' })],
    ['line ends of all kinds', http('a\r\nb\rc\n\n d\t\n')],
    ['what YAML could take for something else', http('--- \n- #: {{ }} & * ! | > %')],
    ['a number', http('007')],
    ['nothing', http('')],
    ['a long line', PredictRequest.text(JSON.stringify('x y '.repeat(20_000)))],
  ])('arrive as they are where the body is %s', (_, request) => {
    const app = new App();
    const chart = new Chart(app, 'test', { namespace: 'vision' });
    const target = new InferenceDeployment(chart, 'Classifier', deploymentProps());
    const made = new LocustLoadTest(chart, 'Load', { target, request, shape: SHAPE });
    const objects = parseAllDocuments(app.synthYaml()).map((document) => document.toJS());
    const printed = objects.find((o) => o.metadata.name === 'load-files');
    expect(printed.data['request-body.json']).toBe(request._render(target.server).body);
    expect(printed.data['locustfile.py']).toBe(made.configMap.data['locustfile.py']);
  });

  test('hold no body where none is sent', () => {
    const { data } = find(load({ request: get }), 'ConfigMap', 'load-files');
    expect(Object.keys(data)).toEqual(['locustfile.py']);
  });
});

describe('the rules', () => {
  test.each([{}, JOB])('find nothing in a load test: %j', (changes) => {
    const made = load(changes);
    expect(InferenceRules.check(Chart.of(made))).toEqual([]);
  });

  test('look at an app that holds nothing of the library but a load test', () => {
    const elsewhere = new InferenceDeployment(testChart(), 'Classifier', deploymentProps());
    const chart = testChart();
    const args = { request: REQUEST, shape: SHAPE, target: elsewhere };
    new LocustLoadTest(chart, 'Load', args);
    const second = new Chart(chart.node.root, 'second', { namespace: 'vision' });
    new LocustLoadTest(second, 'Load', args);
    expect(new Set(stopped(chart).map(([, code]) => code))).toEqual(new Set(['duplicate-object']));
  });
});

test.each<[string, ScalingEngine | undefined]>([
  ['a HorizontalPodAutoscaler', undefined], ['KEDA', ScalingEngine.keda()],
])('a load test of what %s scales is not scaled itself', (_, engine) => {
  const chart = testChart();
  const target = new AutoscaledInference(chart, 'Classifier', autoscaledProps({ engine }));
  new LocustLoadTest(chart, 'Load', { target, request: REQUEST, shape: SHAPE });
  const scaled = synth(chart).flatMap((o) => o.spec?.scaleTargetRef?.name ?? []);
  expect(scaled).toEqual(['classifier']);
});

describe('through another address', () => {
  const through = (changes: Partial<LocustLoadTestProps> = {}) => {
    const chart = testChart();
    return new LocustLoadTest(chart, 'Load', {
      url: 'https://models.example.com/chat',
      request: PredictRequest.chat({ prompt: 'Why?', modelName: 'qwen' }),
      shape: SHAPE,
      headers: { Host: 'chat.example.com' },
      secretHeaders: {
        'Authorization': { secret: Secret.fromSecretName(chart, 'Key', 'keys'), key: 'chat', prefix: 'Bearer ' },
        'X-Api-Key': { secret: Secret.fromSecretName(chart, 'Other', 'more'), key: 'a' },
      },
      ...changes,
    });
  };
  const VARIABLES = [
    { name: 'HOME', value: '/tmp' },
    { name: 'HEADER_AUTHORIZATION', valueFrom: { secretKeyRef: { name: 'keys', key: 'chat' } } },
    { name: 'HEADER_X_API_KEY', valueFrom: { secretKeyRef: { name: 'more', key: 'a' } } },
  ];

  test('requests go to its host, below its path, with the headers', () => {
    const test = through();
    expect(test.host).toBe('https://models.example.com');
    expect(containerOf(test, 'Deployment', 'load-master').args).toContain('https://models.example.com');
    const program: string = find(test, 'ConfigMap').data['locustfile.py'];
    expect(program).toContain('PATH = "/chat/v1/chat/completions"\n');
    expect(program).toContain('    "Host": "chat.example.com",\n');
    expect(program).toContain('    "Authorization": "Bearer " + os.environ["HEADER_AUTHORIZATION"].strip(),\n');
  });

  test('every container that loads the program gets the keys as variables, from their Secrets', () => {
    expect(containerOf(through(), 'Deployment', 'load-master').env).toEqual(VARIABLES);
    expect(containerOf(through(), 'Deployment', 'load-worker').env).toEqual(VARIABLES);
    expect(containerOf(through(JOB), 'Job', 'load').env).toEqual(VARIABLES);
  });
});
