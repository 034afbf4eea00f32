import type { ModelServerOptions, ModelServerStartOptions } from './model-server-options';

/** Options of a server that is written with KServe's Python package. */
export interface KserveOptions extends ModelServerStartOptions {
  /**
   * The image, which contains the framework, such as `docker.io/kserve/sklearnserver:v0.21.0` or one of your own.
   */
  readonly image: string;

  /**
   * The name of the model in the API: `/v2/models/<name>/infer`, `/v1/models/<name>:predict`.
   *
   * @default model
   */
  readonly modelName?: string;
}

/** Options of Seldon's MLServer, whose model repository is the mounted folder. */
export interface MlServerOptions extends ModelServerOptions {
  /**
   * The number of processes that compute predictions, `MLSERVER_PARALLEL_WORKERS`: a whole number, 0 or more. With 0,
   * the server computes them itself; a model that computes without `await` then blocks it, so one at a time, and it
   * answers no probe meanwhile.
   *
   * The default target of `scalingMetric` is 70 % of it, or of 1.
   *
   * @default 0 - workers of 1.7.1 were observed to die with a recent uvloop, and the server never became ready
   */
  readonly parallelWorkers?: number;
}

/** Options of BentoML, whose images contain the service and usually its model. */
export interface BentoMlOptions extends ModelServerStartOptions {
  /** The image that `bentoml containerize` made. */
  readonly image: string;
}
