import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import {
  Cpu,
  Env,
  EnvValue,
  Handler,
  ImagePullPolicy,
  Node,
  NodeLabelQuery,
  NodeTaintQuery,
  Pod,
  Probe,
  Secret,
  ServiceAccount,
  TaintEffect,
  Volume,
  type LabeledNode,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reconcile } from './sedna-controller';
import {
  Accelerator,
  AutoscaledInference,
  EdgeNodes,
  EdgePlacement,
  HardExampleMining,
  ScalingBehavior,
  ScalingMetric,
  ScalingPolicy,
  ScalingPolicySelect,
  SednaJointInference,
  SednaModel,
  type SednaCloudWorkerOptions,
  type SednaContainerOptions,
  type SednaEdgeServiceOptions,
  type SednaEdgeWorkerOptions,
  type SednaHostFolder,
  type SednaJointInferenceProps,
  type SednaWorkerOptions,
} from '../../src';
import {
  autoscaledProps, find, jointProps, refusal, refused, RESOURCES,
  synth, testChart, type JointChanges, warned,
} from '../helpers';

const SCALING = { maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(60)] };
const CPU_TEN = { cpu: { request: Cpu.millis(10) } };

function join(
  changes: JointChanges | ((chart: Chart) => JointChanges) = {},
  id = 'Helmet',
  chart = testChart(),
): SednaJointInference {
  return new SednaJointInference(
    chart,
    id,
    jointProps(chart, typeof changes === 'function' ? changes(chart) : changes),
  );
}

const kinds = (scope: SednaJointInference): string[] =>
  synth(Chart.of(scope)).map((o) => `${o.kind} ${o.metadata.name}`);
const service = (scope: SednaJointInference): any => find(scope, 'JointInferenceService', scope.name);

