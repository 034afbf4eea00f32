import { Probe } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, WasmRuntime, WasmShim, type InferenceDeploymentProps, type IWasmRuntime, type WasmRuntimeProps } from '../../src';
import { deploymentProps, find, pod, refusal, testChart } from '../helpers';

function printed(props?: WasmRuntimeProps): any {
  const chart = testChart();
  new WasmRuntime(chart, 'Wasm', props);
  return find(chart, 'RuntimeClass');
}

describe('WasmRuntime emits', () => {
  test('a RuntimeClass for the containerd shim of WasmEdge, named after its construct', () => {
    expect(printed()).toEqual({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'wasm' }, handler: 'wasmedge' });
  });

  test('one for crun', () => {
    expect(printed({ shim: WasmShim.CRUN })).toEqual({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'wasm' }, handler: 'crun' });
  });

  test('the handler, name and nodes that are asked for', () => {
    expect(printed({ name: 'wasm.example.com', handler: 'wasmtime', nodeSelector: { runtime: 'wasm' } })).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'wasm.example.com' },
      handler: 'wasmtime',
      scheduling: { nodeSelector: { runtime: 'wasm' } },
    });
  });

  test.each([undefined, 'vision'])('no namespace, because a RuntimeClass is cluster-wide: chart in namespace %s', (namespace) => {
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

  function deployed(shim: WasmShim | undefined, changes: Partial<InferenceDeploymentProps> = {}): { template: any; spec: any } {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { name: 'wasmedge', shim });
    new InferenceDeployment(chart, 'Tiny', deploymentProps({ server, wasmRuntime, ...changes }));
    return { template: find(chart, 'Deployment').spec.template, spec: pod(chart) };
  }

  test.each([undefined, WasmShim.RUNWASI])('runs in the RuntimeClass, without an annotation under runwasi: %s', (shim) => {
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
    expect(deployed(WasmShim.CRUN, { podAnnotations: { team: 'vision' } }).template.metadata.annotations).toEqual({ 'team': 'vision', 'module.wasm.image/variant': 'compat-smart' });
  });

  test('has no preStop hook and no exec probe, because there is no shell', () => {
    const [container] = deployed(WasmShim.RUNWASI, { server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }) }).spec.containers;
    expect(container.lifecycle).toBeUndefined();
    expect([container.startupProbe.exec, container.readinessProbe.exec, container.livenessProbe.exec]).toEqual([undefined, undefined, undefined]);
  });

  test('is a regular container without a runtime', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Tiny', deploymentProps({ server }));
    expect(pod(chart).runtimeClassName).toBeUndefined();
  });
});

describe('WasmRuntime refuses', () => {
  const OBJECT = 'the API server would reject the object; give another name (Kubernetes API validation)';
  const LABEL = 'must be a DNS label (lower-case letters, digits and "-", at most 63 characters)';
  const SUBDOMAIN = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters)';

  test.each<[string, WasmRuntimeProps, string[]]>([
    ['a name that the server rejects', { name: 'Wasm_Edge' }, [`name: got "Wasm_Edge"; ${SUBDOMAIN} — ${OBJECT}`]],
    ['an empty name', { name: '' }, [`name: got ""; ${SUBDOMAIN} — ${OBJECT}`]],
    ['a handler with a dot', { handler: 'io.containerd.wasmedge' }, [`handler: got "io.containerd.wasmedge"; ${LABEL} — ${OBJECT}`]],
    ['an empty handler', { handler: '' }, [`handler: got ""; ${LABEL} — ${OBJECT}`]],
    ['labels of nodes that cannot exist', { nodeSelector: { 'run time': 'wa sm' } }, [
      'nodeSelector["run time"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key (Kubernetes API validation)',
      'nodeSelector["run time"]: got "wa sm"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)',
    ]],
    ['everything at once', { name: '.', handler: '.' }, [`name: got "."; ${SUBDOMAIN} — ${OBJECT}`, `handler: got "."; ${LABEL} — ${OBJECT}`]],
  ])('%s', (_, props, lines) => {
    expect(refusal(() => new WasmRuntime(testChart(), 'Wasm', props))).toBe(`WasmRuntime cannot be defined:\n${lines.map((line) => `  [test/Wasm] ${line}`).join('\n')}`);
  });
});

describe('a model server refuses WebAssembly', () => {
  test.each<[string, (wasm: IWasmRuntime) => Partial<InferenceDeploymentProps>, string]>([
    ['when its probe is a command', () => ({ server: ModelServer.torchServe() }),
      'wasmRuntime: got "wasmedge"; cannot run the startup probe of torchserve — a WebAssembly container has no shell and no other program; use HTTP or TCP probes'],
    ['when the RuntimeClass has no usable name', () => ({ wasmRuntime: { runtimeClassName: 'No Name', podAnnotations: {} } }),
      'wasmRuntime: got "No Name"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  ])('%s', (_, changes, line) => {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { name: 'wasmedge' });
    expect(refusal(() => new InferenceDeployment(chart, 'Tiny', deploymentProps({ wasmRuntime, ...changes(wasmRuntime) })))).toBe(`InferenceDeployment cannot be defined:\n  [test/Tiny] ${line}`);
  });
});

describe('a probe and an annotation that a user gives', () => {
  const wasm = (props: Partial<InferenceDeploymentProps>) => {
    const chart = testChart();
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN });
    return refusal(() => new InferenceDeployment(chart, 'Tiny', deploymentProps({ wasmRuntime, ...props })));
  };

  test('cannot be a command', () => {
    expect(wasm({ readiness: Probe.fromCommand(['true']) })).toContain('wasmRuntime: got "wasm"; cannot run the readiness probe of tensorflow-serving');
  });

  test('takes the place of a command of the server\'s own', () => {
    const server = ModelServer.torchServe();
    expect(wasm({ server })).toContain('cannot run the startup probe of torchserve');
    expect(wasm({ server, startup: Probe.fromTcpSocket({ port: 8080 }) })).toBeUndefined();
  });

  test('cannot contradict what the runtime needs', () => {
    const key = 'module.wasm.image/variant';
    expect(wasm({ podAnnotations: { [key]: 'compat' } })).toBe(
      `InferenceDeployment cannot be defined:\n  [test/Tiny] podAnnotations["${key}"]: got "compat"; contradicts the runtime, which needs "compat-smart" — `
      + 'only one of the two could take effect; leave the annotation to the runtime',
    );
    expect(wasm({ podAnnotations: { [key]: 'compat-smart' } })).toBeUndefined();
  });
});
