import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import {
  ConfigMap, Cpu, Deployment, k8s, Pods, Probe, Protocol, Secret, ServiceType, StatefulSet, Volume,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { autoscaledProps, deploymentProps, find, RESOURCES, stopped, synth, testChart } from './helpers';
import * as lib from '../src';
import { picks } from './property/grammar';
import { wrongs } from './property/validity';

const { Accelerator, EdgeNodes, HardExampleMining, ModelServer, ModelSource, ScalingMetric } = lib;
const { FederatedAutoscaler, KarmadaOverrider, KarmadaPropagation, KarmadaReplicaRetention } = lib;
const { HeadIngress, HyperMLService, MLService, MLServiceRuntime, MLServiceStorage, Spoke } = lib;
const {
  AutoscaledInference, CloudPlacement, EdgeMeshTraffic, EdgePlacement, InferenceAutoscaler, InferenceDeployment,
  InferencePool,
  NodeGroup, WasmRuntime,
} = lib;
const { SednaAutoscalerAccess, SednaJointInference, SednaModel } = lib;
const { HeadIngressAlerts, InferenceAlerts, InferenceDashboard, InferenceMonitor, LocustLoadTest } = lib;
const { MetricsServer, PrometheusAdapterRules } = lib;

/** Freezes plain objects and lists, however deep; objects of classes are values of the library, or constructs. */
function freeze<T>(value: T): T {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** Everything that a deployment can be given as an object or a list. */
function everything(chart: Chart) {
  return {
    server: ModelServer.custom(freeze({
      image: 'a/b:1',
      httpPort: 8080,
      metricsPort: 9090,
      command: ['serve'],
      args: ['--a'],
      writableFolders: ['/cache'],
    })),
    model: ModelSource.s3('s3://models/m', freeze({ resources: { requests: { cpu: '1' } }, region: 'eu' })),
    resources: { cpu: { request: Cpu.units(1) }, requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
    accelerator: Accelerator.nvidia(),
    placement: new EdgePlacement(chart, 'Placement', freeze({ nodes: EdgeNodes.labelled(freeze({ a: 'b' })) })),
    labels: { team: 'vision' },
    selector: { app: 'm', part: 'server' },
    podAnnotations: { a: 'b' },
    environment: { A: 'b' },
    envVariables: {},
    envFrom: [],
    config: { data: { A: 'b' } },
    extraContainers: [{
      name: 'side',
      image: 'a/side:1',
      command: ['run'],
      args: ['-v'],
      ports: [{ number: 7000, name: 'side' }],
      envVariables: {},
      envFrom: [],
      resources: { cpu: { request: Cpu.millis(1) } },
      volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'X', 'x') }],
    }],
    initContainers: [{
      name: 'init',
      image: 'a/init:1',
      volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'Y', 'y') }],
    }],
    volumes: [Volume.fromEmptyDir(chart, 'Z', 'z')],
    volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'D', 'd') }],
    ports: [{ name: 'debug', number: 6000, protocol: Protocol.TCP }],
    service: {
      type: ServiceType.LOAD_BALANCER,
      ports: [{ name: 'web', port: 80, targetPort: 8080 }],
      labels: { a: 'b' },
      annotations: { a: 'b' },
      selector: { app: 'm' },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    },
    admit: { callers: [Pods.select(chart, 'Callers', { labels: { a: 'b' } })] },
    disruptionBudget: {},
    readiness: Probe.fromTcpSocket({ port: 8080 }),
    sharedMemory: Size.mebibytes(64),
  };
}

/** A model from an S3 store, with its Secret in the same chart. */
function s3Model(chart: Chart, id: string): lib.SednaModel {
  const credential = new Secret(chart, 'Credential', {
    stringData: { ACCESS_KEY_ID: 'example', SECRET_ACCESS_KEY: 'example' },
  });
  return new SednaModel(chart, id, {
    url: 's3://models/big.pb',
    format: 'pb',
    credential,
    deviceSocVersions: freeze(['Ascend310']),
  });
}