/** No property is accepted and then forgotten: a value that is not the default shows in what is printed. */
describe('every property', () => {
  type Side = 'edge' | 'cloud';
  type Changes<T> = (chart: Chart) => Partial<T>;

  const WORKER: Record<keyof SednaWorkerOptions, Changes<SednaWorkerOptions>> = {
    model: (chart) => ({ model: SednaModel.fromModelName(chart, 'Other', 'other') }),
    container: () => ({ container: { image: 'registry.example.com/other:2', resources: RESOURCES } }),
    pod: (chart) => ({
      container: undefined,
      pod: new Pod(chart, 'Pod', { containers: [{ image: 'registry.example.com/other:2' }] }),
    }),
    placement: (chart) => ({ placement: new EdgePlacement(chart, 'Named', { nodes: EdgeNodes.named('one') }) }),
    scaling: () => ({ scaling: SCALING }),
    spreadOverNodes: () => ({ spreadOverNodes: true }),
    accelerator: () => ({ accelerator: Accelerator.nvidia() }),
    hostNetwork: () => ({ hostNetwork: true }),
    hostFolders: () => ({ hostFolders: [{ path: '/out', mountPath: '/out' }] }),
    volumes: (chart) => ({ volumes: [Volume.fromEmptyDir(chart, 'Spare', 'spare')] }),
    initContainers: () => ({ initContainers: [{ name: 'init', image: 'a/init:1' }] }),
    extraContainers: () => ({ extraContainers: [{ name: 'side', image: 'a/side:1' }] }),
    serviceAccount: (chart) => ({ serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'reader') }),
    imagePullSecret: (chart) => ({ imagePullSecret: Secret.fromSecretName(chart, 'Registry', 'registry') }),
    terminationGracePeriod: () => ({ terminationGracePeriod: Duration.seconds(90) }),
    priorityClassName: () => ({ priorityClassName: 'high' }),
    runtimeClassName: () => ({ runtimeClassName: 'gvisor' }),
    enableServiceLinks: () => ({ enableServiceLinks: true }),
  };

  const EDGE: Record<
    Exclude<keyof SednaEdgeWorkerOptions, keyof SednaWorkerOptions>,
    Changes<SednaEdgeWorkerOptions>
  > = {
    hardExampleMining: () => ({ hardExampleMining: HardExampleMining.random() }),
    service: () => ({ service: { ports: [{ port: 80 }] } }),
    exposed: () => ({ exposed: false }),
  };

  const CLOUD: Record<
    Exclude<keyof SednaCloudWorkerOptions, keyof SednaWorkerOptions>,
    Changes<SednaCloudWorkerOptions>
  > = {
    maxRequestDuration: () => ({ maxRequestDuration: Duration.minutes(2) }),
    listenOnAllAddresses: () => ({ listenOnAllAddresses: false }),
    readinessProbe: () => ({ readinessProbe: false }),
  };

  const CONTAINER: Record<keyof SednaContainerOptions, Changes<SednaContainerOptions>> = {
    image: () => ({ image: 'registry.example.com/other:2' }),
    resources: () => ({ resources: { requests: { memory: '64M' } } }),
    name: () => ({ name: 'main' }),
    imagePullPolicy: () => ({ imagePullPolicy: ImagePullPolicy.ALWAYS }),
    command: () => ({ command: ['run'] }),
    args: () => ({ args: ['--fast'] }),
    environment: () => ({ environment: { A: 'b' } }),
    envVariables: () => ({ envVariables: { A: EnvValue.fromValue('b') } }),
    envFrom: (chart) => ({ envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'All', 'all'))] }),
    ports: () => ({ ports: [{ number: 8080 }] }),
    volumeMounts: (chart) => ({ volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'X', 'x') }] }),
    startup: () => ({ startup: Probe.fromTcpSocket({ port: 8080 }) }),
    readiness: () => ({ readiness: Probe.fromTcpSocket({ port: 8080 }) }),
    liveness: () => ({ liveness: Probe.fromTcpSocket({ port: 8080 }) }),
    lifecycle: () => ({ lifecycle: { preStop: Handler.fromCommand(['sleep', '5']) } }),
    securityContext: () => ({ securityContext: { readOnlyRootFilesystem: true } }),
  };

  const FOLDER: Record<keyof SednaHostFolder, Partial<SednaHostFolder>> = {
    path: { path: '/elsewhere' },
    mountPath: { mountPath: '/elsewhere' },
    name: { name: 'other' },
    mustExist: { mustExist: true },
    readOnly: { readOnly: true },
  };

  const SERVICE: Record<keyof SednaEdgeServiceOptions, SednaEdgeServiceOptions> = {
    name: { name: 'front' },
    ports: { ports: [{ port: 80, targetPort: 8080 }] },
    annotations: { annotations: { a: 'b' } },
  };

  const JOINT: Record<Exclude<keyof SednaJointInferenceProps, 'edge' | 'cloud'>, JointChanges> = {
    name: { name: 'other' },
    labels: { labels: { team: 'vision' } },
    annotations: { annotations: { a: 'b' } },
    grantAutoscalerAccess: { grantAutoscalerAccess: false },
    sednaVersion: { sednaVersion: '0.8.0' },
  };

  /** The properties of an interface of a file of src. */
  function properties(file: string, name: string): string[] {
    const text = fs.readFileSync(path.join(__dirname, '..', '..', 'src', 'sedna', `${file}.ts`), 'utf8');
    const body = new RegExp(`^export interface ${name} .*?^\\}`, 'ms').exec(text)![0];
    return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, property]) => property).sort();
  }

  /** What the service itself prints: its models are in both. */
  function printed(changes: (chart: Chart) => JointChanges): string {
    return JSON.stringify(synth(Chart.of(join(changes))).filter((o) => o.kind !== 'Model'));
  }

  test.each([
    ['worker/sedna-worker-options', 'SednaWorkerOptions', WORKER],
    ['worker/sedna-worker-options', 'SednaEdgeWorkerOptions', EDGE],
    ['worker/sedna-worker-options', 'SednaCloudWorkerOptions', CLOUD],
    ['worker/sedna-worker-options', 'SednaEdgeServiceOptions', SERVICE],
    ['worker/sedna-container-options', 'SednaContainerOptions', CONTAINER],
    ['worker/sedna-container-options', 'SednaHostFolder', FOLDER],
    ['sedna-joint-inference-props', 'SednaJointInferenceProps', { ...JOINT, edge: {}, cloud: {} }],
  ])('of %s, %s is tried', (file, name, cases) => {
    expect(Object.keys(cases).sort()).toEqual(properties(file, name));
  });

  describe.each<Side>(['edge', 'cloud'])('of the %s worker', (side) => {
    const image = 'registry.example.com/worker:1';
    const least = printed(() => ({}));

    test.each(Object.keys(WORKER) as Array<keyof SednaWorkerOptions>)('%s shows in what is printed', (property) => {
      expect(printed((chart) => ({ [side]: WORKER[property](chart) }))).not.toBe(least);
    });

    test.each(Object.keys(CONTAINER) as Array<keyof SednaContainerOptions>)(
      'container.%s shows in what is printed',
      (property) => {
        const given = (changes: Changes<SednaContainerOptions>) =>
          printed((chart) => ({
            [side]: { container: { image, resources: RESOURCES, ...changes(chart) } },
          }));
        expect(given(CONTAINER[property])).not.toBe(given(() => ({})));
      },
    );

    test.each(Object.keys(FOLDER) as Array<keyof SednaHostFolder>)(
      'hostFolders[].%s shows in what is printed',
      (property) => {
        const given = (changes: Partial<SednaHostFolder>) =>
          printed(() => ({ [side]: { hostFolders: [{ path: '/out', mountPath: '/out', ...changes }] } }));
        expect(given(FOLDER[property])).not.toBe(given({}));
      },
    );
  });

  const ports = {
    container: { image: 'registry.example.com/worker:1', resources: RESOURCES, ports: [{ number: 8080 }] },
  };

  test.each(Object.keys(EDGE) as Array<keyof typeof EDGE>)(
    'of the edge worker alone, %s shows in what is printed',
    (property) => {
      expect(printed((chart) => ({ edge: { ...ports, ...EDGE[property](chart) } }))).not.toBe(
        printed(() => ({ edge: ports })),
      );
    },
  );

  test.each(Object.keys(CLOUD) as Array<keyof typeof CLOUD>)(
    'of the cloud worker alone, %s shows in what is printed',
    (property) => {
      expect(printed((chart) => ({ cloud: CLOUD[property](chart) }))).not.toBe(printed(() => ({})));
    },
  );

  test.each(Object.keys(SERVICE) as Array<keyof typeof SERVICE>)(
    'of the edge Service, %s shows in what is printed',
    (property) => {
      expect(printed(() => ({ edge: { ...ports, service: SERVICE[property] } }))).not.toBe(
        printed(() => ({ edge: ports })),
      );
    },
  );

  test.each(Object.keys(JOINT).filter((p) => p !== 'sednaVersion') as Array<keyof typeof JOINT>)(
    'of the service, %s shows in what is printed',
    (property) => {
      const scaling = { edge: { scaling: SCALING } };
      expect(printed(() => ({ ...scaling, ...JOINT[property] }))).not.toBe(printed(() => scaling));
    },
  );

  test('of the service, sednaVersion alone shows in what is refused and not in what is printed', () => {
    const changes = { edge: { hardExampleMining: HardExampleMining.edgeOnly() } };
    expect(refused(() => join(changes))).toEqual([['sedna/algorithm-too-new', 'edge.hardExampleMining']]);
    expect(refused(() => join({ ...changes, ...JOINT.sednaVersion }))).toEqual([]);
    expect(printed(() => JOINT.sednaVersion)).toBe(printed(() => ({})));
  });
});

