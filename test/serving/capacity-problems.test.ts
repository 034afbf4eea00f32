import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import {
  Accelerator, AutoscaledInference, InferenceDeployment, InferenceRules, ModelServer, ModelSource, WasmRuntime,
  WasmShim, type InferenceDeploymentProps,
} from '../../src';
import { autoscaledProps, deploymentProps, refusal, refused, stopped, testChart } from '../helpers';

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });
const spread = ModelServer.vllm({ tensorParallelSize: 2 });
const limited = (memory: string, more: Record<string, string> = {}) => ({ limits: { memory, ...more } });
const wasm = (chart: Chart) => ({ server: custom({ httpPort: 80 }), wasmRuntime: new WasmRuntime(chart, 'Wasm') });

type Changes = (chart: Chart) => Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['an accelerator that is in resources too',
    () => ({
      accelerator: Accelerator.nvidia(),
      resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } },
    }),
    ['serving/accelerator-given-twice', 'accelerator']],
  ['an accelerator of any vendor that is in resources too',
    () => ({
      accelerator: Accelerator.custom('a.b/npu'),
      resources: { requests: { 'cpu': '1', 'a.b/npu': '1' }, limits: { 'a.b/npu': '1' } },
    }),
    ['serving/accelerator-given-twice', 'accelerator']],
  ['one accelerator for a model on two', () => ({ server: spread, accelerator: Accelerator.nvidia() }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['no accelerator for a model on two', () => ({ server: spread }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['one accelerator of another vendor for a model on two', () => ({ server: spread, accelerator: Accelerator.amd() }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['one device in resources for a model on two',
    () => ({ server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '1' }) }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['one device and network cards for a model on two',
    () => ({ server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '1', 'rdma/hca': '1' }) }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['one device and another resource for a model on two',
    () => ({ server: spread, resources: limited('8Gi', { 'a.b/card': '4', 'nvidia.com/gpu': '1' }) }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['no device in resources for a model on two',
    () => ({ server: spread, resources: limited('8Gi', { cpu: '4' }) }),
    ['serving/too-few-accelerators', 'accelerator']],
  ['less memory than the server needs',
    () => ({
      server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
      resources: { memory: { limit: Size.mebibytes(32) } },
    }),
    ['serving/memory-below-minimum', 'resources.memory.limit']],
  ['less memory than the server and its /dev/shm need',
    () => ({ server: ModelServer.vllm(), resources: limited('2Gi') }),
    ['serving/memory-below-minimum', 'resources.memory.limit']],
  ['less memory than the server needs, and a /dev/shm above that',
    () => ({ server: ModelServer.vllm(), sharedMemory: Size.gibibytes(4), resources: limited('2Gi') }),
    ['serving/memory-below-minimum', 'resources.memory.limit'],
    ['serving/shared-memory-above-limit', 'sharedMemory']],
  ['a /dev/shm at the memory limit',
    () => ({ resources: { memory: { limit: Size.gibibytes(1) } }, sharedMemory: Size.gibibytes(1) }),
    ['serving/shared-memory-above-limit', 'sharedMemory']],
  ['a /dev/shm above the memory limit',
    () => ({ server: ModelServer.openvino(), sharedMemory: Size.gibibytes(2), resources: limited('1G') }),
    ['serving/shared-memory-above-limit', 'sharedMemory']],
  ['a /dev/shm of the server at the memory limit',
    () => ({ server: ModelServer.triton(), resources: limited('1Gi') }),
    ['serving/shared-memory-above-limit', 'server']],
  ['a /dev/shm of a custom server above the memory limit',
    () => ({ server: custom({ httpPort: 80, sharedMemory: '64M' }), resources: limited('32M') }),
    ['serving/shared-memory-above-limit', 'server']],
  ['a /dev/shm of a part of a mebibyte', () => ({ sharedMemory: Size.kibibytes(62500) }),
    ['validation/mebibytes', 'sharedMemory']],
  ['a /dev/shm of a server in parts of a mebibyte',
    () => ({ server: ModelServer.triton(), sharedMemory: Size.kibibytes(1500) }),
    ['validation/mebibytes', 'sharedMemory']],
  ['a /dev/shm of nothing', () => ({ sharedMemory: Size.mebibytes(0) }),
    ['validation/mebibytes', 'sharedMemory']],
  ['a /dev/shm of a server of nothing', () => ({ server: ModelServer.triton(), sharedMemory: Size.mebibytes(0) }),
    ['validation/mebibytes', 'sharedMemory']],
  ['WebAssembly with the startup command of the server',
    (chart) => ({ ...wasm(chart), server: ModelServer.torchServe() }),
    ['serving/wasm-command-probe', 'wasmRuntime']],
  ['WebAssembly with a liveness command', (chart) => ({ ...wasm(chart), liveness: Probe.fromCommand(['true']) }),
    ['serving/wasm-command-probe', 'wasmRuntime']],
  ['WebAssembly with an annotation that the runtime sets',
    (chart) => ({
      server: custom({ httpPort: 80 }),
      wasmRuntime: new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN }),
      podAnnotations: { 'module.wasm.image/variant': 'compat' },
    }),
    ['serving/wasm-annotation-taken', 'podAnnotations["module.wasm.image/variant"]']],
  ['a runtime without a valid name', () => ({ wasmRuntime: { runtimeClassName: 'Wasm Edge', podAnnotations: {} } }),
    ['validation/name', 'wasmRuntime']],
  ['WebAssembly with a model from S3', (chart) => ({ ...wasm(chart), model: ModelSource.s3('s3://models/resnet') }),
    ['serving/wasm-model-download', 'model']],
  ['WebAssembly with a model from an image', (chart) => ({ ...wasm(chart), model: ModelSource.image('a/model:1') }),
    ['serving/wasm-model-download', 'model']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual(problems);
});

test.each<[string, Partial<InferenceDeploymentProps>, ...parts: string[]]>([
  ['the least memory',
    { server: ModelServer.llamaCpp({ modelFile: 'm' }), resources: limited('32Mi') },
    'needs at least 64Mi', '32Mi'],
  ['the least memory in gibibytes', { server: ModelServer.vllm(), resources: limited('2Gi') }, 'needs at least 4Gi'],
  ['the size of /dev/shm in parts', { sharedMemory: Size.kibibytes(62500) }, '62500Ki'],
  ['the size of /dev/shm and the limit',
    { server: ModelServer.triton(), resources: limited('1Gi') },
    '"1Gi"', 'limit of 1Gi'],
  ['a size of the server in Mi',
    { server: custom({ httpPort: 80, sharedMemory: '64M' }), resources: limited('32M') },
    '62Mi', '32M'],
  ['the accelerators that are needed', { server: spread, accelerator: Accelerator.amd() }, 'got 1', 'at least 2'],
])('a refusal names %s', (_, changes, ...parts) => {
  const message = refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
  for (const part of parts) expect(message).toContain(part);
});

test('a refusal names the probe that WebAssembly cannot run', () => {
  const chart = testChart();
  const startup = deploymentProps({ ...wasm(chart), server: ModelServer.torchServe() });
  expect(refusal(() => new InferenceDeployment(chart, 'M', startup))).toContain('the startup probe of torchserve');
  const liveness = { ...startup, server: custom({ httpPort: 80 }), liveness: Probe.fromCommand(['true']) };
  expect(refusal(() => new InferenceDeployment(chart, 'M', liveness))).toContain('the liveness probe of server');
});

test.each<[string, Partial<InferenceDeploymentProps>]>([
  ['a /dev/shm of its own below the limit', { server: ModelServer.triton(), resources: limited('1025Mi') }],
  ['a /dev/shm lowered below the limit',
    { server: ModelServer.triton(), resources: limited('1Gi'), sharedMemory: Size.mebibytes(512) }],
  ['a /dev/shm without a limit', { server: ModelServer.triton(), resources: { requests: { memory: '64M' } } }],
  ['as many accelerators as the model needs', { server: spread, accelerator: Accelerator.nvidia(2) }],
  ['more accelerators than one model needs, for two copies of it', {
    server: ModelServer.vllm({ tensorParallelSize: 2, extraArgs: ['--data-parallel-size=2'] }),
    accelerator: Accelerator.nvidia(4),
  }],
  ['as many devices in resources', { server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '2' }) }],
  ['as many devices of a vendor that is unknown', {
    server: ModelServer.vllm({ tensorParallelSize: 2, image: 'a/vllm-gaudi:1' }),
    resources: limited('8Gi', { 'habana.ai/gaudi': '2' }),
  }],
  ['a network card for each of its accelerators',
    { server: spread, resources: limited('8Gi', { 'nvidia.com/gpu': '2', 'rdma/hca': '2' }) }],
  ['a model on one accelerator', { server: ModelServer.vllm({ tensorParallelSize: 1 }) }],
  ['a model on two sockets, by a build for CPUs', {
    server: ModelServer.vllm({ image: 'docker.io/vllm/vllm-openai-cpu:v0.27.1', tensorParallelSize: 2 }),
  }],
])('a server with %s is accepted', (_, changes) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual([]);
});

describe('a published image for GPUs without an accelerator', () => {
  const CODE = 'serving/image-needs-accelerator';
  const vllm = (changes: Partial<InferenceDeploymentProps> = {}, options: object = {}) => {
    const server = ModelServer.vllm({ model: 'a/b', ...options });
    const props = deploymentProps({ server, model: undefined, ...changes });
    return new InferenceDeployment(testChart(), 'Chat', props);
  };
  const found = (made: IConstruct) => InferenceRules.check(made).map(({ rule }) => rule);

  test.each<[string, object]>([
    ['by default', {}],
    ['that is named', { image: 'vllm/vllm-openai:v0.26.0' }],
    ['for AMD', { image: 'vllm/vllm-openai-rocm:v0.27.1' }],
    ['with arguments of its own', { model: undefined, args: ['serve', 'a/b'] }],
  ])('%s is a warning', (_, options) => {
    expect(found(vllm({}, options))).toEqual([CODE]);
    expect(stopped(Chart.of(vllm({}, options)))).toEqual([]);
  });

  test('is a warning where the model server is scaled', () => {
    const scaled = new AutoscaledInference(testChart(), 'Chat', autoscaledProps({
      server: ModelServer.vllm({ model: 'a/b' }),
      model: undefined,
    }));
    expect(found(scaled)).toEqual([CODE]);
  });

  test.each<[string, () => InferenceDeployment]>([
    ['an accelerator', () => vllm({ accelerator: Accelerator.nvidia() })],
    ['a device in the limits', () => vllm({ resources: limited('16Gi', { 'nvidia.com/gpu': '1' }) })],
    ['any extended resource', () => vllm({ resources: limited('16Gi', { 'a.b/card': '1' }) })],
    ['an image of one\'s own', () => vllm({}, { image: 'registry.example.com/vllm/vllm-openai:1' })],
    ['the image for CPUs', () => vllm({}, { image: 'vllm/vllm-openai-cpu:v0.30.0' })],
    ['a runtime class', () => {
      const deployment = vllm();
      ApiObject.of(deployment.deployment).addJsonPatch(
        JsonPatch.add('/spec/template/spec/runtimeClassName', 'nvidia'));
      return deployment;
    }],
    ['a claim of a device', () => {
      const deployment = vllm();
      ApiObject.of(deployment.deployment).addJsonPatch(
        JsonPatch.add('/spec/template/spec/resourceClaims', [{ name: 'gpu', resourceClaimTemplateName: 'gpu' }]),
        JsonPatch.add('/spec/template/spec/containers/0/resources/claims', [{ name: 'gpu' }]));
      return deployment;
    }],
    ['a device of the default runtime', () => vllm({ environment: { NVIDIA_VISIBLE_DEVICES: 'all' } })],
    ['an image that computes on CPUs too', () => new InferenceDeployment(testChart(), 'Chat', deploymentProps({
      server: ModelServer.triton(),
    }))],
  ])('is not, with %s', (_, make) => {
    expect(found(make())).toEqual([]);
  });

  test('can be acknowledged, and says what to do', () => {
    const deployment = vllm();
    const [{ message }] = InferenceRules.check(deployment);
    for (const part of ['Accelerator.nvidia()', 'docker.io/vllm/vllm-openai-cpu']) expect(message).toContain(part);
    InferenceRules.acknowledge(deployment, CODE, 'the nodes of this cluster run every pod with a GPU');
    expect(InferenceRules.check(deployment).filter((f) => f.acknowledgedBecause === undefined)).toEqual([]);
  });
});