/** Everything that a worker of a joint inference can be given as an object or a list. */
function worker(chart: Chart, id: string) {
  const spare = (name: string) => Volume.fromEmptyDir(chart, `${id}-${name}`, name);
  return {
    container: {
      image: 'a/b:1',
      resources: { cpu: { request: Cpu.units(1) }, requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
      command: ['run'],
      args: ['-v'],
      environment: { A: 'b' },
      envVariables: {},
      envFrom: [],
      ports: [{ number: 8080, name: 'http' }],
      volumeMounts: [{ path: '/x', volume: spare('x') }],
      securityContext: { capabilities: { drop: [] } },
    },
    accelerator: Accelerator.nvidia(),
    placement: new EdgePlacement(chart, `${id}Placement`, freeze({ nodes: EdgeNodes.named('one') })),
    scaling: { maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] },
    hostFolders: [{ path: '/out', mountPath: '/out' }],
    volumes: [spare('z')],
    initContainers: [{ name: 'init', image: 'a/init:1', volumeMounts: [{ path: '/x', volume: spare('y') }] }],
    extraContainers: [{
      name: 'side',
      image: 'a/side:1',
      envVariables: {},
      resources: { cpu: { request: Cpu.millis(1) } },
      ports: [{ number: 7000, name: 'side' }],
    }],
  };
}

const own = (chart: Chart) => new Deployment(chart, 'Own', {
  metadata: { name: 'own' },
  containers: [{ image: 'a/own:1', ports: [{ number: 8080 }], resources: RESOURCES }],
});

/** Two servers, one of which scales on a metric of its pods. */
const followed = (chart: Chart) => [
  new AutoscaledInference(chart, 'Followed', autoscaledProps({
    server: ModelServer.triton(),
    metrics: [ModelServer.triton().scalingMetric()],
  })),
  new InferenceDeployment(chart, 'Fixed', deploymentProps({ replicas: 2 })),
];
const spokes = () => freeze([
  Spoke.of('bj', freeze({ domain: 'bj.example.com' })),
  Spoke.of('sh', { domain: 'sh.example.com' }),
]);

/** Everything that an MLService can be given as an object or a list. */
function mlService(chart: Chart): lib.MLService {
  const more = {
    scaling: { target: 8 },
    logger: { urls: ['http://log.example.com'] },
    args: ['--a'],
    environment: { A: 'b' },
    podLabels: { a: 'b' },
    podAnnotations: { c: 'd' },
    resources: { requests: { cpu: '1' } },
    storage: MLServiceStorage.pvc('models', freeze({ subPath: 'm' })),
  };
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
  return new MLService(chart, 'It', freeze({
    releases: [{ name: 'a', runtime, parameters: { A: 'b' }, ...more }, { name: 'b', runtime }],
    canary: { release: 'b', trafficPercent: 10 },
    transformer: { image: 'a/t:1', ...more },
  }));
}