describe('what is made', () => {
  test('without scaling and ports: the models and the service', () => {
    expect(kinds(join())).toEqual(['Model little', 'Model big', 'JointInferenceService helmet']);
  });

  test('with both: the right to make autoscalers, and the Service in front of the edge worker', () => {
    const container = { image: 'a/little:1', resources: RESOURCES, ports: [{ number: 8080 }] };
    expect(kinds(join({ edge: { container }, cloud: { scaling: SCALING } }))).toEqual([
      'Model little',
      'Model big',
      'Role sedna-autoscalers',
      'RoleBinding sedna-autoscalers',
      'JointInferenceService helmet',
      'Service helmet-edge',
    ]);
  });

  test('the least of a service in full', () => {
    const worker = (container: object, more: object = {}) => ({
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            imagePullPolicy: 'IfNotPresent',
            resources: { requests: { cpu: '1', memory: '2Gi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              privileged: false,
              readOnlyRootFilesystem: false,
              runAsNonRoot: false,
            },
            ...container,
          },
        ],
        dnsPolicy: 'ClusterFirst',
        enableServiceLinks: false,
        hostNetwork: false,
        restartPolicy: 'Always',
        securityContext: { fsGroupChangePolicy: 'Always', seccompProfile: { type: 'RuntimeDefault' } },
        setHostnameAsFQDN: false,
        terminationGracePeriodSeconds: 30,
        ...more,
      },
    });
    const on = (operator: string) => ({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'node-role.kubernetes.io/edge', operator }] }],
        },
      },
    });
    const tolerations = [
      { key: 'node-role.kubernetes.io/edge', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
    ];
    expect(service(join())).toEqual({
      apiVersion: 'sedna.io/v1alpha1',
      kind: 'JointInferenceService',
      metadata: { name: 'helmet', namespace: 'vision' },
      spec: {
        edgeWorker: {
          model: { name: 'little' },
          hardExampleMining: { name: 'IBT' },
          template: worker(
            { name: 'little-model', image: 'registry.example.com/little:1' },
            { affinity: on('Exists'), tolerations },
          ),
        },
        cloudWorker: {
          model: { name: 'big' },
          template: worker(
            {
              name: 'big-model',
              image: 'registry.example.com/big:1',
              env: [{ name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' }],
              readinessProbe: {
                httpGet: { path: '/sedna', port: 5000 },
                periodSeconds: 5,
                timeoutSeconds: 10,
                failureThreshold: 6,
              },
            },
            { affinity: on('DoesNotExist'), terminationGracePeriodSeconds: 40 },
          ),
        },
      },
    });
  });

  test('the objects are at hand, and what was not asked for is undefined', () => {
    const plain = join();
    const unasked = [plain.edge.service, plain.autoscalerAccess, plain.edge.autoscalerName, plain.cloud.autoscalerName];
    expect(unasked).toEqual([undefined, undefined, undefined, undefined]);
    expect(plain.node.defaultChild === plain.apiObject).toBe(true);
    const full = join({ edge: { scaling: SCALING, service: { ports: [{ port: 80 }] } } });
    expect([
      full.apiObject.name,
      full.edge.service!.name,
      full.autoscalerAccess!.role.name,
      full.autoscalerAccess!.roleBinding.name,
    ]).toEqual(['helmet', 'helmet-edge', 'sedna-autoscalers', 'sedna-autoscalers']);
    expect([full.edge.container.name, full.cloud.container.name]).toEqual(['little-model', 'big-model']);
  });

  test('labels and annotations are those of the service, labels of the edge Service too', () => {
    const helmet = join({
      labels: { team: 'vision' },
      annotations: { a: 'b' },
      edge: { service: { ports: [{ port: 80 }] } },
    });
    expect(service(helmet).metadata).toEqual({
      name: 'helmet',
      namespace: 'vision',
      labels: { team: 'vision' },
      annotations: { a: 'b' },
    });
    expect(find(helmet, 'Service').metadata.labels).toEqual({
      'team': 'vision',
      'jointinferenceservice.sedna.io/name': 'helmet',
      'jointinferenceservice.sedna.io/worker-type': 'edge',
    });
  });

  test.each([
    ['Helmet', 'helmet'],
    ['HelmetDetection', 'helmet-detection'],
    ['helmet_2', 'helmet-2'],
  ])('%s is called %s', (id, name) => {
    expect(join({}, id).name).toBe(name);
  });
});

