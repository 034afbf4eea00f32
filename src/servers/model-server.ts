import type { Probe } from 'cdk8s-plus-27';
import { acceleratorProblems } from './accelerator-problems';
import { copy, withCopiedLists } from './copied-lists';
import type { CustomModelServerOptions } from './custom-model-server-options';
import { customRow } from './custom-model-server-row';
import type {
  LlamaCppOptions, LlamaEdgeOptions, ModelServerOptions, OpenvinoOptions, ScalingSignalOptions,
  TensorflowServingOptions, TorchServeOptions, TritonOptions, VllmOptions,
} from './model-server-options';
import { serverProblems } from './model-server-problems';
import type { ServerPorts, ServerRow } from './model-server-row';
import { MODEL_SERVERS } from './model-server-table';
import type { BentoMlOptions, KserveOptions, MlServerOptions } from './python-model-server-options';
import { firstDevice, type RequestedDevice } from './requested-device';
import { signalProblem } from './scaling-signal-problem';
import * as setup from './server-arguments';
import type { ServerSetup } from './server-arguments';
import { SERVER_METRICS } from './server-metrics';
import { shareOf } from './signal-target';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import type { InferenceMetric } from '../values/inference-metric';
import type { PrometheusType } from '../values/prometheus-type';
import { ScalingMetric } from '../values/scaling-metric';

/**
 * Defines the model server and what is needed to run it: image, ports, arguments, probes, the time to load, user id,
 * writable folders, metrics, threads, and termination.
 *
 * Each factory is one row of a table (`docs/model-servers.md`). Flags without a property go into `extraArgs`.
 *
 * @example
 *
 * const resnet = ModelServer.tensorflowServing({ modelName: 'resnet' });
 * const qwen = ModelServer.llamaCpp({ modelFile: 'qwen2.5-0.5b-instruct-q4_k_m.gguf', computeThreads: 4 });
 * const own = ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 8080, metricsPort: 9100 });
 */
