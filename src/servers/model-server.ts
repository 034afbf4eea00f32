import type { Probe, SecretValue } from 'cdk8s-plus-27';
import type { CustomModelServerOptions } from './custom-model-server-options';
import type { InferenceMetric } from '../values/inference-metric';
import type {
  LlamaCppOptions, LlamaEdgeOptions, ModelServerOptions, OpenvinoOptions, TensorflowServingOptions, TorchServeOptions, TritonOptions, VllmOptions,
} from './model-server-options';
import { MODEL_SERVERS } from './model-server-table';
import type { PrometheusType } from '../values/prometheus-type';
import { ScalingMetric } from '../values/scaling-metric';
import { SERVER_METRICS } from './server-metrics';
import * as setup from './server-arguments';
import type { ServerSetup } from './server-arguments';
import type { Problem } from '../validation/problem';
import { customRow } from './custom-model-server-row';
import { serverProblems } from './model-server-problems';
import { signalProblem } from './signal-problem';
import type { ServerRow } from './model-server-row';

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
    return ModelServer.known(MODEL_SERVERS.tensorflowServing, options, setup.tensorflowServing(options));
  }

  /**
   * NVIDIA Triton (`nvcr.io/nvidia/tritonserver:26.07-py3`): HTTP on 8000, gRPC on 8001, metrics on 8002. The mounted folder is the model repository.
   *
   * @param options what every server has
   * @see https://github.com/triton-inference-server/server
   */
  public static triton(options: TritonOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.triton, options, setup.triton(options));
  }

  /**
   * OpenVINO Model Server (`docker.io/openvino/model_server:2026.2`): REST on 8000, gRPC on 9000, metrics on the REST port.
   *
   * @param options model name, device, threads, and what every server has
   * @see https://docs.openvino.ai/latest/model-server/ovms_what_is_openvino_model_server.html
   */
  public static openvino(options: OpenvinoOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.openvino, options, setup.openvino(options));
  }

  /**
   * vLLM (`docker.io/vllm/vllm-openai:v0.27.1`): OpenAI's API and metrics on 8000.
   *
   * @param options the model, how it is spread, and what every server has
   * @see https://docs.vllm.ai/en/latest/
   */
  public static vllm(options: VllmOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.vllm, options, setup.vllm(options));
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
    return ModelServer.known(MODEL_SERVERS.torchServe, options, setup.torchServe(options));
  }

  /**
   * The server of llama.cpp (`ghcr.io/ggml-org/llama.cpp:server-b10920`): OpenAI's API and metrics on 8080.
   *
   * @param options the model's file, context, slots, threads, and what every server has
   * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
   */
  public static llamaCpp(options: LlamaCppOptions): ModelServer {
    return ModelServer.known(MODEL_SERVERS.llamaCpp, options, setup.llamaCpp(options));
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
    return ModelServer.known(MODEL_SERVERS.llamaEdge, options, setup.llamaEdge(options));
  }

  /**
   * Any other server.
   *
   * @param options all that the library would otherwise know
   */
  public static custom(options: CustomModelServerOptions): ModelServer {
    const { image, user, readiness, liveness } = options;
    const args = options.args && copy(options.args);
    return new ModelServer(customRow(options), { image, user }, { args: () => args ?? [], probes: { readiness, liveness } }, options);
  }

  private static known(row: ServerRow, options: ModelServerOptions, own: ServerSetup): ModelServer {
    const { args, extraArgs, ...rest } = options;
    // A value keeps nothing that its user could change later.
    const given = { ...rest, ...(args !== undefined && { args: copy(args) }), ...(extraArgs !== undefined && { extraArgs: copy(extraArgs) }) };
    return new ModelServer(row, given, own, given);
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
  /** The Prometheus series that it shows, by name, a histogram without its suffixes; undefined where that is not known. */
  public readonly metrics?: Record<string, PrometheusType>;
  /** The measure of it that an autoscaler should follow; undefined when it shows none. */
  public readonly signal?: InferenceMetric;
  /** How many cores it computes on at most; undefined when that is all it gets. */
  public readonly computeThreads?: number;
  /** @internal */
  public readonly _row: ServerRow;
  /** @internal */
  public readonly _probes: { readonly readiness?: Probe; readonly liveness?: Probe };
  /** @internal */
  public readonly _secrets: Record<string, SecretValue>;
  /** @internal */
  public readonly _accelerators?: number;

  private readonly shown: boolean;

  private constructor(
    row: ServerRow, private readonly common: ModelServerOptions, private readonly own: ServerSetup, private readonly options: object,
  ) {
    this.shown = row.metricsPath !== undefined && (common.enableMetrics ?? common.args === undefined);
    // Another image may hold a model, and arguments of one's own may fetch it.
    const decidesItself = common.image !== undefined || common.args !== undefined || common.extraArgs !== undefined;
    const inImage = own.downloads ? 'always' : row.modelInImage;
    this._row = {
      ...row,
      user: common.user ?? row.user,
      modelDirectory: own.modelDirectory ?? row.modelDirectory,
      modelInImage: inImage === 'never' && decidesItself ? 'unknown' : inImage,
    };
    this._probes = own.probes ?? {};
    this._secrets = own.secrets ?? {};
    this._accelerators = own.accelerators;
    this.image = common.image ?? row.image ?? '';
    this.modelName = own.modelName;
    this.httpPort = row.ports.http;
    this.grpcPort = row.ports.grpc;
    this.metricsPath = this.shown ? row.metricsPath : undefined;
    this.metricsPort = this.shown ? row.ports.metrics ?? row.ports.http : undefined;
    const known = (options as CustomModelServerOptions).metrics ?? SERVER_METRICS[row.id]?.series;
    this.metrics = this.shown ? known && { ...known } : {};
    this.signal = this.shown ? SERVER_METRICS[row.id]?.signal : undefined;
    this.computeThreads = own.computeThreads ?? row.computeThreads;
  }

  /**
   * What an autoscaler of this server should follow: its `signal`, a measure of load that comes to rest once there are enough replicas.
   * `docs/metrics.md` gives the reason for each.
   *
   * @param averageValue what a pod should show on average. Triton has a recommended value (50 µs in the queue for each request), llama.cpp takes
   * its slots where `parallelRequests` says how many; any other needs what you measured, best 70 % of what a replica can do
   */
  public scalingMetric(averageValue?: string): ScalingMetric {
    const target = averageValue ?? this.own.target ?? SERVER_METRICS[this._row.id]?.target;
    if (this.signal && target !== undefined) return ScalingMetric.inference(this.signal, target);
    return ScalingMetric._wrong(signalProblem(this._row, this.signal, averageValue));
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
    const { args = this.own.args({ modelPath, requestSeconds, metrics: this.shown }), extraArgs = [] } = this.common;
    return args.length + extraArgs.length > 0 ? [...args, ...extraArgs] : undefined;
  }

  /**
   * The configuration files that it reads from `/etc/model-server`.
   * @internal
   */
  public _files(): Record<string, string> {
    return this.common.args ? {} : this.own.files?.(this.shown) ?? {};
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const options = this.options as Record<string, unknown>;
    return serverProblems(at, { row: this._row, image: this.image, modelName: this.modelName, options });
  }
}

/** A copy of a list; anything else stays for the checks to refuse. */
function copy(words: string[]): string[] {
  return Array.isArray(words) ? [...words] : words;
}
