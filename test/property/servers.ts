import { Duration, Size } from 'cdk8s';
import { HostPathVolumeType, Probe, Secret } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { dnsLabel, image, little, some, type Model } from './values';
import { ModelServer, ModelSource, PrometheusType, type Accelerator, type CustomModelServerOptions } from '../../src';

/** Random model servers and model sources. What refers to Secrets is made for a scope. */

export type Made<T> = (scope: Construct) => T;

/** A server, and what the rest of a program has to know of it. */
export interface AnyServer {
  readonly make: (scope: Construct, accelerator?: Accelerator) => ModelServer;
  /** The vendors whose accelerators it can use, if it is one of these; undefined for any. */
  readonly vendors?: readonly Vendor[];
  /** Whether it uses one slice of a GPU at most. */
  readonly oneSlice?: boolean;
  /** Whether it reads its model from a mounted folder. */
  readonly mounts: boolean;
  /** Whether it may run as WebAssembly: no probe of it runs a command. */
  readonly wasm: boolean;
  /** Whether it runs as root. */
  readonly root: boolean;
}

type Vendor = 'nvidia' | 'amd' | 'intel';

/** The accelerators that a server can use: those of unknown vendors, and those that its image is built for. */
export function usable({ vendors, oneSlice }: AnyServer, accelerator?: Accelerator): Accelerator | undefined {
  if (oneSlice && accelerator?.resource.includes('mig-') && accelerator.count > 1) return undefined;
  const vendor = (['nvidia', 'amd', 'intel'] as const).find((v) => accelerator?.resource.includes(`${v}.com`));
  return vendor === undefined || vendors === undefined || vendors.includes(vendor) ? accelerator : undefined;
}

/** A server of which the published images can use these accelerators; what an own image can use is unknown. */
const published = <T extends { image?: string }>(
  options: fc.Arbitrary<T>,
  vendors: readonly Vendor[],
  make: (options: T, scope: Construct, accelerator?: Accelerator) => ModelServer,
  facts: Partial<AnyServer> = {},
): fc.Arbitrary<AnyServer> => options.map((o) => ({
  make: (scope, accelerator) => make(o, scope, accelerator),
  vendors: o.image === undefined ? vendors : undefined,
  mounts: true,
  wasm: true,
  root: false,
  ...facts,
}));

const plain = (server: fc.Arbitrary<ModelServer>, facts: Partial<AnyServer> = {}): fc.Arbitrary<AnyServer> =>
  server.map((s) => ({ make: () => s, mounts: true, wasm: true, root: false, ...facts }));

/** Arguments in place of the library's own leave room for little else. */
function started<T extends object>(model: Model<T>): fc.Arbitrary<Partial<T> & { image?: string }> {
  const user = fc.integer({ min: 1, max: 65535 });
  const extraArgs = fc.constant<string[]>(['--verbose', '$$(literal)']);
  const args = fc.constant<string[]>(['--config=/etc/own']);
  return fc.oneof(
    { arbitrary: some({ ...model, image, extraArgs, enableMetrics: fc.boolean(), user }), weight: 5 },
    { arbitrary: some({ image, args, user }), weight: 1 },
  ) as fc.Arbitrary<Partial<T> & { image?: string }>;
}

const threads = fc.integer({ min: 2, max: 64 });
const tokens = fc.integer({ min: 1, max: 131072 });
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => Duration.seconds(s));

