import type { Probe } from 'cdk8s-plus-27';
import type {
  LlamaCppOptions, LlamaEdgeOptions, ModelServerOptions, OpenvinoOptions, TensorflowServingOptions, TorchServeOptions,
  TritonOptions, VllmOptions,
} from './model-server-options';
import type { ArgumentInput, ServerRow } from './model-server-row';
import type { BentoMlOptions, KserveOptions, MlServerOptions } from './python-model-server-options';
import { areWholeGpus, openvinoKind, type RequestedDevice } from './requested-device';
import type { SecretKeyReference } from '../cdk8s-plus/named-object';

/** What a factory computes from its options, besides the row of the table. */
export interface ServerSetup {
  readonly modelName?: string;
  readonly modelDirectory?: string;
  readonly computeThreads?: number;
  readonly args: (input: ArgumentInput) => string[];
  /** Other names of the flags that it computes. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly files?: (metrics: boolean) => Record<string, string>;
  readonly secrets?: Record<string, SecretKeyReference>;
  /** The environment variables that an option decides, with its name. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Its environment variables besides those of its row. */
  readonly environment?: (metrics: boolean) => Record<string, string>;
  /** The number of accelerators over which it splits its model, where that was set. */
  readonly accelerators?: number;
  /** Whether its image is known to contain no model, and its arguments bring none. */
  readonly withoutModel?: boolean;
  /** Whether it downloads its model. */
  readonly downloads?: boolean;
  /** How many requests it works on at once, where its options determine it: the others wait. */
  readonly concurrency?: number;
  readonly probes?: { readonly readiness?: Probe; readonly liveness?: Probe };
}

/** The row of a server with what its options change. */
export function rowWith(row: ServerRow, common: ModelServerOptions, own: ServerSetup): ServerRow {
  // Another image may contain a model, and custom arguments may download one.
  const decidesItself = common.image !== undefined || common.args !== undefined || common.extraArgs !== undefined;
  const inImage = own.downloads ? 'always' : row.modelInImage;
  const known = inImage === 'never' && decidesItself ? 'unknown' : inImage;
  return {
    ...row,
    user: common.user ?? row.user,
    modelDirectory: own.modelDirectory ?? row.modelDirectory,
    modelInImage: own.withoutModel ? 'never' : known,
  };
}

/** The environment of a server: that of its row, and what its options change. */
export function environmentWith(
  { environment = {} }: ServerRow,
  own: ServerSetup,
  metrics: boolean,
): Readonly<Record<string, string>> {
  return own.environment ? { ...environment, ...own.environment(metrics) } : environment;
}

const CONFIG = '/etc/model-server';

/** What the server chooses without `--parallel`, then with one context for all slots. */
const SLOTS = 4;

const TENSORFLOW_MONITORING = 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n';

export function tensorflowServing(options: TensorflowServingOptions): ServerSetup {
  const { modelName = 'model', computeThreads } = options;
  return {
    modelName,
    modelDirectory: `/models/${modelName}`,
    computeThreads,
    args: ({ modelPath, metrics }) => [
      '--port=8500', '--rest_api_port=8501', `--model_name=${modelName}`, `--model_base_path=${modelPath}`,
      ...flag('--tensorflow_intra_op_parallelism', computeThreads),
      ...when(metrics, `--monitoring_config_file=${CONFIG}/monitoring.config`),
    ],
    files: (metrics): Record<string, string> => (metrics ? { 'monitoring.config': TENSORFLOW_MONITORING } : {}),
  };
}

export function triton({ instances = 1 }: TritonOptions): ServerSetup {
  return {
    concurrency: instances,
    args: ({ modelPath, requestSeconds, metrics }) => [
      `--model-repository=${modelPath}`, '--http-port=8000', '--grpc-port=8001',
      metrics ? '--metrics-port=8002' : '--allow-metrics=false',
      `--exit-timeout-secs=${requestSeconds}`,
    ],
  };
}

export function openvino(options: OpenvinoOptions): ServerSetup {
  const { modelName = 'model', targetDevice, computeThreads, extraArgs } = options;
  const target = (device?: RequestedDevice) => {
    if (targetDevice !== undefined || device?.vendor !== 'intel') return targetDevice;
    return has(extraArgs, /^--target_device\b/) ? undefined : openvinoKind(device);
  };
  return {
    modelName,
    modelDirectory: `/models/${modelName}`,
    computeThreads,
    args: ({ modelPath, metrics, device }) => [
      `--model_name=${modelName}`, `--model_path=${modelPath}`, '--port=9000', '--rest_port=8000',
      ...flag('--target_device', target(device)),
      ...pair('--plugin_config', computeThreads && JSON.stringify({ INFERENCE_NUM_THREADS: computeThreads })),
      ...when(metrics, '--metrics_enable'),
    ],
  };
}

/** Flags of vLLM that decide how it uses several GPUs, or that read a file which may. */
const PARALLEL = /^(--(tensor|pipeline|data)[-_]parallel|-(tp|pp|dp)|--config\b)/;

/** Whether a user's own arguments decide over how many GPUs vLLM splits its model. */
export function decidesParallelism(extraArgs: unknown): boolean {
  return has(extraArgs, PARALLEL);
}

