import type { Duration } from 'cdk8s';
import type { SecretKeyReference } from '../cdk8s-plus/named-object';

/** Options of the metric that a server is scaled on. */
export interface ScalingSignalOptions {
  /**
   * The time window of a signal that is a rate, such as that of Triton: longer than the longest request by a scrape or
   * more, and four scrapes or more. Whole seconds, 1 or more.
   *
   * @default - that of the signal, one or two minutes
   */
  readonly window?: Duration;
}

/** Options of every known model server. */
export interface ModelServerStartOptions {
  /**
   * Arguments after those that the library computes, for flags that have no property.
   *
   * @default - none
   */
  readonly extraArgs?: string[];

  /**
   * The whole list of arguments of the image's entry point. It replaces the arguments that the library computes, also
   * those for ports and metrics, so it cannot be combined with options that become arguments.
   *
   * @default - computed from the other options
   */
  readonly args?: string[];

  /**
   * Whether the server exposes Prometheus metrics. A value that the server does not support is refused.
   *
   * With `args`, it states what these arguments enable.
   *
   * @default - true, where the server has metrics; false with `args`
   */
  readonly enableMetrics?: boolean;

  /**
   * The user id of the container, for an image that was built for another user.
   *
   * @default - the user id for which the default image works
   */
  readonly user?: number;
}

/** Options of every known model server with a default image. */
export interface ModelServerOptions extends ModelServerStartOptions {
  /**
   * The server's image.
   *
   * @default - a pinned image, named in the documentation of each factory; in a deployment with an accelerator, the one
   * that can use it
   */
  readonly image?: string;
}

/** Options of TensorFlow Serving. */
export interface TensorflowServingOptions extends ModelServerOptions {
  /**
   * The name of the model in the API: `/v1/models/<name>:predict`.
   *
   * @default model
   */
  readonly modelName?: string;

  /**
   * The number of threads for one operation, `--tensorflow_intra_op_parallelism`: a whole number, 1 or more.
   *
   * Set it with a CPU limit: the server detects the cores of the node, not the limit.
   *
   * @default - the cores of the node
   */
  readonly computeThreads?: number;
}

/** Options of NVIDIA Triton, whose model repository is the mounted folder. */
export interface TritonOptions extends ModelServerOptions {
  /**
   * How many requests one replica executes at once, as the configuration of its models says: the instances of all
   * models (`count` of `instance_group`, for each accelerator), times the batch where it batches requests. A whole
   * number, 1 or more.
   *
   * It is not an argument of the server. The default target of `scalingMetric` is 70 % of it.
   *
   * @default 1 - which is the default of a model; some backends default to 2 without a GPU
   */
  readonly instances?: number;
}

/** Options of OpenVINO Model Server. */
export interface OpenvinoOptions extends ModelServerOptions {
  /**
   * The name of the model in the API.
   *
   * @default model
   */
  readonly modelName?: string;

  /**
   * The device for inference, `--target_device`: `CPU`, `GPU`, `NPU`, `AUTO` or another. `GPU` and `NPU` need an
   * accelerator of that kind.
   *
   * @default - `GPU` or `NPU` in a deployment with such an accelerator of Intel; else chosen by the server, `CPU`
   */
  readonly targetDevice?: string;

  /**
   * The number of threads, `INFERENCE_NUM_THREADS`: a whole number, 1 or more.
   *
   * @default - the cores that the container may use
   */
  readonly computeThreads?: number;
}

/** Options of vLLM. */
export interface VllmOptions extends ModelServerOptions {
  /**
   * The id of the model on the Hugging Face Hub such as `Qwen/Qwen2.5-0.5B-Instruct`, which the server downloads.
   *
   * @default - the folder that `ModelSource` mounts
   */
  readonly model?: string;

  /**
   * The name of the model in the API, `--served-model-name`.
   *
   * @default - the id of the model, or `model` for a mounted one
   */
  readonly servedModelName?: string;

  /**
   * The number of accelerators of one replica over which the model is split, `--tensor-parallel-size`: a whole number,
   * 1 or more. It must be the number of GPUs of the deployment, unless `extraArgs` set pipeline or data parallelism.
   * With slices of a GPU (MIG) it must be 1.
   *
   * @default - the number of whole GPUs of the deployment, or 1
   */
  readonly tensorParallelSize?: number;

  /**
   * The maximum context, `--max-model-len`, in tokens: a whole number, 1 or more.
   *
   * @default - that of the model
   */
  readonly maxModelLength?: number;

  /**
   * The Hugging Face token, as the environment variable `HF_TOKEN` from a key of a Secret.
   *
   * @default - none
   */
  readonly huggingFaceToken?: SecretKeyReference;
}

/** Options of TorchServe, which is no longer maintained upstream. */
export interface TorchServeOptions extends ModelServerOptions {
  /**
   * The archives of the mounted model store to load, `--models`: `all`, or `<name>=<file>.mar` pairs.
   *
   * @default all
   */
  readonly models?: string[];

  /**
   * The number of worker processes of each model: a whole number, 1 or more.
   *
   * The default target of `scalingMetric` is 70 % of it, for each of `models`.
   *
   * @default 1
   */
  readonly workersPerModel?: number;
}

/** Options of the server of llama.cpp. */
export interface LlamaCppOptions extends ModelServerOptions {
  /** The GGUF file in the mounted folder, such as `qwen2.5-0.5b-instruct-q4_k_m.gguf`. */
  readonly modelFile: string;

  /**
   * The context of all slots together, `--ctx-size`, in tokens: a whole number, 1 or more.
   *
   * @default - that of the model
   */
  readonly contextSize?: number;

  /**
   * The number of concurrent requests (slots), `--parallel`: a whole number, 1 or more. Each has an equal part of
   * `contextSize`.
   *
   * The default target of `scalingMetric` is 70 % of it. With fewer than 4 slots that metric is mostly noise: scale on
   * CPU then.
   *
   * @default - 4 slots that share the whole context (`--kv-unified`), as the server does by itself
   */
  readonly parallelRequests?: number;

  /**
   * The number of threads, `--threads`: a whole number, 1 or more.
   *
   * Set it to the CPU request: the server detects the cores of the node, not those of the container.
   *
   * @default - the cores of the node
   */
  readonly computeThreads?: number;

  /**
   * The number of layers on the accelerator, `--n-gpu-layers`: a whole number, 0 or more. It needs an accelerator; with
   * 0 layers it still computes long prompts.
   *
   * @default - as many as fit, which the server finds out
   */
  readonly gpuLayers?: number;
}

/**
 * Options of LlamaEdge, whose images contain their models. The entry point accepts only context sizes, so `extraArgs`
 * is refused.
 */
export interface LlamaEdgeOptions extends ModelServerStartOptions {
  /** The image with server and model, such as `docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest`. */
  readonly image: string;

  /**
   * The context of the chat model in tokens: a whole number, 1 or more.
   *
   * @default - that of the image, 512 in the published images
   */
  readonly chatContextSize?: number;

  /**
   * The context of the embedding model in tokens: a whole number, 0 or more; 0 starts the chat model alone.
   *
   * @default - that of the image, 256 in the published images
   */
  readonly embeddingContextSize?: number;
}