describe('the order of what is printed', () => {
  /** A service whose models, and their Secret, stand below it in the tree. */
  function upsideDown(): Chart {
    const chart = testChart();
    const [first, second, third] = ['First', 'Second', 'Third'].map((id) => new Construct(chart, id));
    const secret = new Secret(third, 'Credential', { metadata: { name: 's3' } });
    const little = new SednaModel(second, 'Little', {
      name: 'little',
      url: '/data/little-model/model.pb',
      format: 'pb',
    });
    const big = new SednaModel(second, 'Big', {
      name: 'big',
      url: 's3://models/big.pb',
      format: 'pb',
      credential: secret,
    });
    new SednaJointInference(
      first,
      'Helmet',
      jointProps(chart, { edge: { model: little }, cloud: { model: big, scaling: SCALING } }),
    );
    return chart;
  }

  test('puts first what Sedna never looks for again: Secret, models, the right to make autoscalers', () => {
    const titles = synth(upsideDown()).map((o) => `${o.kind} ${o.metadata.name}`);
    expect(titles.slice(0, -1).sort()).toEqual([
      'Model big',
      'Model little',
      'Role sedna-autoscalers',
      'RoleBinding sedna-autoscalers',
      'Secret s3',
    ]);
    expect(titles.indexOf('Secret s3')).toBeLessThan(titles.indexOf('Model big'));
    expect(titles.at(-1)).toBe('JointInferenceService first-helmet');
  });

  test('is expressed by dependencies, and by no other ones', () => {
    const dependencies = upsideDown()
      .node.findAll()
      .flatMap((c) => c.node.dependencies.map((d) => `${c.node.path} -> ${d.node.path}`));
    expect(dependencies.sort()).toEqual([
      'test/First/Helmet/Resource -> test/First/Helmet/AutoscalerAccess',
      'test/First/Helmet/Resource -> test/Second/Big',
      'test/First/Helmet/Resource -> test/Second/Little',
      'test/Second/Big -> test/Third/Credential',
    ]);
  });

  test('charts are ordered by their user: what lies in another chart is no dependency', () => {
    const app = Testing.app();
    const [models, services] = ['models', 'services'].map((id) => new Chart(app, id, { namespace: 'vision' }));
    const props = jointProps(models, { edge: { scaling: SCALING } });
    const helmet = new SednaJointInference(services, 'Helmet', props);
    expect(helmet.apiObject.node.dependencies.map((d) => d.node.path)).toEqual(['services/Helmet/AutoscalerAccess']);
    expect(synth(services).map((o) => o.kind)).toEqual(['Role', 'RoleBinding', 'JointInferenceService']);
  });
});