const custom: fc.Arbitrary<AnyServer> = fc.tuple(
  fc.uniqueArray(fc.integer({ min: 1024, max: 19999 }), { minLength: 3, maxLength: 3 }),
  fc.constantFrom('http', 'grpc', 'metrics', 'http grpc', 'http metrics', 'http grpc metrics'),
  image,
  some<Omit<CustomModelServerOptions, 'image' | `${string}Port` | 'metricsPath'>>({
    command: fc.constant<string[]>(['/bin/server']),
    args: fc.array(fc.constantFrom('--a', '--b=c', '-'), { maxLength: 3 }),
    modelDirectory: fc.constantFrom('/srv/models', '/opt/model-store'),
    readiness: fc.constant(Probe.fromHttpGet('/ready', { port: 1024 })),
    liveness: fc.constant(Probe.fromTcpSocket({ port: 1024, periodSeconds: Duration.seconds(7) })),
    startupBudget: seconds(1, 5000),
    maxRequestDuration: seconds(1, 3600),
    drainsOnSigterm: fc.boolean(),
    hasSleep: fc.boolean(),
    user: fc.constantFrom(1, 1000, 65534),
    writableFolders: fc.constantFrom<string[]>(['/var/cache/server'], ['/work', '/home/server/.cache']),
    sharedMemory: fc.constantFrom('64Mi', '1Gi', '65536Ki'),
    computeThreads: threads,
    metrics: fc.constant({ frames_per_second: PrometheusType.GAUGE, frames_total: PrometheusType.COUNTER }),
  }),
).map(([[http, grpc, metrics], which, img, options]) => {
  const ports = Object.fromEntries(which.split(' ').map((kind) => [`${kind}Port`, { http, grpc, metrics }[kind]]));
  const shown = which === 'http' ? { metricsPath: '/stats' } : {};
  const server = ModelServer.custom({ ...options, ...ports, ...shown, image: img });
  return { make: () => server, mounts: true, wasm: true, root: false };
});

/** It shows its metrics in any case. */
const vllm: fc.Arbitrary<AnyServer> = started({
  model: fc.constant('Qwen/Qwen2.5-0.5B-Instruct'),
  servedModelName: dnsLabel,
  parallel: fc.constant(true),
  maxModelLength: tokens,
  secret: fc.constant(true),
}).map(({ secret, parallel, ...options }) => ({
  make: (scope, accelerator) => ModelServer.vllm({
    ...options,
    enableMetrics: undefined,
    ...(parallel && { tensorParallelSize: accelerator?.count }),
    ...(secret && { huggingFaceToken: { secret: Secret.fromSecretName(scope, 'HfToken', 'hf-token'), key: 'token' } }),
  }),
  vendors: options.image === undefined ? ['nvidia', 'amd'] : undefined,
  oneSlice: true,
  mounts: options.model === undefined,
  wasm: true,
  root: false,
}));

const openvino = started({
  modelName: dnsLabel,
  targetDevice: fc.constantFrom('CPU', 'GPU'),
  computeThreads: threads,
});
const triton = started({ instances: fc.integer({ min: 1, max: 9 }) });
const torchServe = started({
  models: fc.constantFrom<string[]>(['all'], ['a=a.mar', 'b=b.mar']),
  workersPerModel: fc.integer({ min: 1, max: 9 }),
});
const llamaCpp = some({
  contextSize: tokens,
  parallelRequests: threads,
  computeThreads: threads,
  gpuLayers: fc.integer({ min: 0, max: 99 }),
  image,
  extraArgs: fc.constant<string[]>(['--mlock']),
  enableMetrics: fc.boolean(),
});
const llamaEdge = some({ chatContextSize: tokens, embeddingContextSize: fc.integer({ min: 0, max: 4096 }) });
const kserve = started({ modelName: dnsLabel });
const mlServer = started({ parallelWorkers: fc.integer({ min: 0, max: 8 }) });
const KSERVE = 'docker.io/kserve/sklearnserver:v0.21.0';
const BENTO = 'registry.example.com/summarizer:1.0';
const LLAMA_EDGE = 'docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest';

