import type { Probe, SecretValue } from 'cdk8s-plus-27';
import type { CustomModelServerOptions } from './custom-model-server-options';
import type {
  LlamaCppOptions, LlamaEdgeOptions, ModelServerOptions, OpenvinoOptions, TensorflowServingOptions, TorchServeOptions, TritonOptions, VllmOptions,
} from './model-server-options';
import { MODEL_SERVERS } from './model-server-table';
import type { Problem } from '../private/problem';
import { customRow, serverProblems } from '../private/server-problems';
import type { ArgumentInput, ServerRow } from '../private/server-row';

/** What a factory adds to a row of the table. */
interface Particulars {
  readonly modelName?: string;
  readonly modelDirectory?: string;
  readonly computeThreads?: number;
  readonly args: (input: ArgumentInput) => string[];
  readonly files?: (metrics: boolean) => Record<string, string>;
  readonly secrets?: Record<string, SecretValue>;
  /** Whether it fetches its model itself. */
  readonly downloads?: boolean;
  readonly probes?: { readonly readiness?: Probe; readonly liveness?: Probe };
}

const CONFIG = '/etc/model-server';
const TENSORFLOW_MONITORING = 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n';

/**
 * Defines the software that serves the model, and all that has to be known of it to run it well: image, ports, arguments,
 * probes, how long it may load, its user and writable folders, its metrics, its threads, and how it ends.
 *
 * Each factory is one row of a table (`docs/model-servers.md`). Only flags that have been stable are typed; the rest goes into
 * `extraArgs`.
 *
 * @example
 *
 * const resnet = ModelServer.tensorflowServing({ modelName: 'resnet' });
 * const qwen = ModelServer.llamaCpp({ modelFile: 'qwen2.5-0.5b-instruct-q4_k_m.gguf', computeThreads: 4 });
 * const own = ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 8080, metricsPort: 9100 });
 */
export class ModelServer {
  /**
   * TensorFlow Serving (`docker.io/tensorflow/serving:2.19.1`): REST on 8501, gRPC on 8500. The mounted folder holds a folder per version.
   *
   * @param options model name, threads, and what every server has
   * @see https://www.tensorflow.org/tfx/guide/serving
   */
  public static tensorflowServing(options: TensorflowServingOptions = {}): ModelServer {
    const { modelName = 'model', computeThreads } = options;
    return ModelServer.known(MODEL_SERVERS.tensorflowServing, options, {
      modelName,
      modelDirectory: `/models/${modelName}`,
      computeThreads,
      args: ({ modelPath, metrics }) => [
        '--port=8500', '--rest_api_port=8501', `--model_name=${modelName}`, `--model_base_path=${modelPath}`,
        ...flag('--tensorflow_intra_op_parallelism', computeThreads),
        ...(metrics ? [`--monitoring_config_file=${CONFIG}/monitoring.config`] : []),
      ],
      files: (metrics): Record<string, string> => (metrics ? { 'monitoring.config': TENSORFLOW_MONITORING } : {}),
    });
  }