describe('the names that are known before anything runs', () => {
  const CASES: Array<[string, JointChanges]> = [
    ['neither worker scales', {}],
    ['the edge worker scales', { edge: { scaling: SCALING } }],
    ['the cloud worker scales', { cloud: { scaling: SCALING } }],
    [
      'both scale',
      {
        name: 'helmet-detection-inference-example',
        edge: { scaling: SCALING },
        cloud: { scaling: { ...SCALING, minReplicas: 2 } },
      },
    ],
    [
      'the name is as long as can be',
      { name: 'n'.repeat(53), edge: { scaling: SCALING }, cloud: { scaling: SCALING } },
    ],
  ];

  test.each(CASES)('are those of what Sedna makes when %s', (_, changes) => {
    const helmet = join(changes);
    const printed = synth(Chart.of(helmet));
    const made = reconcile(service(helmet), printed, { mayScale: true });
    expect(made.failed).toBeUndefined();
    const names = (kind: string) => made.objects.filter((o) => o.kind === kind).map((o) => o.metadata.name);
    expect(names('Deployment')).toEqual([helmet.cloud.deploymentName, helmet.edge.deploymentName]);
    expect(names('HorizontalPodAutoscaler')).toEqual(
      [helmet.cloud.autoscalerName, helmet.edge.autoscalerName].filter((n) => n !== undefined),
    );
    expect(names('Service')).toEqual([helmet.cloud.serviceName]);
    expect(made.objects.find((o) => o.kind === 'Service').spec.ports[0].port).toBe(helmet.cloud.servicePort);
    const env = made.objects.find((o) => o.metadata.name === helmet.edge.deploymentName).spec.template.spec
      .containers[0].env;
    const value = (name: string) => env.find((v: any) => v.name === name).value;
    expect(`${value('BIG_MODEL_IP')}:${value('BIG_MODEL_PORT')}`).toBe(helmet.cloud.endpoint);
  });

  test('a chart without a namespace leaves it out of the endpoint', () => {
    const chart = new Chart(Testing.app(), 'test');
    expect(join({}, 'Helmet', chart).cloud.endpoint).toBe('helmet-cloud:5000');
  });

  test('what Sedna would make under a name that is taken is refused', () => {
    const helmet = join({ edge: { service: { name: 'helmet-cloud', ports: [{ port: 80 }] } } });
    expect(refusal(() => synth(Chart.of(helmet)))).toContain('sedna-generated-name-taken');
  });

  test('what Sedna would make again when it is deleted is refused', () => {
    const chart = testChart();
    join({}, 'Helmet', chart);
    new AutoscaledInference(chart, 'Front', autoscaledProps({ name: 'helmet' }));
    expect(refusal(() => synth(chart))).toContain('sedna-recreated-deployment');
    const other = testChart();
    join({}, 'Helmet', other);
    join({ name: 'helmet-deployment-b' }, 'Second', other);
    expect(refusal(() => synth(other))).toContain('sedna-recreated-deployment');
  });
});

