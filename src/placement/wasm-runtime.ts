import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import { Problems } from '../validation/problems';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';
import type { IWasmRuntime } from '../values/wasm';

/**
 * The program on the node that runs WebAssembly.
 *
 * @experimental
 */
export enum WasmShim {
  /** A containerd shim of runwasi, such as `containerd-shim-wasmedge-v1`; its pods need no annotation. */
  RUNWASI = 'runwasi',
  /** crun built with WasmEdge; its pods have the annotation `module.wasm.image/variant: compat-smart`. */
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
   * The name of the runtime in the configuration of the container runtime (containerd: `runtimes.<handler>`): a DNS
   * label.
   *
   * @default - `wasmedge` for runwasi, `crun` for crun
   */
  readonly handler?: string;

  /**
   * The program that runs WebAssembly.
   *
   * @default WasmShim.RUNWASI
   */
  readonly shim?: WasmShim;

  /**
   * Labels of the nodes with the runtime; its pods are scheduled only there.
   *
   * @default - any node
   */
  readonly nodeSelector?: Record<string, string>;
}

/**
 * Defines a RuntimeClass (`node.k8s.io/v1`) for WebAssembly images.
 *
 * A WebAssembly container has no shell, so it has no preStop hook and no exec probe. A model that uses wasi-nn needs a
 * runtime that was built with it.
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
@checksArguments
export class WasmRuntime extends Construct implements IWasmRuntime {
  /** The RuntimeClass. */
  public readonly runtimeClass: ApiObject;
  public readonly runtimeClassName: string;

  private readonly annotations: Record<string, string>;

  /**
   * Defines a runtime.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props the runtime and its nodes
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

  /** The annotations that a pod needs for the runtime. */
  public get podAnnotations(): Record<string, string> {
    return { ...this.annotations };
  }
}
