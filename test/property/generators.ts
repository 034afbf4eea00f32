import { Size } from 'cdk8s';
import {
  ConfigMap, Cpu, Deployment, Env, EnvFieldPaths, EnvValue, ImagePullPolicy, Secret, ServiceAccount, ServiceType,
  StatefulSet, Volume,
} from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import * as fc from 'fast-check';
import {
  admission, budget, config, modelCache, nodeCache, placement, ports, probe, rollout, seconds, service, sidecars,
} from './parts';
import { server, source, usable } from './servers';
import {
  accelerator, annotations, anyAccelerator, behavior, labels, metrics, resources, seldom, some, text,
} from './values';
import {
  AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, EndpointPicker, InferenceAutoscaler,
  InferenceDeployment, InferenceGateway, InferencePool, ModelSource, NodeGroup, PickerFailureMode, WasmRuntime,
  WasmShim,
  type InferenceDeploymentOptions, type InferencePoolProps, type ModelServer, type ScalingOptions,
} from '../../src';
import { ServedWorkload } from '../../src/served/served-workload';

/**
 * Random programs over the whole public surface, all of them valid. They refer to what
 * `test/control-plane/property-sample.yaml` has: the claim `models`, Secrets, a ConfigMap, a ServiceAccount, a
 * PriorityClass, nodes by name, label and group, and the metrics.
 */
export interface Program {
  readonly kind: 'fixed' | 'scaled' | 'existing';
  /** Whether the pods have to be admitted where Pod Security "restricted" is enforced. */
  readonly restricted: boolean;
  /** Defines it below a scope; `index` keeps apart what a cluster has once, `change` may replace the props. */
  readonly define: (scope: Construct, index: number, change?: <P extends object>(props: P) => P) => Construct;
}

export interface ProgramOptions {
  /** Whether fields are used that Kubernetes before 1.33 does not know. */
  readonly newest?: boolean;
}

type Scaling = Pick<ScalingOptions, 'minReplicas' | 'maxReplicas' | 'behavior'>;

const replicas = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 10 }))
  .map(([a, b]) => ({ minReplicas: Math.min(a, b), maxReplicas: Math.max(a, b) }));
const scaling = (newest: boolean): fc.Arbitrary<Scaling> => fc.tuple(replicas, some({ behavior: behavior(newest) }))
  .map(([r, b]) => ({ ...r, ...b }));

/** What only the shape of a pod decides; each becomes properties for a scope and an index. */
const shape = (newest: boolean) => fc.record({
  server,
  resources,
  source: seldom(source, 2),
  accelerator: seldom(newest ? anyAccelerator : accelerator),
  placement: seldom(placement, 3),
  cache: seldom(newest ? modelCache : nodeCache),
  wasm: seldom(fc.constantFrom(WasmShim.RUNWASI, WasmShim.CRUN), 6),
  hostNetwork: seldom(fc.constant(true), 8),
  links: seldom(fc.boolean(), 4),
  sidecars: sidecars('side', 2, 31000),
  init: sidecars('init', 1, 31010),
  more: some({
    labels,
    annotations,
    serviceLabels: labels,
    selector: fc.boolean(),
    named: fc.boolean(),
    containerName: fc.constant('main-0'),
    environment: fc.dictionary(fc.constantFrom('A', 'log.level', '_b-c'), text),
    variables: fc.boolean(),
    from: fc.boolean(),
    config,
    volumes: fc.boolean(),
    mounts: fc.boolean(),
    ports,
    account: fc.boolean(),
    registry: fc.boolean(),
    policy: fc.constantFrom(...Object.values(ImagePullPolicy)),
    startup: probe(1024),
    readiness: probe(1024),
    liveness: probe(1024),
    startupBudget: seconds(1, 7200),
    maxRequestDuration: seconds(1, 3600),
    rollout,
    sharedMemory: fc.integer({ min: 1, max: 1024 }).map((m) => Size.mebibytes(m)),
    priority: fc.boolean(),
    scheduler: fc.boolean(),
    admit: fc.constantFrom('no one', 'pods', 'all kinds'),
    budget: fc.constantFrom('absolute', 'percent', 'stay', 'stay %'),
    service: fc.record({
      type: fc.constantFrom(ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER),
      ports: fc.boolean(),
      name: fc.boolean(),
    }),
  }),
});

type Shape = ReturnType<typeof shape> extends fc.Arbitrary<infer T> ? T : never;

/** How many pods there are: the least, and whether there is one at most. */
interface Pods {
  readonly least: number;
  readonly alone: boolean;
}