describe('the right to make autoscalers', () => {
  const rbac = (scope: SednaJointInference) => kinds(scope).filter((title) => /^Role/.test(title));
  const ONE = ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers'];

  test.each<[string, JointChanges, string[]]>([
    ['for a scaled edge worker', { edge: { scaling: SCALING } }, ONE],
    ['for a scaled cloud worker', { cloud: { scaling: SCALING } }, ONE],
    ['once for both', { edge: { scaling: SCALING }, cloud: { scaling: SCALING } }, ONE],
    ['not without an autoscaler', {}, []],
    ['not where another grants it', { edge: { scaling: SCALING }, grantAutoscalerAccess: false }, []],
  ])('is given %s', (_, changes, expected) => {
    const helmet = join(changes);
    expect(rbac(helmet)).toEqual(expected);
    expect(helmet.autoscalerAccess !== undefined).toBe(expected.length > 0);
  });

  test('is one for all services of a chart', () => {
    const chart = testChart();
    const all = ['One', 'Two', 'Three'].map((id) => join({ edge: { scaling: SCALING } }, id, chart));
    expect(rbac(all[0])).toEqual(ONE);
    expect(all.map((s) => s.autoscalerAccess!.node.path)).toEqual(Array(3).fill('test/One/AutoscalerAccess'));
  });

  test('is one in each chart of a namespace, the same in both', () => {
    const app = Testing.app();
    const [a, b] = ['a', 'b'].map((id) => {
      const chart = new Chart(app, id, { namespace: 'vision' });
      const model = (name: string) =>
        new SednaModel(chart, name, { url: '/data/m/m.pb', format: 'pb', name: `${name}-${id}` });
      return join(
        { name: id, edge: { model: model('little'), scaling: SCALING }, cloud: { model: model('big') } },
        'Helmet',
        chart,
      );
    });
    const roles = [a, b].map((s) => synth(Chart.of(s)).filter((o) => /^Role/.test(o.kind)));
    expect(roles[0]).toHaveLength(2);
    expect(roles[0]).toEqual(roles[1]);
  });
});

