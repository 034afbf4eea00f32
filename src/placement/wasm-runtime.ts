import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import * as check from '../validation/check';
import { DNS_LABEL, DNS_SUBDOMAIN, readableName } from '../validation/names';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import type { IWasmRuntime } from '../values/wasm';

/**
 * Which program on the node runs WebAssembly.
 *
 * @experimental
 */
export enum WasmShim {
  /** A containerd shim of runwasi, such as `containerd-shim-wasmedge-v1`; pods need no annotation. */
  RUNWASI = 'runwasi',
  /** crun built with WasmEdge; pods carry the annotation `module.wasm.image/variant: compat-smart`. */
  CRUN = 'crun',
}

/**
 * Properties of `WasmRuntime`.
 *
 * @experimental
 */
export interface WasmRuntimeProps {
  /**
   * The name of the RuntimeClass, a DNS subdomain.
   *
   * @default - the construct ids below the chart
   */
  readonly name?: string;

  /**
   * The runtime's name in the node's container runtime configuration (containerd: `runtimes.<handler>`): a DNS label.
   *
   * @default - `wasmedge` for runwasi, `crun` for crun
   */
  readonly handler?: string;

  /**
   * Which program runs the WebAssembly.
   *
   * @default WasmShim.RUNWASI
   */
  readonly shim?: WasmShim;

  /**
   * Labels of the nodes that have the runtime; its pods are scheduled only there.
   *
   * @default - any node
   */
  readonly nodeSelector?: Record<string, string>;
}

/**
 * Defines a RuntimeClass (`node.k8s.io/v1`) for WebAssembly images: the way that seed 000 leaves to do.
 *
 * Such containers have no shell, so there is no preStop hook and no exec probe. Models through wasi-nn need a runtime built for it.
 *
 * @experimental
 * @see https://github.com/containerd/runwasi
 *
 * @example
 *
 * const wasm = new WasmRuntime(chart, 'Wasm', { name: 'wasmedge', nodeSelector: { runtime: 'wasm' } });
 * new InferenceDeployment(chart, 'Tiny', {
 *   server: ModelServer.custom({ image: 'registry.example.com/tiny-wasm:0.3', httpPort: 8080 }),
 *   resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.mebibytes(256) } },
 *   wasmRuntime: wasm,
 * });
 */
export class WasmRuntime extends Construct implements IWasmRuntime {
  /** The RuntimeClass. */
  public readonly runtimeClass: ApiObject;
  public readonly runtimeClassName: string;

  private readonly annotations: Record<string, string>;

  /**
   * Defines a runtime.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props which runtime, and on which nodes
   */
  public constructor(scope: Construct, id: string, props: WasmRuntimeProps = {}) {
    super(scope, id);
    const { shim = WasmShim.RUNWASI, nodeSelector } = props;
    const handler = props.handler ?? (shim === WasmShim.CRUN ? 'crun' : 'wasmedge');
    this.runtimeClassName = props.name ?? readableName(this);
    const problems = new Problems();
    problems.addAll(check.name('name', this.runtimeClassName, DNS_SUBDOMAIN));
    problems.addAll(check.name('handler', handler, DNS_LABEL));
    problems.addAll(check.labels('nodeSelector', nodeSelector));
    refuse(this, problems.all);
    this.annotations = shim === WasmShim.CRUN ? { 'module.wasm.image/variant': 'compat-smart' } : {};
    this.runtimeClass = removeNamespace(plainObject(this, 'Resource', {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: this.runtimeClassName },
      handler,
      ...(nodeSelector && { scheduling: { nodeSelector: { ...nodeSelector } } }),
    }));
    this.node.defaultChild = this.runtimeClass;
  }

  /** The annotations that the runtime asks of a pod. */
  public get podAnnotations(): Record<string, string> {
    return { ...this.annotations };
  }
}
