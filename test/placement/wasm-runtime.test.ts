import { Probe } from 'cdk8s-plus-27';
import {
  InferenceDeployment, ModelServer, WasmRuntime, WasmShim, type InferenceDeploymentProps, type WasmRuntimeProps,
} from '../../src';
import { deploymentProps, find, pod, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props?: WasmRuntimeProps): any {
  const chart = testChart();
  new WasmRuntime(chart, 'Wasm', props);
  return find(chart, 'RuntimeClass');
}

describe('WasmRuntime emits', () => {
  test('a RuntimeClass for the containerd shim of WasmEdge, named after its construct', () => {
    expect(printed()).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'wasm' },
      handler: 'wasmedge',
    });
  });

  test('one for crun', () => {
    expect(printed({ shim: WasmShim.CRUN })).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'wasm' },
      handler: 'crun',
    });
  });

  test('the given handler, name and nodes', () => {
    expect(printed({ name: 'wasm.example.com', handler: 'wasmtime', nodeSelector: { runtime: 'wasm' } })).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'wasm.example.com' },
      handler: 'wasmtime',
      scheduling: { nodeSelector: { runtime: 'wasm' } },
    });
  });

  test.each([undefined, 'vision'])('no namespace, because a RuntimeClass is cluster-wide: chart in %s', (namespace) => {
    const chart = testChart('test', namespace);
    const runtime = new WasmRuntime(chart, 'Wasm');
    expect(find(chart, 'RuntimeClass').metadata).toEqual({ name: 'wasm' });
    expect(runtime.node.defaultChild).toBe(runtime.runtimeClass);
  });

  test('what it was given, though the caller changes it afterwards', () => {
    const nodeSelector: Record<string, string> = { runtime: 'wasm' };
    const chart = testChart();
    const runtime = new WasmRuntime(chart, 'Wasm', { nodeSelector, shim: WasmShim.CRUN });
    nodeSelector.more = 'x';
    runtime.podAnnotations.more = 'x';
    expect(find(chart, 'RuntimeClass').scheduling).toEqual({ nodeSelector: { runtime: 'wasm' } });
    expect(runtime.podAnnotations).toEqual({ 'module.wasm.image/variant': 'compat-smart' });
  });
});

describe('a model server in WebAssembly', () => {
  const server = ModelServer.custom({ image: 'registry.example.com/tiny-wasm:0.3', httpPort: 8080 });

  function deployed(shim: WasmShim | undefined, changes: Partial<InferenceDeploymentProps> = {}): {
    template: any;
    spec: any;
  } {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { name: 'wasmedge', shim });
    new InferenceDeployment(chart, 'Tiny', deploymentProps({ server, wasmRuntime, ...changes }));
    return { template: find(chart, 'Deployment').spec.template, spec: pod(chart) };
  }

  test.each([undefined, WasmShim.RUNWASI])('runs in the RuntimeClass, and needs no annotation: %s', (shim) => {
    const { template, spec } = deployed(shim);
    expect(spec.runtimeClassName).toBe('wasmedge');
    expect(template.metadata.annotations).toBeUndefined();
  });

  test('carries the annotation of crun', () => {
    const { template, spec } = deployed(WasmShim.CRUN);
    expect(spec.runtimeClassName).toBe('wasmedge');
    expect(template.metadata.annotations).toEqual({ 'module.wasm.image/variant': 'compat-smart' });
  });

  test('keeps the annotations of its user beside that of crun', () => {
    expect(deployed(WasmShim.CRUN, { podAnnotations: { team: 'vision' } }).template.metadata.annotations).toEqual({
      'team': 'vision',
      'module.wasm.image/variant': 'compat-smart',
    });
  });

  test('has no preStop hook and no exec probe, because there is no shell', () => {
    const [container] = deployed(WasmShim.RUNWASI, {
      server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
    }).spec.containers;
    expect(container.lifecycle).toBeUndefined();
    expect([container.startupProbe.exec, container.readinessProbe.exec, container.livenessProbe.exec]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is a regular container without a runtime', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Tiny', deploymentProps({ server }));
    expect(pod(chart).runtimeClassName).toBeUndefined();
  });
});

describe('WasmRuntime refuses', () => {
  test.each<[string, WasmRuntimeProps, ...Expected[]]>([
    ['a name that the server rejects', { name: 'Wasm_Edge' }, ['validation/name', 'name']],
    ['an empty name', { name: '' }, ['validation/name', 'name']],
    ['a handler with a dot', { handler: 'io.containerd.wasmedge' }, ['validation/name', 'handler']],
    ['an empty handler', { handler: '' }, ['validation/name', 'handler']],
    ['labels of nodes that cannot exist', { nodeSelector: { 'run time': 'wa sm' } },
      ['validation/label-key', 'nodeSelector["run time"]'],
      ['validation/label-value', 'nodeSelector["run time"]']],
    ['everything at once', { name: '.', handler: '.' }, ['validation/name', 'name'], ['validation/name', 'handler']],
  ])('%s', (_, props, ...expected) => {
    expect(refused(() => new WasmRuntime(testChart(), 'Wasm', props))).toEqual(expected);
  });
});

describe('a model server refuses WebAssembly', () => {
  test.each<[string, Partial<InferenceDeploymentProps>, ...Expected[]]>([
    ['when its probe is a command', { server: ModelServer.torchServe() },
      ['serving/wasm-command-probe', 'wasmRuntime']],
    ['when the RuntimeClass has no usable name', {
      wasmRuntime: { runtimeClassName: 'No Name', podAnnotations: {} },
    }, ['validation/name', 'wasmRuntime']],
  ])('%s', (_, changes, ...expected) => {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { name: 'wasmedge' });
    const props = deploymentProps({ wasmRuntime, ...changes });
    expect(refused(() => new InferenceDeployment(chart, 'Tiny', props))).toEqual(expected);
  });
});

describe('a probe and an annotation that a user gives', () => {
  const wasm = (props: Partial<InferenceDeploymentProps>): Expected[] => {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN });
    return refused(() => new InferenceDeployment(chart, 'Tiny', deploymentProps({ wasmRuntime, ...props })));
  };
  const COMMAND = [['serving/wasm-command-probe', 'wasmRuntime']];

  test('cannot be a command', () => {
    expect(wasm({ readiness: Probe.fromCommand(['true']) })).toEqual(COMMAND);
  });

  test('takes the place of a command of the server\'s own', () => {
    const server = ModelServer.torchServe();
    expect(wasm({ server })).toEqual(COMMAND);
    expect(wasm({ server, startup: Probe.fromTcpSocket({ port: 8080 }) })).toEqual([]);
  });

  test('cannot contradict what the runtime needs', () => {
    const key = 'module.wasm.image/variant';
    const field = `podAnnotations["${key}"]`;
    expect(wasm({ podAnnotations: { [key]: 'compat' } })).toEqual([['serving/wasm-annotation-taken', field]]);
    expect(wasm({ podAnnotations: { [key]: 'compat-smart' } })).toEqual([]);
  });
});