  /**
   * NVIDIA Triton (`nvcr.io/nvidia/tritonserver:26.07-py3`): HTTP on 8000, gRPC on 8001, metrics on 8002. The mounted folder is the model repository.
   *
   * @param options what every server has
   * @see https://github.com/triton-inference-server/server
   */
  public static triton(options: TritonOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.triton, options, {
      args: ({ modelPath, requestSeconds, metrics }) => [
        `--model-repository=${modelPath}`, '--http-port=8000', '--grpc-port=8001', metrics ? '--metrics-port=8002' : '--allow-metrics=false',
        `--exit-timeout-secs=${requestSeconds}`,
      ],
    });
  }

  /**
   * OpenVINO Model Server (`docker.io/openvino/model_server:2026.2`): REST on 8000, gRPC on 9000, metrics on the REST port.
   *
   * @param options model name, device, threads, and what every server has
   * @see https://docs.openvino.ai/latest/model-server/ovms_what_is_openvino_model_server.html
   */
  public static openvino(options: OpenvinoOptions = {}): ModelServer {
    const { modelName = 'model', targetDevice, computeThreads } = options;
    return ModelServer.known(MODEL_SERVERS.openvino, options, {
      modelName,
      modelDirectory: `/models/${modelName}`,
      computeThreads,
      args: ({ modelPath, metrics }) => [
        `--model_name=${modelName}`, `--model_path=${modelPath}`, '--port=9000', '--rest_port=8000', ...flag('--target_device', targetDevice),
        ...(computeThreads === undefined ? [] : ['--plugin_config', JSON.stringify({ INFERENCE_NUM_THREADS: computeThreads })]),
        ...(metrics ? ['--metrics_enable'] : []),
      ],
    });
  }

  /**
   * vLLM (`docker.io/vllm/vllm-openai:v0.27.1`): OpenAI's API and metrics on 8000.
   *
   * @param options the model, how it is spread, and what every server has
   * @see https://docs.vllm.ai/en/latest/
   */
  public static vllm(options: VllmOptions = {}): ModelServer {
    const { model, servedModelName = model ?? 'model', tensorParallelSize, maxModelLength, huggingFaceToken } = options;
    return ModelServer.known(MODEL_SERVERS.vllm, options, {
      modelName: servedModelName,
      downloads: model !== undefined && !model.startsWith('/'),
      args: ({ modelPath, requestSeconds }) => [
        model ?? modelPath, '--served-model-name', servedModelName, '--host=0.0.0.0', '--port=8000', `--shutdown-timeout=${requestSeconds}`,
        ...flag('--tensor-parallel-size', tensorParallelSize), ...flag('--max-model-len', maxModelLength),
      ],
      secrets: huggingFaceToken && { HF_TOKEN: huggingFaceToken },
    });
  }

  /**
   * TorchServe (`docker.io/pytorch/torchserve:0.12.0-cpu`): HTTP on 8080, gRPC on 7070, metrics on 8082.
   *
   * Its management API answers only inside the pod.
   *
   * @param options which archives, workers, and what every server has
   * @see https://pytorch.org/serve/
   */
  public static torchServe(options: TorchServeOptions = {}): ModelServer {
    const { models = ['all'], workersPerModel = 1 } = options;
    return ModelServer.known(MODEL_SERVERS.torchServe, options, {
      args: ({ modelPath }) => ['--model-store', modelPath, '--models', ...models],
      files: (metrics) => ({
        'config.properties': [
          'inference_address=http://0.0.0.0:8080',
          'management_address=http://127.0.0.1:8081',
          'metrics_address=http://0.0.0.0:8082',
          'grpc_inference_address=0.0.0.0',
          `enable_metrics_api=${metrics}`,
          ...(metrics ? ['metrics_mode=prometheus'] : []),
          'disable_token_authorization=true',
          `default_workers_per_model=${workersPerModel}`,
          '',
        ].join('\n'),
      }),
    });
  }

  /**
   * The server of llama.cpp (`ghcr.io/ggml-org/llama.cpp:server-b10920`): OpenAI's API and metrics on 8080.
   *
   * @param options the model's file, context, slots, threads, and what every server has
   * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
   */
  public static llamaCpp(options: LlamaCppOptions): ModelServer {
    const { modelFile, contextSize, parallelRequests, computeThreads, gpuLayers } = options;
    return ModelServer.known(MODEL_SERVERS.llamaCpp, options, {
      computeThreads,
      args: ({ modelPath, metrics }) => [
        '--model', `${modelPath}/${modelFile}`, '--host', '0.0.0.0', '--port', '8080', ...(metrics ? ['--metrics'] : []),
        ...pair('--ctx-size', contextSize), ...pair('--parallel', parallelRequests), ...pair('--threads', computeThreads),
        ...pair('--n-gpu-layers', gpuLayers),
      ],
    });
  }

  /**
   * LlamaEdge on WasmEdge in a regular container, as seed 000 runs it: OpenAI's API on 8080, two compute threads, no metrics.
   *
   * Its images work only as root, so Pod Security `restricted` forbids them; everything else that level asks for is set.
   *
   * @param options the image, contexts, and what every server has
   * @see https://github.com/LlamaEdge/LlamaEdge
   */
  public static llamaEdge(options: LlamaEdgeOptions): ModelServer {
    const { chatContextSize, embeddingContextSize } = options;
    const given = chatContextSize !== undefined || embeddingContextSize !== undefined;
    return ModelServer.known(MODEL_SERVERS.llamaEdge, options, {
      // The image's entry point takes its second and third argument; the first is a word that it ignores.
      args: () => (given ? ['ctx-size', String(chatContextSize ?? 512), String(embeddingContextSize ?? 256)] : []),
    });
  }

  /**
   * Any other server.
   *
   * @param options all that the library would otherwise know
   */
  public static custom(options: CustomModelServerOptions): ModelServer {
    const { image, user, args, readiness, liveness } = options;
    return new ModelServer(customRow(options), { image, user }, { args: () => args ?? [], probes: { readiness, liveness } }, options);
  }

  private static known(row: ServerRow, options: ModelServerOptions, particulars: Particulars): ModelServer {
    return new ModelServer(row, options, particulars, options);
  }

  /** The server's image. */
  public readonly image: string;
  /** The name under which the model is served, where the server needs one. */
  public readonly modelName?: string;
  /** The port of its HTTP API. */
  public readonly httpPort?: number;
  /** The port of its gRPC API. */
  public readonly grpcPort?: number;
  /** The port of its Prometheus metrics; undefined when it shows none. */
  public readonly metricsPort?: number;
  /** The path of its Prometheus metrics; undefined when it shows none. */
  public readonly metricsPath?: string;
  /** How many cores it computes on at most; undefined when that is all it gets. */
  public readonly computeThreads?: number;
  /** @internal */
  public readonly _row: ServerRow;
  /** @internal */
  public readonly _probes: { readonly readiness?: Probe; readonly liveness?: Probe };
  /** @internal */
  public readonly _secrets: Record<string, SecretValue>;

  private readonly metrics: boolean;

  private constructor(
    row: ServerRow, private readonly common: ModelServerOptions, private readonly particulars: Particulars, private readonly options: object,
  ) {
    this.metrics = row.metricsPath !== undefined && (common.enableMetrics ?? common.args === undefined);
    const own = particulars.downloads ? 'always' : row.modelInImage;
    this._row = {
      ...row,
      user: common.user ?? row.user,
      modelDirectory: particulars.modelDirectory ?? row.modelDirectory,
      modelInImage: own === 'never' && common.image !== undefined ? 'unknown' : own,
    };
    this._probes = particulars.probes ?? {};
    this._secrets = particulars.secrets ?? {};
    this.image = common.image ?? row.image ?? '';
    this.modelName = particulars.modelName;
    this.httpPort = row.ports.http;
    this.grpcPort = row.ports.grpc;
    this.metricsPath = this.metrics ? row.metricsPath : undefined;
    this.metricsPort = this.metrics ? row.ports.metrics ?? row.ports.http : undefined;
    this.computeThreads = particulars.computeThreads ?? row.computeThreads;
  }

  /**
   * The command of the container; undefined runs the image's own.
   * @internal
   */
  public get _command(): string[] | undefined {
    return this.common.args ? undefined : this._row.command && [...this._row.command];
  }

  /** @internal */
  public _args(modelPath: string, requestSeconds: number): string[] | undefined {
    const { args = this.particulars.args({ modelPath, requestSeconds, metrics: this.metrics }), extraArgs = [] } = this.common;
    return args.length + extraArgs.length > 0 ? [...args, ...extraArgs] : undefined;
  }

  /**
   * The configuration files that it reads from `/etc/model-server`.
   * @internal
   */
  public _files(): Record<string, string> {
    return this.common.args ? {} : this.particulars.files?.(this.metrics) ?? {};
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    return serverProblems(at, { row: this._row, image: this.image, modelName: this.modelName, options: this.options as Record<string, unknown> });
  }
}

function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${name}=${value}`];
}

function pair(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}