const CONSTRUCTS: Record<string, (chart: Chart) => Construct> = {
  InferenceDeployment: (chart) => new InferenceDeployment(chart, 'It', freeze({ ...everything(chart), replicas: 2 })),
  AutoscaledInference: (chart) => new AutoscaledInference(chart, 'It', freeze({
    ...everything(chart),
    maxReplicas: 3,
    metrics: [ScalingMetric.cpuUtilization(50)],
  })),
  InferenceAutoscaler: (chart) => new InferenceAutoscaler(chart, 'It', freeze({
    target: own(chart),
    maxReplicas: 3,
    metrics: [ScalingMetric.cpuUtilization(50)],
    labels: { a: 'b' },
  })),
  CloudPlacement: (chart) => {
    const nodes = lib.CloudNodes.labelled(freeze({ a: 'b' }));
    const tolerates = [{ key: 'team', value: 'ml' }];
    const placement = new CloudPlacement(chart, 'It', freeze({ nodes, spread: { required: true }, tolerates }));
    placement.placeOn(own(chart));
    return placement;
  },
  EdgePlacement: (chart) => {
    const nodes = EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Group', 'beijing'));
    const placement = new EdgePlacement(chart, 'It', freeze({ nodes, autonomy: true }));
    placement.placeOn(own(chart));
    return placement;
  },
  NodeGroup: (chart) => new NodeGroup(chart, 'It', freeze({
    nodes: ['edge-1'],
    matchLabels: { a: 'b' },
    topologyEnabled: true,
  })),
  WasmRuntime: (chart) => new WasmRuntime(chart, 'It', freeze({ nodeSelector: { runtime: 'wasm' } })),
  SednaAutoscalerAccess: (chart) => new SednaAutoscalerAccess(chart, 'It', freeze({ name: 'sedna' })),
  SednaModel: (chart) => s3Model(chart, 'It'),
  SednaJointInference: (chart) => new SednaJointInference(chart, 'It', freeze({
    labels: { a: 'b' },
    annotations: { a: 'b' },
    edge: {
      ...worker(chart, 'Edge'),
      model: new SednaModel(chart, 'Little', { url: '/data/little/m.pb', format: 'pb' }),
      hardExampleMining: HardExampleMining.custom('Mine', freeze({ a: 'b' })),
      service: { ports: [{ name: 'web', port: 80, targetPort: 8080 }], annotations: { a: 'b' } },
    },
    cloud: { ...worker(chart, 'Cloud'), model: s3Model(chart, 'Big') },
  })),
  MLServiceRuntime: (chart) => new MLServiceRuntime(chart, 'It', freeze({
    image: 'a/b:1',
    command: ['serve'],
    args: ['{{.A}}'],
    port: 8000,
    environment: { A: 'b' },
    resources: { requests: { cpu: '1' } },
    accelerator: Accelerator.nvidia(),
    podLabels: { a: 'b' },
    podAnnotations: { c: 'd' },
  })),
  MLService: mlService,
  HyperMLService: (chart) => new HyperMLService(chart, 'Fleet', freeze({
    groups: [{ spokes: spokes(), resources: [mlService(chart), own(chart)] }],
  })),
  HeadIngress: (chart) => new HeadIngress(chart, 'Head', freeze({
    fleet: new HyperMLService(chart, 'Fleet', { groups: [{ spokes: spokes(), resources: [mlService(chart)] }] }),
    gateway: 'istio-ingress/public',
    hosts: ['a.example.com'],
    path: '/a',
    weights: { bj: 30, sh: 70 },
    retries: { attempts: 1, retryOn: ['503'] },
    outlierDetection: { consecutiveGatewayErrors: 3 },
    connectionLimits: { maxConnections: 10 },
  })),
  HeadIngressAlerts: (chart) => new HeadIngressAlerts(chart, 'It', freeze({
    of: [new HeadIngress(chart, 'Head', {
      fleet: new HyperMLService(chart, 'Fleet', { groups: [{ spokes: spokes(), resources: [mlService(chart)] }] }),
      gateway: 'istio-ingress/public',
      hosts: ['a.example.com'],
    })],
    labels: { release: 'prometheus' },
    alertLabels: { team: 'edge' },
    spokeFailing: { after: Duration.minutes(5) },
  })),
  KarmadaPropagation: (chart) => {
    const it = new AutoscaledInference(chart, 'M', autoscaledProps());
    return new KarmadaPropagation(chart, 'It', freeze({
      of: [it],
      spokes: [Spoke.of('bj', { domain: 'bj.example.com' }), Spoke.of('sh')],
      spread: [{ by: 'cluster', maxGroups: 2 }],
      failover: {},
      overrides: [
        {
          spokes: [Spoke.of('sh')],
          target: it.deployment,
          overriders: [
            KarmadaOverrider.add('/spec/template/spec/nodeSelector', { a: 'b' }),
            KarmadaOverrider.add('/spec/template/spec/nodeSelector/c', 'd'),
          ],
        },
        {
          spokes: [Spoke.of('sh')],
          target: it.autoscaler,
          overriders: [KarmadaOverrider.replace('/spec/maxReplicas', 8)],
        },
      ],
    }));
  },
  KarmadaReplicaRetention: (chart) => new KarmadaReplicaRetention(chart, 'It', freeze({
    apiVersion: 'apps.kruise.io/v1beta1',
    kind: 'StatefulSet',
  })),
  FederatedAutoscaler: (chart) => new FederatedAutoscaler(chart, 'It', freeze({
    target: own(chart),
    maxReplicas: 8,
    metrics: [ScalingMetric.cpuUtilization(50)],
    schedule: [{ name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 2, timeZone: 'Asia/Shanghai' }],
  })),
  EdgeMeshTraffic: (chart) => new EdgeMeshTraffic(chart, 'It', freeze({
    service: new InferenceDeployment(chart, 'Served', deploymentProps()).service,
    loadBalancing: lib.EdgeMeshLoadBalancing.random(),
  })),
  InferencePool: (chart) => new InferencePool(chart, 'It', freeze({
    inference: new InferenceDeployment(chart, 'Served', deploymentProps({
      server: ModelServer.vllm(),
      model: ModelSource.volumeClaim('models'),
    })),
    picker: lib.EndpointPicker.llmDRouter(freeze({
      replicas: 2,
      monitored: true,
      resources: { requests: { cpu: '1', memory: '2Gi' } },
    })),
    gatewayType: lib.InferenceGateway.ISTIO,
    route: { gateway: 'gateways/public', hostnames: ['chat.example.com'] },
  })),
  MetricsServer: (chart) => new MetricsServer(chart, 'It', freeze({
    kubeletAddressTypes: [lib.KubeletAddressType.HOSTNAME],
    kubeletInsecureTls: true,
    hostNetwork: true,
    onControlPlane: true,
    highAvailability: true,
    resources: { cpu: { request: Cpu.units(1) }, requests: { memory: '1Gi' } },
  })),
  InferenceMonitor: (chart) => new InferenceMonitor(chart, 'It', freeze({
    of: followed(chart),
    kind: lib.MonitorKind.SERVICE,
    labels: { release: 'prometheus' },
  })),
  PrometheusAdapterRules: (chart) => new PrometheusAdapterRules(chart, 'It', freeze({
    of: followed(chart),
    metrics: [lib.InferenceMetric.rate('asked_total')],
  })),
  InferenceDashboard: (chart) => new InferenceDashboard(chart, 'It', freeze({
    of: followed(chart),
    labels: { grafana_dashboard: '1' },
    folder: 'Inference',
  })),
  InferenceAlerts: (chart) => new InferenceAlerts(chart, 'It', freeze({
    of: followed(chart),
    labels: { release: 'prometheus' },
    alertLabels: { team: 'vision' },
    atMaximum: { after: Duration.hours(1), severity: 'info' },
    restarting: { enabled: false },
  })),
  LocustLoadTest: (chart) => new LocustLoadTest(chart, 'It', freeze({
    target: new InferenceDeployment(chart, 'Served', deploymentProps()),
    request: lib.PredictRequest.http(freeze({ path: '/', body: '{}', headers: { 'X-Tenant': 'a' } })),
    shape: lib.LoadShape.steps(freeze({ users: 2, every: Duration.minutes(1), count: 3 })),
    url: 'https://models.example.com/m',
    headers: { Host: 'm.example.com' },
    secretHeaders: {
      Authorization: { secret: Secret.fromSecretName(chart, 'Key', 'keys'), key: 'a', prefix: 'Bearer ' },
    },
    resources: { cpu: { request: Cpu.units(1) }, requests: { memory: '1Gi' } },
  })),
};