describe('an autoscaler', () => {
  const METRICS = [
    ScalingMetric.cpuUtilization(60),
    ScalingMetric.memoryAverageValue('3Gi'),
    ScalingMetric.containerMemoryAverageValue('main', '3Gi'),
    ScalingMetric.pods('requests_in_flight', '4', { matchLabels: { model: 'helmet' } }),
    ScalingMetric.objectAverageValue(
      'requests_per_second',
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' },
      '100',
    ),
    ScalingMetric.externalAverageValue('queue_depth', '30'),
  ];
  const BEHAVIORS: Array<[string, ScalingBehavior | undefined]> = [
    ['none', undefined],
    ['that of Kubernetes', ScalingBehavior.kubernetesDefault()],
    [
      'one for down',
      ScalingBehavior.of({
        scaleDown: {
          stabilizationWindow: Duration.minutes(15),
          policies: [ScalingPolicy.percent(50, Duration.minutes(5))],
        },
      }),
    ],
    [
      'one for both',
      ScalingBehavior.of({
        scaleUp: {
          stabilizationWindow: Duration.seconds(30),
          selectPolicy: ScalingPolicySelect.MIN,
          policies: [ScalingPolicy.pods(2, Duration.minutes(1))],
        },
        scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED },
      }),
    ],
  ];

  test.each(BEHAVIORS)('is that of AutoscaledInference for the same values, with this pace: %s', (_, behavior) => {
    const scaling = { minReplicas: 2, maxReplicas: 7, metrics: METRICS, behavior };
    const container = { image: 'a/b:1', resources: RESOURCES, name: 'main' };
    const { edgeWorker, cloudWorker } = service(
      join({ edge: { container, scaling }, cloud: { container, scaling } }),
    ).spec;
    const { scaleTargetRef, ...other } = find(
      new AutoscaledInference(testChart(), 'M', autoscaledProps({ ...scaling, containerName: 'main' })),
      'HorizontalPodAutoscaler',
    ).spec;
    expect(edgeWorker.hpa).toEqual(other);
    expect(cloudWorker.hpa).toEqual(other);
    expect('behavior' in other).toBe(/^one for/.test(_));
  });

  test('has one replica at least by default, and does not exist without scaling', () => {
    const { edgeWorker, cloudWorker } = service(join({ edge: { scaling: SCALING } })).spec;
    expect(edgeWorker.hpa.minReplicas).toBe(1);
    expect('hpa' in cloudWorker).toBe(false);
  });
});