export function vllm(options: VllmOptions): ServerSetup {
  const { model, servedModelName = model ?? 'model', tensorParallelSize, maxModelLength, huggingFaceToken } = options;
  const parallel = (device?: RequestedDevice) => {
    if (tensorParallelSize !== undefined || device === undefined) return tensorParallelSize;
    const follows = device.count > 1 && areWholeGpus(device) && !decidesParallelism(options.extraArgs);
    return follows ? device.count : undefined;
  };
  return {
    modelName: servedModelName,
    accelerators: options.args === undefined ? tensorParallelSize : undefined,
    aliases: { '-tp': '--tensor-parallel-size' },
    downloads: typeof model === 'string' && !model.startsWith('/'),
    args: ({ modelPath, requestSeconds, device }) => [
      model ?? modelPath, '--served-model-name', servedModelName, '--host=0.0.0.0', '--port=8000',
      `--shutdown-timeout=${requestSeconds}`,
      ...flag('--tensor-parallel-size', parallel(device)), ...flag('--max-model-len', maxModelLength),
    ],
    secrets: huggingFaceToken && { HF_TOKEN: huggingFaceToken },
    variables: huggingFaceToken && { HF_TOKEN: 'huggingFaceToken' },
  };
}

export function torchServe(options: TorchServeOptions): ServerSetup {
  const { workersPerModel = 1 } = options;
  const models = Array.isArray(options.models) ? [...options.models] : ['all'];
  return {
    // How many models are in the store is unknown: `all` counts as one.
    concurrency: options.args === undefined ? workersPerModel * models.length : undefined,
    args: ({ modelPath }) => ['--model-store', modelPath, '--models', ...models],
    files: (metrics) => ({
      'config.properties': [
        'inference_address=http://0.0.0.0:8080',
        'management_address=http://127.0.0.1:8081',
        'metrics_address=http://0.0.0.0:8082',
        'grpc_inference_address=0.0.0.0',
        `enable_metrics_api=${metrics}`,
        ...when(metrics, 'metrics_mode=prometheus'),
        'disable_token_authorization=true',
        `default_workers_per_model=${workersPerModel}`,
        '',
      ].join('\n'),
    }),
  };
}

/** Other names of the flags of llama.cpp that are computed. */
const LLAMA_CPP_ALIASES: Readonly<Record<string, string>> = {
  '-m': '--model',
  '-c': '--ctx-size',
  '-np': '--parallel',
  '-kvu': '--kv-unified',
  '-no-kvu': '--kv-unified',
  '--no-kv-unified': '--kv-unified',
  '-t': '--threads',
  '-ngl': '--n-gpu-layers',
  '--gpu-layers': '--n-gpu-layers',
};

export function llamaCpp(options: LlamaCppOptions): ServerSetup {
  const { modelFile, contextSize, parallelRequests = SLOTS, computeThreads, gpuLayers } = options;
  return {
    concurrency: options.args === undefined ? parallelRequests : undefined,
    computeThreads,
    aliases: LLAMA_CPP_ALIASES,
    args: ({ modelPath, metrics }) => [
      '--model', `${modelPath}/${modelFile}`, '--host', '0.0.0.0', '--port', '8080', ...when(metrics, '--metrics'),
      ...pair('--ctx-size', contextSize), ...pair('--parallel', parallelRequests),
      ...when(options.parallelRequests === undefined, '--kv-unified'),
      ...pair('--threads', computeThreads), ...pair('--n-gpu-layers', gpuLayers),
    ],
  };
}

export function llamaEdge(options: LlamaEdgeOptions): ServerSetup {
  const { chatContextSize, embeddingContextSize } = options;
  const given = chatContextSize !== undefined || embeddingContextSize !== undefined;
  return {
    // The entry point of the image reads its second and third argument, and ignores the first.
    args: () => (given ? ['ctx-size', String(chatContextSize ?? 512), String(embeddingContextSize ?? 256)] : []),
  };
}

/** The images of KServe for a framework, none of which contains a model. */
const KSERVE_FRAMEWORK = /(^|\/)kserve\/(huggingface|lgb|paddle|pmml|sklearn|xgb)server([:@]|$)/;

export function kserve({ image, modelName = 'model', args, extraArgs }: KserveOptions): ServerSetup {
  return {
    modelName,
    withoutModel: KSERVE_FRAMEWORK.test(image) && args === undefined && extraArgs === undefined,
    args: ({ modelPath }) => [
      `--model_name=${modelName}`, `--model_dir=${modelPath}`, '--http_port=8080', '--grpc_port=8081',
      '--enable_grpc=true',
    ],
  };
}

export function mlServer({ parallelWorkers = 0, enableMetrics }: MlServerOptions): ServerSetup {
  return {
    // Without workers it computes one prediction at a time itself, where the model computes without `await`.
    concurrency: parallelWorkers === 0 ? 1 : parallelWorkers,
    args: ({ modelPath }) => [modelPath],
    variables: {
      MLSERVER_PARALLEL_WORKERS: 'parallelWorkers',
      ...(enableMetrics === false && { MLSERVER_METRICS_ENDPOINT: 'enableMetrics' }),
    },
    environment: (metrics): Record<string, string> => ({
      MLSERVER_PARALLEL_WORKERS: String(parallelWorkers),
      ...(!metrics && { MLSERVER_METRICS_ENDPOINT: '' }),
    }),
  };
}

export function bentoMl(_: BentoMlOptions): ServerSetup {
  return { args: () => [] };
}

function has(words: unknown, pattern: RegExp): boolean {
  return Array.isArray(words) && words.some((word) => typeof word === 'string' && pattern.test(word));
}

function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${name}=${value}`];
}

function pair(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

function when(condition: boolean, ...words: string[]): string[] {
  return condition ? words : [];
}