/**
 * The dependencies where order is part of the meaning, all within one chart. Sedna never looks again for what was not
 * there when a JointInferenceService was made: its models with their Secrets, and the right to make autoscalers.
 */
const ORDER: Record<string, string[]> = {
  SednaModel: ['test/It -> test/Credential'],
  SednaJointInference: [
    'test/Big -> test/Credential',
    'test/It/Resource -> test/Little',
    'test/It/Resource -> test/Big',
    'test/It/Resource -> test/It/AutoscalerAccess',
  ],
};

/** The pods in an object, however deep. An MLService has containers of the pod of its runtime, and no pod. */
function podsIn(value: any): any[] {
  if (typeof value !== 'object' || value === null || value.kind === 'MLService') return [];
  const inner = Object.values(value).flatMap(podsIn);
  return Array.isArray(value.containers) ? [value, ...inner] : inner;
}

test('the laws are held by every construct of the library', () => {
  // An app is the root of all constructs; its tests are in test/app.
  const exported = Object.entries(lib)
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
    .filter(([, value]) => !((value as { prototype: unknown }).prototype instanceof App))
    .map(([name]) => name);
  expect(Object.keys(CONSTRUCTS).sort()).toEqual(exported.sort());
});

describe.each(Object.entries(CONSTRUCTS))('%s', (name, make) => {
  test('never changes what it is given, and prints the same twice', () => {
    const chart = testChart();
    make(chart);
    const first = JSON.stringify(synth(chart));
    expect(JSON.stringify(synth(chart))).toBe(first);
  });

  test('prints the same for the same program', () => {
    const [a, b] = [testChart(), testChart()].map((chart) => {
      make(chart);
      return JSON.stringify(synth(chart));
    });
    expect(a).toBe(b);
  });

  test('makes no chart, and no dependency where order means nothing', () => {
    const chart = testChart();
    make(chart);
    const all = chart.node.findAll();
    expect(all.filter((c) => Chart.isChart(c))).toEqual([chart]);
    expect(all.flatMap((c) => c.node.dependencies.map((d) => `${c.node.path} -> ${d.node.path}`)).sort())
      .toEqual([...(ORDER[name] ?? [])].sort());
  });

  test('prints nothing that Kubernetes would reject', () => {
    const chart = testChart();
    make(chart);
    expect(wrongs(synth(chart))).toEqual([]);
    expect(JSON.stringify(synth(chart))).not.toMatch(/null|undefined|NaN|\[object/);
  });

  test('prints no pod with service links', () => {
    const chart = testChart();
    make(chart);
    // The Deployment `own` is the user's, and stays as it was.
    const pods = podsIn(synth(chart)).filter((pod) => pod.containers[0].image !== 'a/own:1');
    expect(pods.map((pod) => pod.enableServiceLinks)).toEqual(pods.map(() => false));
  });

  test('has a default child, where it prints an object', () => {
    const it = make(testChart());
    const all = it.node.findAll();
    if (all.some((c) => ApiObject.isApiObject(c))) expect(all).toContain(it.node.defaultChild);
    else expect(it.node.children).toEqual([]);
  });
});

describe('what the user patches wins', () => {
  const scaled = () => new AutoscaledInference(testChart(), 'M', autoscaledProps());

  test('on the Deployment, where the library has patches of its own', () => {
    const d = scaled();
    ApiObject.of(d.deployment).addJsonPatch(
      JsonPatch.replace('/spec/template/spec/containers/0/resources', { requests: { cpu: { value: '7' } } }),
      JsonPatch.replace('/spec/template/spec/securityContext/seccompProfile', { type: 'Unconfined' }),
      JsonPatch.add('/spec/template/spec/schedulerName', 'mine'),
    );
    expect(find(d, 'Deployment').spec.template.spec).toMatchObject({
      schedulerName: 'mine',
      securityContext: { seccompProfile: { type: 'Unconfined' } },
      containers: [{ resources: { requests: { cpu: '7' } } }],
    });
  });

  test('on the Service, the budget and the autoscaler', () => {
    const d = scaled();
    ApiObject.of(d.service).addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
    d.disruptionBudget.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', 2));
    const behavior = { scaleUp: { stabilizationWindowSeconds: 60 } };
    d.autoscaler.addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 20), JsonPatch.add('/spec/behavior', behavior));
    expect(find(d, 'Service').spec.sessionAffinity).toBe('ClientIP');
    expect(find(d, 'PodDisruptionBudget').spec.maxUnavailable).toBe(2);
    expect(find(d, 'HorizontalPodAutoscaler').spec).toMatchObject({ maxReplicas: 20, behavior });
  });

  test('and the rules look at the patched object', () => {
    const d = scaled();
    ApiObject.of(d.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/resources', {
      requests: { memory: k8s.Quantity.fromString('1Gi') },
    }));
    expect(stopped(Chart.of(d)))
      .toEqual([['test/M', 'hpa-missing-request', 'HorizontalPodAutoscaler vision/m', 'spec.metrics[0]']]);
  });
});

