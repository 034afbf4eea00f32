import type { SecretValue } from 'cdk8s-plus-27';

/** How every known model server is started. */
export interface ModelServerStartOptions {
  /**
   * Arguments added after those that the library computes: for the flags that have no property.
   *
   * @default - none
   */
  readonly extraArgs?: string[];

  /**
   * The whole list of arguments, in place of what the library computes; the image's own entry point then runs them.
   *
   * What the computed arguments would have switched on (ports, metrics) is up to this list. Cannot be combined with options that
   * would have become arguments.
   *
   * @default - computed from the server's options
   */
  readonly args?: string[];

  /**
   * Whether the server shows Prometheus metrics. Fails for a server that has none, or cannot do without.
   *
   * Beside `args` it says what those switch on.
   *
   * @default - true, where the server has metrics; false beside `args`
   */
  readonly enableMetrics?: boolean;

  /**
   * The user id that the container runs as, for an image that was built for another one.
   *
   * @default - the user that the server's image works for
   */
  readonly user?: number;
}

/** What can be said of every known model server that has an image of its own. */
export interface ModelServerOptions extends ModelServerStartOptions {
  /**
   * The server's image.
   *
   * @default - the pinned image that is stated at each factory
   */
  readonly image?: string;
}

/** Options of TensorFlow Serving. */
export interface TensorflowServingOptions extends ModelServerOptions {
  /**
   * The name under which the model is served: `/v1/models/<name>:predict`.
   *
   * @default model
   */
  readonly modelName?: string;

  /**
   * How many threads compute one operation, `--tensorflow_intra_op_parallelism`: 1 or more.
   *
   * Worth setting beside a CPU limit: the server sees the node's cores, not the limit.
   *
   * @default - the node's cores
   */
  readonly computeThreads?: number;
}

/** Options of NVIDIA Triton. The mounted folder is its model repository. */
export interface TritonOptions extends ModelServerOptions {}

/** Options of OpenVINO Model Server. */
export interface OpenvinoOptions extends ModelServerOptions {
  /**
   * The name under which the model is served.
   *
   * @default model
   */
  readonly modelName?: string;

  /**
   * The device that computes, `--target_device`: `CPU`, `GPU`, `NPU`, `AUTO` and the like.
   *
   * @default CPU
   */
  readonly targetDevice?: string;

  /**
   * How many threads compute, `INFERENCE_NUM_THREADS`: 1 or more.
   *
   * @default - the cores that the container may use
   */
  readonly computeThreads?: number;
}

/** Options of vLLM. */
export interface VllmOptions extends ModelServerOptions {
  /**
   * The model's id on the Hugging Face Hub such as `Qwen/Qwen2.5-0.5B-Instruct`, downloaded by the server itself.
   *
   * @default - the folder that `ModelSource` mounts
   */
  readonly model?: string;

  /**
   * The name under which the API knows the model, `--served-model-name`.
   *
   * @default - the model's id, or `model` for a mounted one
   */
  readonly servedModelName?: string;

  /**
   * Over how many accelerators of one replica the model is spread, `--tensor-parallel-size`: 1 or more.
   *
   * @default 1
   */
  readonly tensorParallelSize?: number;

  /**
   * The longest context, `--max-model-len`, in tokens: 1 or more.
   *
   * @default - the model's own
   */
  readonly maxModelLength?: number;

  /**
   * The Hugging Face token, by reference to a Secret's key, as `HF_TOKEN`.
   *
   * @default - none
   */
  readonly huggingFaceToken?: SecretValue;
}

/** Options of TorchServe. Upstream no longer maintains it. */
export interface TorchServeOptions extends ModelServerOptions {
  /**
   * Which archives of the mounted model store are loaded, `--models`: `all`, or `<name>=<file>.mar` pairs.
   *
   * @default all
   */
  readonly models?: string[];

  /**
   * How many worker processes each model gets: 1 or more.
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
   * The context of all slots together, `--ctx-size`, in tokens: 1 or more.
   *
   * @default - the model's own
   */
  readonly contextSize?: number;

  /**
   * How many requests are answered at a time, `--parallel`: 1 or more.
   *
   * @default - the server's own
   */
  readonly parallelRequests?: number;

  /**
   * How many threads compute, `--threads`: 1 or more.
   *
   * Worth setting to the CPU request: the server sees the node's cores, not the container's share.
   *
   * @default - the node's cores
   */
  readonly computeThreads?: number;

  /**
   * How many layers are computed on the accelerator, `--n-gpu-layers`: 0 or more.
   *
   * @default - the server's own
   */
  readonly gpuLayers?: number;
}

/** Options of LlamaEdge, whose images hold their models. Their entry point takes contexts alone, so `extraArgs` is refused. */
export interface LlamaEdgeOptions extends ModelServerStartOptions {
  /** The image with server and model, such as `docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest` (seed 000). */
  readonly image: string;

  /**
   * The context of the chat model in tokens: 1 or more.
   *
   * @default - the image's own, 512 in the published ones
   */
  readonly chatContextSize?: number;

  /**
   * The context of the embedding model in tokens; 0 starts the chat model alone.
   *
   * @default - the image's own, 256 in the published ones
   */
  readonly embeddingContextSize?: number;
}