describe('what is changed after its definition', () => {
  test('reaches the service, on the pod and on its container', () => {
    const helmet = join();
    helmet.edge.container.env.addVariable('LOG_LEVEL', EnvValue.fromValue('DEBUG'));
    helmet.edge.pod.scheduling.tolerate(
      Node.tainted(NodeTaintQuery.is('camera', 'busy', { effect: TaintEffect.NO_SCHEDULE })),
    );
    helmet.cloud.pod.addContainer({ name: 'side', image: 'a/side:1', resources: CPU_TEN });
    helmet.cloud.container.mount('/cache', Volume.fromEmptyDir(Chart.of(helmet), 'Cache', 'cache'));
    const {
      edgeWorker: {
        template: { spec: edge },
      },
      cloudWorker: {
        template: { spec: cloud },
      },
    } = service(helmet).spec;
    expect(edge.containers[0].env).toEqual([{ name: 'LOG_LEVEL', value: 'DEBUG' }]);
    expect(edge.tolerations).toContainEqual({ key: 'camera', operator: 'Equal', value: 'busy', effect: 'NoSchedule' });
    expect(cloud.containers.map((c: any) => c.name)).toEqual(['big-model', 'side']);
    expect([cloud.containers[0].volumeMounts, cloud.volumes]).toEqual([
      [{ mountPath: '/cache', name: 'cache' }],
      [{ name: 'cache', emptyDir: {} }],
    ]);
  });

  test('reaches it by patches too, which win', () => {
    const helmet = join({ edge: { scaling: SCALING } });
    helmet.apiObject.addJsonPatch(JsonPatch.replace('/spec/edgeWorker/hpa/maxReplicas', 9));
    ApiObject.of(helmet.cloud.pod).addJsonPatch(JsonPatch.add('/spec/schedulerName', 'mine'));
    const { edgeWorker, cloudWorker } = service(helmet).spec;
    expect([edgeWorker.hpa.maxReplicas, cloudWorker.template.spec.schedulerName]).toEqual([9, 'mine']);
  });

  const WRONG: Array<[string, (helmet: SednaJointInference) => void, string]> = [
    [
      'a container without a request under an autoscaler',
      (helmet) => helmet.cloud.pod.addContainer({ name: 'side', image: 'a/side:1', resources: {} }),
      'hpa-missing-request',
    ],
    [
      'a variable that Sedna sets itself',
      (helmet) => helmet.edge.container.env.addVariable('MODEL_URL', EnvValue.fromValue('/mine')),
      'sedna-reserved-variable',
    ],
    [
      'a service name that is too long, by a patch',
      (helmet) => helmet.apiObject.addJsonPatch(JsonPatch.replace('/metadata/name', 'n'.repeat(54))),
      'sedna-name',
    ],
    [
      'labels of a template, by a patch',
      (helmet) =>
        helmet.apiObject.addJsonPatch(JsonPatch.add('/spec/edgeWorker/template/metadata', { labels: { a: 'b' } })),
      'sedna-pruned-metadata',
    ],
  ];
  test.each(WRONG)('is checked when it is printed: %s', (_, change, rule) => {
    const model = (chart: Chart, name: string) => SednaModel.fromModelName(chart, name, name);
    // Nothing else of the library is in its chart that could ask for the check.
    const helmet = join((chart) => ({
      edge: { model: model(chart, 'little') },
      cloud: { model: model(chart, 'big'), scaling: SCALING },
    }));
    expect(refusal(() => synth(Chart.of(helmet)))).toBeUndefined();
    change(helmet);
    expect(refusal(() => synth(Chart.of(helmet)))).toContain(rule);
  });

  test('other nodes beside those of the placement are a warning, and so is a node past the scheduler', () => {
    const other = join();
    other.edge.pod.scheduling.attract(Node.labeled(NodeLabelQuery.is('camera', 'true')) as LabeledNode);
    expect(warned(Chart.of(other)).map(([code]) => code)).toContain('node-affinity-alternatives');
    const pinned = join();
    pinned.edge.pod.scheduling.assign(Node.named('edge-1'));
    expect(warned(Chart.of(pinned)).map(([code]) => code)).toContain('node-name-and-affinity');
  });
});

test('prints the same twice, and the same for the same program', () => {
  const all = () =>
    join({
      edge: {
        scaling: SCALING,
        service: { ports: [{ port: 80 }] },
        hostFolders: [{ path: '/out', mountPath: '/out' }],
      },
      cloud: { scaling: SCALING },
    });
  const [one, two] = [all(), all()].map((helmet) => {
    const first = JSON.stringify(synth(Chart.of(helmet)));
    expect(JSON.stringify(synth(Chart.of(helmet)))).toBe(first);
    return first;
  });
  expect(one).toBe(two);
});