describe('the verbs of cdk8s-plus', () => {
  const pods = (scope: Construct, name: string): Record<string, string> => (
    find(scope, 'Deployment', name).spec.template.metadata.labels);

  test('a second Service of another name sends to the same pods, and to no others', () => {
    const chart = testChart();
    const [one] = ['One', 'Two'].map((id) => new InferenceDeployment(chart, id, deploymentProps()));
    one.deployment.exposeViaService({
      name: 'public',
      serviceType: ServiceType.LOAD_BALANCER,
      ports: [{ name: 'web', port: 80, targetPort: 8501 }],
    });
    const { selector } = find(chart, 'Service', 'public').spec;
    expect([picks(selector, pods(chart, 'one')), picks(selector, pods(chart, 'two'))]).toEqual([true, false]);
  });

  test('the Service goes behind an Ingress', () => {
    const service = { ports: [{ name: 'http', port: 80, targetPort: 8501 }] };
    const d = new InferenceDeployment(testChart(), 'One', deploymentProps({ service }));
    d.service.exposeViaIngress('/resnet');
    expect(find(d, 'Ingress').spec.rules[0].http.paths[0])
      .toMatchObject({ path: '/resnet', backend: { service: { name: 'one', port: { number: 80 } } } });
  });

  test('connections are allowed from pod to pod', () => {
    const chart = testChart();
    const [one, two] = ['One', 'Two'].map((id) => new InferenceDeployment(chart, id, deploymentProps()));
    one.deployment.connections.allowTo(two.deployment);
    const policies = synth(chart).filter((o) => o.kind === 'NetworkPolicy');
    const egress = policies.find((p) => p.spec.egress);
    const ingress = policies.find((p) => p.spec.ingress);
    expect([
      picks(egress.spec.podSelector.matchLabels, pods(chart, 'one')),
      picks(egress.spec.egress[0].to[0].podSelector.matchLabels, pods(chart, 'two')),
    ]).toEqual([true, true]);
    expect([
      picks(ingress.spec.podSelector.matchLabels, pods(chart, 'two')),
      picks(ingress.spec.ingress[0].from[0].podSelector.matchLabels, pods(chart, 'one')),
    ]).toEqual([true, true]);
    expect(picks(egress.spec.podSelector.matchLabels, pods(chart, 'two'))).toBe(false);
  });

  test('pods are placed together and apart', () => {
    const chart = testChart();
    const [one, two] = ['One', 'Two'].map((id) => new InferenceDeployment(chart, id, deploymentProps()));
    one.deployment.scheduling.colocate(two.deployment);
    two.deployment.scheduling.separate(new StatefulSet(chart, 'Set', {
      containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }],
    }));
    const { podAffinity } = find(chart, 'Deployment', 'one').spec.template.spec.affinity;
    const [{ labelSelector }] = podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    expect([
      picks(labelSelector.matchLabels, pods(chart, 'two')),
      picks(labelSelector.matchLabels, pods(chart, 'one')),
    ]).toEqual([true, false]);
    const { podAntiAffinity } = find(chart, 'Deployment', 'two').spec.template.spec.affinity;
    expect(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  test('a container that is added later, with a request, stands beside the server under an autoscaler', () => {
    const d = new AutoscaledInference(testChart(), 'M', autoscaledProps());
    d.deployment.addContainer({ name: 'late', image: 'a/late:1', resources: { cpu: { request: Cpu.millis(10) } } });
    d.deployment.addInitContainer({ name: 'first', image: 'a/first:1', resources: {} });
    const spec = find(d, 'Deployment').spec.template.spec;
    expect(spec.containers.map((c: any) => [c.name, c.resources.requests.cpu]))
      .toEqual([['tensorflow-serving', '1'], ['late', '10m']]);
    expect(spec.initContainers.map((c: any) => c.name)).toEqual(['first']);
  });

  test('mounts and variables are added to the server\'s container', () => {
    const chart = testChart();
    const d = new InferenceDeployment(chart, 'M', deploymentProps());
    d.container.mount('/extra', Volume.fromConfigMap(chart, 'V', ConfigMap.fromConfigMapName(chart, 'C', 'extra')));
    const { containers, volumes } = find(d, 'Deployment').spec.template.spec;
    expect(containers[0].volumeMounts.map((m: any) => m.mountPath)).toContain('/extra');
    expect(volumes.map((v: any) => v.configMap?.name)).toContain('extra');
  });

  test('two deployments of one name in two namespaces are told apart', () => {
    const [a, b] = ['a', 'b'].map((namespace) => (
      new InferenceDeployment(testChart(namespace, namespace), 'M', deploymentProps())));
    a.deployment.connections.allowTo(b.deployment);
    const egress = synth(Chart.of(a)).find((o) => o.kind === 'NetworkPolicy');
    expect(egress.spec.egress[0].to[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'b' });
  });
});