function options(s: Construct, index: number, made: ModelServer, x: Shape, pods: Pods): InferenceDeploymentOptions {
  const m = x.more;
  const host = hostNetwork(x, pods.alone);
  const secret = () => Secret.fromSecretName(s, 'Settings', 'settings');
  const map = () => ConfigMap.fromConfigMapName(s, 'SettingsMap', 'settings');
  const device = usable(x.server, x.accelerator);
  const firstPort = made.httpPort ?? made.grpcPort ?? made.metricsPort!;
  return {
    server: made,
    resources: x.resources,
    ...model(s, made, x),
    ...(device && { accelerator: device }),
    // vLLM with a mounted model downloads nothing.
    ...(x.cache && made._row.id !== 'vllm' && { modelCache: x.cache }),
    ...(x.placement && !host && { placement: x.placement(s) }),
    ...(isWasm(x) && { wasmRuntime: wasmRuntime(s, index, x.wasm) }),
    ...(host && { hostNetwork: true }),
    ...(x.links !== undefined && { enableServiceLinks: x.links }),
    ...(x.sidecars.length > 0 && { extraContainers: x.sidecars.map((c) => c(s)) }),
    ...(x.init.length > 0 && { initContainers: x.init.map((c) => c(s)) }),
    ...(m.named && { name: `server-${index}` }),
    ...(m.selector && { selector: { 'server': `s-${index}`, 'example.com/part': 'model' } }),
    ...(m.labels && { labels: m.labels }),
    ...(m.annotations && { podAnnotations: m.annotations }),
    ...(m.containerName && { containerName: m.containerName }),
    ...(m.environment && { environment: m.environment }),
    ...(m.variables && {
      envVariables: {
        POD: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME),
        SECRET: EnvValue.fromSecretValue({ secret: secret(), key: 'token' }),
        SETTING: EnvValue.fromConfigMap(map(), 'level'),
      },
    }),
    ...(m.from && {
      envFrom: [
        Env.fromSecret(Secret.fromSecretName(s, 'FromSecret', 'settings')),
        Env.fromConfigMap(ConfigMap.fromConfigMapName(s, 'FromMap', 'settings'), 'P_'),
      ],
    }),
    ...(m.config && { config: m.config }),
    ...(m.volumes && { volumes: [Volume.fromEmptyDir(s, 'Spare', 'spare')] }),
    ...(m.mounts && {
      volumeMounts: [{
        path: '/data',
        volume: Volume.fromEmptyDir(s, 'Data', 'data', { sizeLimit: Size.gibibytes(1) }),
      }],
    }),
    ...(m.ports && !host && { ports: m.ports }),
    ...(m.account && { serviceAccount: ServiceAccount.fromServiceAccountName(s, 'Account', 'server') }),
    ...(m.registry && { imagePullSecret: Secret.fromSecretName(s, 'Registry', 'registry') }),
    ...(m.policy && { imagePullPolicy: m.policy }),
    ...(m.startup ? { startup: m.startup } : m.startupBudget && { startupBudget: m.startupBudget }),
    ...(m.readiness && { readiness: m.readiness }),
    ...(m.liveness && { liveness: m.liveness }),
    ...(m.maxRequestDuration && { maxRequestDuration: m.maxRequestDuration }),
    ...(m.rollout && { rollout: m.rollout }),
    ...(m.sharedMemory && { sharedMemory: m.sharedMemory }),
    ...(m.priority && { priorityClassName: 'high' }),
    ...(m.scheduler && { schedulerName: 'default-scheduler' }),
    ...(m.admit && !host && { admit: admission(m.admit, s, made.metricsPort !== undefined) }),
    ...(m.budget && { disruptionBudget: budget(m.budget, pods.least) }),
    ...(m.service && {
      service: service(index, firstPort, { ...m.service, labels: m.serviceLabels, annotations: m.annotations }),
    }),
  };
}

function wasmRuntime(s: Construct, index: number, shim?: WasmShim): WasmRuntime {
  return new WasmRuntime(s, 'Wasm', { name: `wasm-${index}`, shim, nodeSelector: { runtime: 'wasm' } });
}

function model(s: Construct, made: ModelServer, x: Shape): { model?: ModelSource } {
  const needed = made._row.modelInImage === 'never';
  if (!x.server.mounts || (!needed && !x.source)) return {};
  // A WebAssembly runtime runs every container of the pod, and what fetches a model is none.
  const given = x.source && !(isWasm(x) && x.source.fetched) ? x.source.make(s) : undefined;
  const isEnough = given !== undefined && !(needed && given._origin.kind === 'server-image');
  return { model: isEnough ? given : ModelSource.volumeClaim('models') };
}

const isWasm = (x: Shape) => x.wasm !== undefined && x.server.wasm;
const hostNetwork = (x: Shape, alone: boolean) => alone && x.hostNetwork === true;
const isRestricted = (x: Shape, alone: boolean) => (
  !x.server.root && (x.source?.restricted ?? true) && !hostNetwork(x, alone));

