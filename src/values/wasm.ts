/**
 * What makes a container run a WebAssembly image: `WasmRuntime` is one.
 */
export interface IWasmRuntime {
  /** The name of the RuntimeClass. */
  readonly runtimeClassName: string;
  /** The annotations that the runtime asks of a pod. */
  readonly podAnnotations: Record<string, string>;
}
