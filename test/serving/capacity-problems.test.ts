import { Size, type Chart } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import { Accelerator, InferenceDeployment, ModelServer, ModelSource, WasmRuntime, WasmShim, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

type Row = [changes: (chart: Chart) => Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [() => ({ accelerator: Accelerator.nvidia(), resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } } }),
    'accelerator: got "nvidia.com/gpu"; is given in resources too — only one of the two could take effect; keep one of them'],
  [() => ({ server: ModelServer.vllm({ tensorParallelSize: 2 }), accelerator: Accelerator.nvidia() }),
    'accelerator: got 1; must be at least the 2 over which server.tensorParallelSize spreads the model — the server would not start; ask for 2, such as Accelerator.nvidia(2)'],
  [() => ({ server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }), resources: { memory: { limit: Size.mebibytes(256) } } }),
    'resources.memory.limit: got "256Mi"; llama-cpp needs at least 0.5Gi — the container would be killed while it starts (OOMKilled); raise the limit to hold the model too'],
  [() => ({ resources: { memory: { limit: Size.gibibytes(1) } }, sharedMemory: Size.gibibytes(1) }),
    'sharedMemory: got "1Gi"; must be below the memory limit of 1Gi — what lies in /dev/shm counts as the container\'s memory; raise the limit or lower sharedMemory'],
  [() => ({ server: ModelServer.vllm(), resources: { limits: { memory: '2Gi' } } }),
    'resources.memory.limit: got "2Gi"; vllm needs at least 4Gi — the container would be killed while it starts (OOMKilled); raise the limit to hold the model too',
    'server: got "2Gi"; the /dev/shm of vllm must be below the memory limit of 2Gi — what lies in /dev/shm counts as the container\'s memory; raise the limit or lower sharedMemory'],
  [() => ({ sharedMemory: Size.kibibytes(62500) }),
    'sharedMemory: got "62500Ki"; must be a whole number of mebibytes above zero — the size of an empty volume is printed in mebibytes; round it to mebibytes'],
  [() => ({ sharedMemory: Size.mebibytes(0) }),
    'sharedMemory: got "0Ki"; must be a whole number of mebibytes above zero — the size of an empty volume is printed in mebibytes; round it to mebibytes'],
  [(chart) => ({ server: ModelServer.torchServe(), wasmRuntime: new WasmRuntime(chart, 'Wasm') }),
    'wasmRuntime: got "wasm"; cannot run the startup probe of torchserve — a WebAssembly container has no shell and no other program; use HTTP or TCP probes'],
  [(chart) => ({ server: custom({ httpPort: 80 }), wasmRuntime: new WasmRuntime(chart, 'Wasm'), liveness: Probe.fromCommand(['true']) }),
    'wasmRuntime: got "wasm"; cannot run the liveness probe of server — a WebAssembly container has no shell and no other program; use HTTP or TCP probes'],
  [(chart) => ({ server: custom({ httpPort: 80 }), wasmRuntime: new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN }), podAnnotations: { 'module.wasm.image/variant': 'compat' } }),
    'podAnnotations["module.wasm.image/variant"]: got "compat"; contradicts the runtime, which needs "compat-smart" — only one of the two could take effect; leave the annotation to the runtime'],
  [() => ({ wasmRuntime: { runtimeClassName: 'Wasm Edge', podAnnotations: {} } }),
    'wasmRuntime: got "Wasm Edge"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ accelerator: Accelerator.custom('a.b/npu'), resources: { requests: { 'cpu': '1', 'a.b/npu': '1' }, limits: { 'a.b/npu': '1' } } }),
    'accelerator: got "a.b/npu"; is given in resources too — only one of the two could take effect; keep one of them'],
  [(chart) => ({ server: custom({ httpPort: 80 }), wasmRuntime: new WasmRuntime(chart, 'Wasm'), model: ModelSource.s3('s3://models/resnet') }),
    'model: cannot be fetched under wasm — every container of the pod runs under the RuntimeClass, and the one that fetches is no WebAssembly; use ModelSource.volumeClaim or hostPath'],
  [(chart) => ({ server: custom({ httpPort: 80 }), wasmRuntime: new WasmRuntime(chart, 'Wasm'), model: ModelSource.image('a/model:1') }),
    'model: cannot be fetched under wasm — every container of the pod runs under the RuntimeClass, and the one that fetches is no WebAssembly; use ModelSource.volumeClaim or hostPath'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

const SHARED_WHY = 'what lies in /dev/shm counts as the container\'s memory; raise the limit or lower sharedMemory';
const SPREAD_RULE = 'must be at least the 2 over which server.tensorParallelSize spreads the model — the server would not start; ask for 2, such as Accelerator.nvidia(2)';
const SIZE_RULE = 'must be a whole number of mebibytes above zero — the size of an empty volume is printed in mebibytes; round it to mebibytes';
const spread = ModelServer.vllm({ tensorParallelSize: 2 });
const limited = (memory: string, more: Record<string, string> = {}) => ({ limits: { memory, ...more } });

test.each<[string, Partial<InferenceDeploymentProps>, string]>([
  ['shared memory of its own at the limit', { server: ModelServer.triton(), resources: limited('1Gi') }, `server: got "1Gi"; the /dev/shm of triton must be below the memory limit of 1Gi — ${SHARED_WHY}`],
  ['shared memory of a server of its own above the limit', { server: custom({ httpPort: 80, sharedMemory: '64M' }), resources: limited('32M') }, `server: got "62Mi"; the /dev/shm of server must be below the memory limit of 32M — ${SHARED_WHY}`],
  ['shared memory that was asked for above the limit', { server: ModelServer.openvino(), sharedMemory: Size.gibibytes(2), resources: limited('1G') }, `sharedMemory: got "2Gi"; must be below the memory limit of 1G — ${SHARED_WHY}`],
  ['shared memory in parts of a mebibyte', { server: ModelServer.triton(), sharedMemory: Size.kibibytes(1500) }, `sharedMemory: got "1500Ki"; ${SIZE_RULE}`],
  ['no shared memory', { server: ModelServer.triton(), sharedMemory: Size.mebibytes(0) }, `sharedMemory: got "0Ki"; ${SIZE_RULE}`],
  ['no accelerator', { server: spread }, `accelerator: got 0; ${SPREAD_RULE}`],
  ['fewer accelerators', { server: spread, accelerator: Accelerator.amd() }, `accelerator: got 1; ${SPREAD_RULE}`],
  ['fewer devices in resources', { server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '1' }) }, `accelerator: got 1; ${SPREAD_RULE}`],
  ['no device in resources', { server: spread, resources: limited('8Gi', { cpu: '4' }) }, `accelerator: got 0; ${SPREAD_RULE}`],
])('a server with %s says what it needs', (_, changes, line) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toBe(`InferenceDeployment cannot be defined:\n  [test/M] ${line}`);
});

test.each<[string, Partial<InferenceDeploymentProps>]>([
  ['shared memory of its own below the limit', { server: ModelServer.triton(), resources: limited('1025Mi') }],
  ['shared memory lowered below the limit', { server: ModelServer.triton(), resources: limited('1Gi'), sharedMemory: Size.mebibytes(512) }],
  ['shared memory without a limit', { server: ModelServer.triton(), resources: { requests: { memory: '64M' } } }],
  ['as many accelerators as it spreads over', { server: spread, accelerator: Accelerator.nvidia(2) }],
  ['more accelerators than it spreads over', { server: spread, accelerator: Accelerator.nvidia(4) }],
  ['as many devices in resources', { server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '2' }) }],
  ['as many slices of devices in resources', { server: spread, resources: limited('8Gi', { 'nvidia.com/mig-1g.5gb': '1', 'nvidia.com/mig-3g.20gb': '1' }) }],
  ['nothing to spread over', { server: ModelServer.vllm({ tensorParallelSize: 1 }) }],
])('a server with %s is accepted', (_, changes) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toBeUndefined();
});