const nameOfContainer = (made: ModelServer, x: Shape) => x.more.containerName ?? made._row.id;

const fixed = (newest: boolean): fc.Arbitrary<Program> => fc.tuple(
  shape(newest), fc.constantFrom(undefined, 0, 1, 2, 3),
).map(([x, count]) => {
  const alone = (count ?? 1) < 2;
  const least = count ?? 1;
  return {
    kind: 'fixed',
    restricted: isRestricted(x, alone),
    define: (s, index, change = (p) => p) => {
      const made = x.server.make(s, usable(x.server, x.accelerator));
      const props = {
        ...options(s, index, made, x, { least, alone }),
        ...(count !== undefined && { replicas: count }),
      };
      return new InferenceDeployment(s, 'Fixed', change(props));
    },
  };
});

/** Room for many pickers beside one another. */
const SMALL = { requests: { cpu: '10m', memory: '32Mi' } };

/** A pool in front of a server that generates text. */
const pools: fc.Arbitrary<Omit<InferencePoolProps, 'inference'>> = fc.record({
  picker: fc.constantFrom(
    EndpointPicker.llmDRouter({ resources: SMALL }),
    EndpointPicker.llmDRouter({ resources: SMALL, replicas: 2, monitored: true, secureServing: false }),
    EndpointPicker.inferenceExtension({ resources: SMALL }),
  ),
  // The control plane that judges a sample has no policies of GKE.
  gatewayType: fc.constantFrom(InferenceGateway.STANDARD, InferenceGateway.ISTIO),
  failureMode: fc.constantFrom(...Object.values(PickerFailureMode)),
  route: fc.constantFrom(
    undefined,
    { gateway: 'gateways/public' },
    { gateway: 'gateways/public', listener: 'https', hostnames: ['*.example.com'], path: '/v1' },
  ),
});

/** Whether the picker reads its metrics by default, from the port of its API. */
function speaksToPickers({ _row: { id }, metricsPort, httpPort }: ModelServer): boolean {
  return (id === 'vllm' || id === 'llama-cpp') && metricsPort === httpPort;
}

const scaled = (newest: boolean): fc.Arbitrary<Program> => fc.tuple(
  shape(newest), scaling(newest), metrics, fc.boolean(), fc.boolean(), fc.option(pools, { nil: undefined }),
).map(([x, how, which, named, mesh, pool]) => {
  const alone = how.maxReplicas === 1;
  return {
    kind: 'scaled',
    restricted: isRestricted(x, alone),
    define: (s, index, change = (p) => p) => {
      const made = x.server.make(s, usable(x.server, x.accelerator));
      const props = {
        ...options(s, index, made, x, { least: how.minReplicas ?? 1, alone }),
        ...how,
        metrics: which.map((m) => m(nameOfContainer(made, x))),
        ...(named && { autoscalerName: `hpa.${index}` }),
      };
      const inference = new AutoscaledInference(s, 'Scaled', change(props));
      const loadBalancing = EdgeMeshLoadBalancing.consistentHashBySource();
      if (mesh) new EdgeMeshTraffic(s, 'Traffic', { service: inference.service, loadBalancing });
      if (pool && speaksToPickers(made)) new InferencePool(s, 'Pool', { inference, name: `pool-${index}`, ...pool });
      return inference;
    },
  };
});

const existing = (newest: boolean): fc.Arbitrary<Program> => fc.tuple(
  fc.boolean(), scaling(newest), metrics, some({ labels }), fc.boolean(), fc.boolean(),
).map(([stateful, how, which, more, named, described]) => ({
  kind: 'existing',
  restricted: false,
  define: (s, index, change = (p) => p) => {
    const containers = [{
      name: 'main',
      image: 'registry.example.com/own:1.0',
      ports: [{ number: 8080 }],
      resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(64) } },
    }];
    const Own = stateful ? StatefulSet : Deployment;
    const own = new Own(s, 'Own', { containers });
    const target: IConstruct = described ? ServedWorkload.of(own, { metricsPath: '/metrics' }) : own;
    new NodeGroup(s, 'Group', { name: `group-${index}`, nodes: ['edge-0'], matchLabels: more.labels });
    const props = {
      target,
      ...how,
      metrics: which.map((m) => m('main')),
      ...more,
      ...(named && { name: `scaler-${index}` }),
    };
    return new InferenceAutoscaler(s, 'Scaler', change(props));
  },
}));

/** A random program that has to be accepted. */
export function program({ newest = true }: ProgramOptions = {}): fc.Arbitrary<Program> {
  return fc.oneof(
    { arbitrary: fixed(newest), weight: 4 },
    { arbitrary: scaled(newest), weight: 5 },
    { arbitrary: existing(newest), weight: 1 },
  );
}