@checksArguments
export class ModelServer {
  /**
   * TensorFlow Serving (`docker.io/tensorflow/serving:2.19.1`): REST on 8501, gRPC on 8500. The mounted folder contains
   * a folder per version.
   *
   * @param options model name, threads, and the options of every server
   * @see https://www.tensorflow.org/tfx/guide/serving
   */
  public static tensorflowServing(options: TensorflowServingOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.tensorflowServing, options, setup.tensorflowServing(options));
  }

  /**
   * NVIDIA Triton (`nvcr.io/nvidia/tritonserver:26.07-py3`): HTTP on 8000, gRPC on 8001, metrics on 8002. The mounted
   * folder is the model repository.
   *
   * @param options the options of every server
   * @see https://github.com/triton-inference-server/server
   */
  public static triton(options: TritonOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.triton, options, setup.triton(options));
  }

  /**
   * OpenVINO Model Server (`docker.io/openvino/model_server:2026.2`): REST on 8000, gRPC on 9000, metrics on the REST
   * port.
   *
   * @param options model name, device, threads, and the options of every server
   * @see https://docs.openvino.ai/latest/model-server/ovms_what_is_openvino_model_server.html
   */
  public static openvino(options: OpenvinoOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.openvino, options, setup.openvino(options));
  }

  /**
   * vLLM (`docker.io/vllm/vllm-openai:v0.27.1`): OpenAI's API and metrics on 8000.
   *
   * @param options the model, accelerators, context, and the options of every server
   * @see https://docs.vllm.ai/en/latest/
   */
  public static vllm(options: VllmOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.vllm, options, setup.vllm(options));
  }

  /**
   * TorchServe (`docker.io/pytorch/torchserve:0.12.0-cpu`): HTTP on 8080, gRPC on 7070, metrics on 8082.
   *
   * Its management API is reachable only inside the pod.
   *
   * @param options archives, workers, and the options of every server
   * @see https://pytorch.org/serve/
   */
  public static torchServe(options: TorchServeOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.torchServe, options, setup.torchServe(options));
  }

  /**
   * The server of llama.cpp (`ghcr.io/ggml-org/llama.cpp:server-b10920`): OpenAI's API and metrics on 8080.
   *
   * @param options the file of the model, context, slots, threads, and the options of every server
   * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
   */
  public static llamaCpp(options: LlamaCppOptions): ModelServer {
    return ModelServer.known(MODEL_SERVERS.llamaCpp, options, setup.llamaCpp(options));
  }

  /**
   * LlamaEdge on WasmEdge in a regular container: OpenAI's API on 8080, two threads, no metrics.
   *
   * Its images work only as root, which Pod Security `restricted` forbids; the other requirements of that level are
   * met.
   *
   * @param options the image, contexts, and the options of every server
   * @see https://github.com/LlamaEdge/LlamaEdge
   */
  public static llamaEdge(options: LlamaEdgeOptions): ModelServer {
    return ModelServer.known(MODEL_SERVERS.llamaEdge, options, setup.llamaEdge(options));
  }

  /**
   * A server that is written with KServe's Python package, without KServe itself: the Open Inference Protocol and
   * metrics on 8080, gRPC on 8081. The image contains the framework.
   *
   * @param options the image, the name of the model, and the options of every server
   * @see https://kserve.github.io/website/
   */
  public static kserve(options: KserveOptions): ModelServer {
    return ModelServer.known(MODEL_SERVERS.kserve, options, setup.kserve(options));
  }

  /**
   * MLServer of Seldon (`docker.io/seldonio/mlserver:1.7.1`): the Open Inference Protocol on 8080, gRPC on 8081,
   * metrics on 8082. The mounted folder is the model repository.
   *
   * @param options its worker processes, and the options of every server
   * @see https://docs.seldon.ai/mlserver
   */
  public static mlServer(options: MlServerOptions = {}): ModelServer {
    return ModelServer.known(MODEL_SERVERS.mlServer, options, setup.mlServer(options));
  }

  /**
   * BentoML: the API of your service and its metrics on 3000. The image contains the service.
   *
   * @param options the image, and the options of every server
   * @see https://docs.bentoml.com/
   */
  public static bentoMl(options: BentoMlOptions): ModelServer {
    return ModelServer.known(MODEL_SERVERS.bentoMl, options, setup.bentoMl(options));
  }

  /**
   * Any other server.
   *
   * @param options what the library knows of other servers
   */
  public static custom(options: CustomModelServerOptions): ModelServer {
    const { image, user, readiness, liveness } = options;
    const args = options.args && copy(options.args);
    const own: ServerSetup = { args: () => args ?? [], probes: { readiness, liveness } };
    return new ModelServer(customRow(options), { image, user }, own, { ...options });
  }

  private static known(row: ServerRow, options: ModelServerOptions, own: ServerSetup): ModelServer {
    const given = withCopiedLists(options);
    return new ModelServer(row, given, own, given);
  }

  /** The server's image; a deployment with an accelerator may use another one of the same version. */
  public readonly image: string;
  /** The name of the model in the API, where the server needs one. */
  public readonly modelName?: string;
  /** The port of its HTTP API. */
  public readonly httpPort?: number;
  /** The port of its gRPC API. */
  public readonly grpcPort?: number;
  /** The port of its Prometheus metrics; undefined when it exposes none. */
  public readonly metricsPort?: number;
  /** The path of its Prometheus metrics; undefined when it exposes none. */
  public readonly metricsPath?: string;
  /** The type of each Prometheus series, by name; a histogram without its suffixes. Undefined when unknown. */
  public readonly metrics?: Record<string, PrometheusType>;
  /** The metric to scale on; undefined when it has none. */
  public readonly signal?: InferenceMetric;
  /** The maximum number of cores that it uses; undefined without a maximum. */
  public readonly computeThreads?: number;
  /** @internal */
  public readonly _row: ServerRow;
  /** @internal */
  public readonly _environment: Readonly<Record<string, string>>;
  /** @internal */
  public readonly _probes: { readonly readiness?: Probe; readonly liveness?: Probe };
  /** @internal */
  public readonly _accelerators?: number;

  private readonly shown: boolean;

  private constructor(
    row: ServerRow,
    private readonly common: ModelServerOptions,
    /** @internal */
    public readonly _own: ServerSetup,
    private readonly options: Readonly<Record<string, unknown>>,
  ) {
    this.shown = row.metricsPath !== undefined && (common.enableMetrics ?? common.args === undefined);
    this._row = setup.rowWith(row, common, _own);
    this._environment = setup.environmentWith(row, _own, this.shown);
    this._probes = _own.probes ?? {};
    this._accelerators = _own.accelerators;
    this.image = common.image ?? row.image ?? '';
    this.modelName = _own.modelName;
    this.httpPort = row.ports.http;
    this.grpcPort = row.ports.grpc;
    this.metricsPath = this.shown ? row.metricsPath : undefined;
    this.metricsPort = this.shown ? row.ports.metrics ?? row.ports.http : undefined;
    const known = (options as Partial<CustomModelServerOptions>).metrics ?? SERVER_METRICS[row.id]?.series;
    this.metrics = this.shown ? known && { ...known } : {};
    this.signal = this.shown ? SERVER_METRICS[row.id]?.signal : undefined;
    this.computeThreads = _own.computeThreads ?? row.computeThreads;
  }

  /**
   * The metric to scale this server on: its `signal`, a metric of load that stabilizes once there are enough replicas.
   * `docs/metrics.md` has the reason for each.
   * @param averageValue the target for the average over the pods. For Triton, TorchServe, llama.cpp and MLServer it is
   * 70 % of the requests that one replica works on at once (`instances`, `workersPerModel`, `parallelRequests`,
   * `parallelWorkers`) by default: call it on the server that is scaled. For any other server, measure what one replica
   * can handle, and set 70 % of it
   * @param options the time window of a signal that is a rate
   */
  public scalingMetric(averageValue?: string, options: ScalingSignalOptions = {}): ScalingMetric {
    const { _row: row, _own: { concurrency } } = this;
    const signal = options.window === undefined ? this.signal : this.signal?._over(options.window);
    const target = averageValue ?? shareOf(concurrency);
    const problem = signalProblem({ row, shown: this.signal, signal, target });
    return problem ? ScalingMetric._wrong(problem) : ScalingMetric.inference(signal!, target!);
  }

  /** @internal */
  public get _command(): string[] | undefined {
    return this.common.args ? undefined : this._row.command && [...this._row.command];
  }

  /** @internal */
  public _on(ports: ServerPorts, metricsPath: string | undefined = this._row.metricsPath): ModelServer {
    return new ModelServer({ ...this._row, ports, metricsPath }, this.common, this._own, this.options);
  }

  /** @internal */
  public _imageFor(devices: readonly RequestedDevice[] = []): string {
    const vendor = firstDevice(devices)?.vendor;
    const other = vendor === undefined ? undefined : this._row.acceleratorImages?.[vendor];
    return this.common.image ?? other ?? this.image;
  }

  /** @internal */
  public _args(modelPath: string, requestSeconds: number, devices: readonly RequestedDevice[]): string[] | undefined {
    const input = { modelPath, requestSeconds, metrics: this.shown, device: firstDevice(devices) };
    const { args = this._own.args(input), extraArgs = [] } = this.common;
    return args.length + extraArgs.length > 0 ? [...args, ...extraArgs] : undefined;
  }

  /** Its configuration files in `/etc/model-server`. @internal */
  public _files(): Record<string, string> {
    return this.common.args ? {} : this._own.files?.(this.shown) ?? {};
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const { _row: row, image, options, common: { args, extraArgs } } = this;
    const input = { modelPath: '/', requestSeconds: 1, metrics: this.shown };
    const computed = args || !extraArgs ? [] : [...row.command ?? [], ...this._own.args(input)];
    return serverProblems(at, { row, image, options, computed, aliases: this._own.aliases });
  }

  /** @internal */
  public _deviceProblems(devices: readonly RequestedDevice[], field: string): Problem[] {
    const { _row: row, options } = this;
    return acceleratorProblems({ row, image: this._imageFor(devices), options, devices, field });
  }
}
