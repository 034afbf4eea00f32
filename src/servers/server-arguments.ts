import type { Probe, SecretValue } from 'cdk8s-plus-27';
import type {
  LlamaCppOptions, LlamaEdgeOptions, OpenvinoOptions, TensorflowServingOptions, TorchServeOptions, TritonOptions,
  VllmOptions,
} from './model-server-options';
import type { ArgumentInput } from './model-server-row';

/** What a factory computes from its options, besides the row of the table. */
export interface ServerSetup {
  readonly modelName?: string;
  readonly modelDirectory?: string;
  readonly computeThreads?: number;
  readonly args: (input: ArgumentInput) => string[];
  readonly files?: (metrics: boolean) => Record<string, string>;
  readonly secrets?: Record<string, SecretValue>;
  /** The number of accelerators over which it splits its model, where that was set. */
  readonly accelerators?: number;
  /** Whether it downloads its model. */
  readonly downloads?: boolean;
  /** How many requests it works on at once, where its options determine it: the others wait. */
  readonly concurrency?: number;
  readonly probes?: { readonly readiness?: Probe; readonly liveness?: Probe };
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
  const { modelName = 'model', targetDevice, computeThreads } = options;
  return {
    modelName,
    modelDirectory: `/models/${modelName}`,
    computeThreads,
    args: ({ modelPath, metrics }) => [
      `--model_name=${modelName}`, `--model_path=${modelPath}`, '--port=9000', '--rest_port=8000',
      ...flag('--target_device', targetDevice),
      ...pair('--plugin_config', computeThreads && JSON.stringify({ INFERENCE_NUM_THREADS: computeThreads })),
      ...when(metrics, '--metrics_enable'),
    ],
  };
}

export function vllm(options: VllmOptions): ServerSetup {
  const { model, servedModelName = model ?? 'model', tensorParallelSize, maxModelLength, huggingFaceToken } = options;
  return {
    modelName: servedModelName,
    accelerators: tensorParallelSize,
    downloads: typeof model === 'string' && !model.startsWith('/'),
    args: ({ modelPath, requestSeconds }) => [
      model ?? modelPath, '--served-model-name', servedModelName, '--host=0.0.0.0', '--port=8000',
      `--shutdown-timeout=${requestSeconds}`,
      ...flag('--tensor-parallel-size', tensorParallelSize), ...flag('--max-model-len', maxModelLength),
    ],
    secrets: huggingFaceToken && { HF_TOKEN: huggingFaceToken },
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

export function llamaCpp(options: LlamaCppOptions): ServerSetup {
  const { modelFile, contextSize, parallelRequests = SLOTS, computeThreads, gpuLayers } = options;
  return {
    concurrency: options.args === undefined ? parallelRequests : undefined,
    computeThreads,
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

function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${name}=${value}`];
}

function pair(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

function when(condition: boolean, ...words: string[]): string[] {
  return condition ? words : [];
}