export const server: fc.Arbitrary<AnyServer> = fc.oneof(
  published(started({ modelName: dnsLabel, computeThreads: threads }), ['nvidia'],
    (o) => ModelServer.tensorflowServing(o)),
  published(triton, ['nvidia'], (o) => ModelServer.triton(o)),
  published(openvino, ['intel'], ({ targetDevice, ...o }, _, accelerator) => {
    const used = (accelerator === undefined) === (targetDevice === 'CPU');
    return ModelServer.openvino({ ...o, ...(used && { targetDevice }) });
  }),
  vllm,
  published(torchServe, ['nvidia'], (o) => ModelServer.torchServe(o), { wasm: false }),
  published(llamaCpp, ['nvidia', 'amd', 'intel'], ({ gpuLayers, ...o }, _, accelerator) => (
    ModelServer.llamaCpp({ ...o, modelFile: 'q4/model.gguf', ...(accelerator && { gpuLayers }) }))),
  published(kserve, [], (o) => ModelServer.kserve({ image: KSERVE, ...o, enableMetrics: undefined })),
  plain(mlServer.map((o) => ModelServer.mlServer(o))),
  plain(started({}).map((o) => ModelServer.bentoMl({ image: BENTO, ...o }))),
  plain(llamaEdge.map((o) => ModelServer.llamaEdge({ ...o, image: LLAMA_EDGE })), { mounts: false, root: true }),
  custom,
);

const download = {
  image,
  resources: fc.constant(little),
  sizeLimit: fc.integer({ min: 1, max: 8192 }).map((m) => Size.mebibytes(m)),
};
const mountPath = fc.constant('/srv/model');

/** A source, and whether Pod Security "restricted" allows it. */
export interface AnySource {
  readonly make: Made<ModelSource>;
  readonly restricted: boolean;
  /** Whether an init container brings the model. */
  readonly fetched: boolean;
}

const keys: Made<Secret> = (scope) => Secret.fromSecretName(scope, 'Keys', 's3-keys') as Secret;

const folderTypes = fc.constantFrom(HostPathVolumeType.DIRECTORY, HostPathVolumeType.DIRECTORY_OR_CREATE);
const hostPath = some({ type: folderTypes, mountPath })
  .map((o) => ({ make: () => ModelSource.hostPath('/var/lib/models', o), restricted: false, fetched: false }));

const volumeClaim = fc.tuple(fc.constantFrom(undefined, '/', 'resnet', '/a/b/'), some({ mountPath }))
  .map(([sub, o]) => ({ make: () => ModelSource.volumeClaim('models', sub, o), restricted: true, fetched: false }));

const s3 = fc.tuple(
  fc.constantFrom('s3://models/resnet', 's3://models/a/b/', 's3://models'),
  fc.constantFrom('none', 'keys', 'anonymous'),
  some({
    ...download,
    endpoint: fc.constant('http://minio.storage:9000'),
    region: fc.constant('eu-central-1'),
    mountPath,
  }),
).map(([uri, access, o]) => ({
  make: (scope: Construct) => ModelSource.s3(uri, {
    ...o,
    ...(access === 'keys' && { credentials: keys(scope) }),
    ...(access === 'anonymous' && { anonymous: true }),
  }),
  restricted: true,
  fetched: true,
}));

const https = fc.tuple(
  fc.constantFrom(
    'https://example.com/m.tar.gz',
    'http://files.storage/a/model.onnx?v=2',
    'https://example.com/m.tar',
  ),
  fc.boolean(),
  some({ ...download, unpack: fc.boolean(), mountPath }),
).map(([url, secret, o]) => ({
  make: (scope: Construct) => ModelSource.https(url, {
    ...o,
    ...(secret && { authorization: { secret: keys(scope), key: 'AWS_ACCESS_KEY_ID' } }),
  }),
  restricted: true,
  fetched: true,
}));

const { resources, sizeLimit } = download;
const modelPath = fc.constantFrom('/models', '/data/model/');
const modelImage = fc.tuple(image, some({ path: modelPath, resources, sizeLimit, mountPath }))
  .map(([img, o]) => ({ make: () => ModelSource.image(img, o), restricted: true, fetched: true }));

export const source: fc.Arbitrary<AnySource> = fc.oneof(
  fc.constant({ make: () => ModelSource.inServerImage(), restricted: true, fetched: false }),
  hostPath,
  volumeClaim,
  s3,
  https,
  modelImage,
);
