/**
 * How a container with a WebAssembly image runs; `WasmRuntime` implements it.
 */
export interface IWasmRuntime {
  /** The name of the RuntimeClass. */
  readonly runtimeClassName: string;
  /** The annotations that a pod needs for the runtime. */
  readonly podAnnotations: Record<string, string>;
}
