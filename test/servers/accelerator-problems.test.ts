import { Accelerator, InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, pod, refusal, refused, testChart } from '../helpers';

const llamaCpp = (options: object = {}) => ModelServer.llamaCpp({ modelFile: 'm.gguf', ...options });
const OWN = 'registry.example.com/server:1';
const HARDWARE: [string, string] = ['servers/image-for-other-hardware', 'accelerator'];
const NONE: [string, string] = ['servers/no-accelerator-requested', 'server.targetDevice'];
const TARGET: [string, string] = ['servers/accelerator-not-targeted', 'server.targetDevice'];
const SLICES: [string, string] = ['servers/slices-beyond-one', 'accelerator'];
const SPLIT: [string, string] = ['servers/accelerators-beyond-split', 'server.tensorParallelSize'];

type Changes = Partial<InferenceDeploymentProps>;

const define = (changes: Changes) => new InferenceDeployment(testChart(), 'M', deploymentProps(changes));
const container = (changes: Changes) => pod(define(changes)).containers[0];
const limits = (of: Record<string, string>) => ({ resources: { requests: { cpu: '1' }, limits: of } });

describe('the image that can use the accelerator', () => {
  test.each<[string, ModelServer, Accelerator, string]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing(), Accelerator.nvidia(),
      'docker.io/tensorflow/serving:2.19.1-gpu'],
    ['TensorFlow Serving on a slice', ModelServer.tensorflowServing(), Accelerator.nvidiaMig('1g.5gb'),
      'docker.io/tensorflow/serving:2.19.1-gpu'],
    ['Triton', ModelServer.triton(), Accelerator.nvidia(), 'nvcr.io/nvidia/tritonserver:26.07-py3'],
    ['OpenVINO Model Server', ModelServer.openvino(), Accelerator.intel(),
      'docker.io/openvino/model_server:2026.2-gpu'],
    ['vLLM', ModelServer.vllm(), Accelerator.nvidia(), 'docker.io/vllm/vllm-openai:v0.27.1'],
    ['vLLM on AMD', ModelServer.vllm(), Accelerator.amd(), 'docker.io/vllm/vllm-openai-rocm:v0.27.1'],
    ['TorchServe', ModelServer.torchServe(), Accelerator.nvidia(), 'docker.io/pytorch/torchserve:0.12.0-gpu'],
    ['llama.cpp', llamaCpp(), Accelerator.nvidia(), 'ghcr.io/ggml-org/llama.cpp:server-cuda-b10920'],
    ['llama.cpp on AMD', llamaCpp(), Accelerator.amd(), 'ghcr.io/ggml-org/llama.cpp:server-rocm-b10920'],
    ['llama.cpp on Intel', llamaCpp(), Accelerator.intel(), 'ghcr.io/ggml-org/llama.cpp:server-intel-b10920'],
    ['an image of one\'s own', llamaCpp({ image: OWN }), Accelerator.nvidia(), OWN],
    ['a build that is named', llamaCpp({ image: 'ghcr.io/ggml-org/llama.cpp:server-vulkan-b10920' }), Accelerator.amd(),
      'ghcr.io/ggml-org/llama.cpp:server-vulkan-b10920'],
  ])('%s', (_, server, accelerator, image) => {
    expect(container({ server, accelerator }).image).toBe(image);
  });

  test('is the same for a device in the limits, and that for CPUs without a device', () => {
    const server = ModelServer.torchServe();
    expect(container({ server, ...limits({ 'nvidia.com/gpu': '1' }) }).image).toContain('0.12.0-gpu');
    expect(container({ server, ...limits({ cpu: '1' }) }).image).toContain('0.12.0-cpu');
    expect(container({ server, ...limits({ 'rdma/hca': '1' }) }).image).toContain('0.12.0-cpu');
  });
});

describe('the arguments for the accelerator', () => {
  const args = (changes: Changes): string => container(changes).args.join(' ');

  test.each<[string, Accelerator, string]>([
    ['a GPU', Accelerator.intel(), '--target_device=GPU'],
    ['a GPU of the driver xe', Accelerator.custom('gpu.intel.com/xe'), '--target_device=GPU'],
    ['an NPU', Accelerator.custom('npu.intel.com/accel'), '--target_device=NPU'],
  ])('OpenVINO Model Server computes on %s', (_, accelerator, flag) => {
    expect(args({ server: ModelServer.openvino(), accelerator })).toContain(flag);
  });

  test('a device of OpenVINO that is named stays', () => {
    const server = ModelServer.openvino({ targetDevice: 'HETERO:GPU,CPU' });
    expect(args({ server, accelerator: Accelerator.intel() })).toContain('--target_device=HETERO:GPU,CPU');
    const own = ModelServer.openvino({ extraArgs: ['--target_device=AUTO'] });
    expect(args({ server: own, accelerator: Accelerator.intel() }).match(/--target_device/g)).toHaveLength(1);
    expect(args({ server: ModelServer.openvino() })).not.toContain('--target_device');
    const monitored = limits({ 'gpu.intel.com/i915_monitoring': '1' });
    expect(args({ server: ModelServer.openvino(), ...monitored })).not.toContain('--target_device');
  });

  test.each<[string, ModelServer, Accelerator, string | undefined]>([
    ['one GPU', ModelServer.vllm(), Accelerator.nvidia(), undefined],
    ['two GPUs', ModelServer.vllm(), Accelerator.nvidia(2), '--tensor-parallel-size=2'],
    ['eight GPUs of AMD', ModelServer.vllm(), Accelerator.amd(8), '--tensor-parallel-size=8'],
    ['a slice of a GPU', ModelServer.vllm(), Accelerator.nvidiaMig('1g.5gb'), undefined],
    ['two slices, by an argument', ModelServer.vllm({ extraArgs: ['--tensor-parallel-size=2'] }),
      Accelerator.nvidiaMig('1g.5gb', 2), '--tensor-parallel-size=2'],
    ['two GPUs, with a size of its own', ModelServer.vllm({ tensorParallelSize: 2 }), Accelerator.nvidia(2),
      '--tensor-parallel-size=2'],
    ['two GPUs in a pipeline', ModelServer.vllm({ extraArgs: ['--pipeline-parallel-size=2'] }), Accelerator.nvidia(2),
      undefined],
    ['two GPUs, by a file', ModelServer.vllm({ extraArgs: ['--config', '/etc/vllm.yaml'] }), Accelerator.nvidia(2),
      undefined],
  ])('vLLM splits its model over %s', (_, server, accelerator, flag) => {
    const found = /--tensor-parallel-size=\d+/.exec(args({ server, accelerator }))?.[0];
    expect(found).toBe(flag);
  });

  test('llama.cpp chooses the number of layers on the accelerator itself', () => {
    expect(args({ server: llamaCpp(), accelerator: Accelerator.nvidia() })).not.toContain('--n-gpu-layers');
    expect(args({ server: llamaCpp({ gpuLayers: 20 }), accelerator: Accelerator.nvidia() }))
      .toContain('--n-gpu-layers 20');
  });
});

type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['TensorFlow Serving on a GPU of AMD', { accelerator: Accelerator.amd() }, HARDWARE],
  ['Triton on a GPU of AMD', { server: ModelServer.triton(), accelerator: Accelerator.amd() }, HARDWARE],
  ['vLLM on a GPU of Intel', { server: ModelServer.vllm(), accelerator: Accelerator.intel() }, HARDWARE],
  ['OpenVINO on a GPU of NVIDIA', { server: ModelServer.openvino(), accelerator: Accelerator.nvidia() }, HARDWARE],
  ['TorchServe on a GPU of Intel', { server: ModelServer.torchServe(), accelerator: Accelerator.intel() }, HARDWARE],
  ['vLLM\'s image for CPUs on a GPU', {
    server: ModelServer.vllm({ image: 'docker.io/vllm/vllm-openai-cpu:v0.30.0' }),
    accelerator: Accelerator.nvidia(),
  }, HARDWARE],
  ['an image for CPUs that is named', {
    server: ModelServer.tensorflowServing({ image: 'tensorflow/serving:2.16.1' }),
    accelerator: Accelerator.nvidiaMig('1g.5gb'),
  }, HARDWARE],
  ['an image for NVIDIA on AMD', {
    server: llamaCpp({ image: 'ghcr.io/ggml-org/llama.cpp:server-cuda-b10920' }),
    accelerator: Accelerator.amd(),
  }, HARDWARE],
  ['an image for CPUs with a GPU in the limits', {
    server: ModelServer.tensorflowServing({ image: 'tensorflow/serving:2.16.1' }),
    ...limits({ 'nvidia.com/gpu': '1' }),
  }, ['servers/image-for-other-hardware', 'resources.limits["nvidia.com/gpu"]']],
  ['the GPU of OpenVINO without an accelerator', { server: ModelServer.openvino({ targetDevice: 'GPU' }) }, NONE],
  ['a second GPU of OpenVINO without an accelerator', { server: ModelServer.openvino({ targetDevice: 'GPU.1' }) },
    NONE],
  ['the NPU of OpenVINO without an accelerator', { server: ModelServer.openvino({ targetDevice: 'NPU' }) }, NONE],
  ['OpenVINO on its CPU beside a GPU', {
    server: ModelServer.openvino({ targetDevice: 'CPU' }),
    accelerator: Accelerator.intel(),
  }, ['servers/accelerator-not-targeted', 'server.targetDevice']],
  ['the GPU of OpenVINO beside a file of the kernel',
    { server: ModelServer.openvino({ targetDevice: 'GPU' }), ...limits({ 'smarter-devices/fuse': '1' }) }, NONE],
  ['the NPU of OpenVINO beside a GPU', {
    server: ModelServer.openvino({ targetDevice: 'NPU' }),
    accelerator: Accelerator.intel(),
  }, TARGET],
  ['the GPU of OpenVINO beside an NPU', {
    server: ModelServer.openvino({ targetDevice: 'GPU.0' }),
    accelerator: Accelerator.custom('npu.intel.com/accel'),
  }, TARGET],
  ['OpenVINO on its CPU beside a GPU, by an argument', {
    server: ModelServer.openvino({ extraArgs: ['--log_level=DEBUG', '--target_device=CPU'] }),
    accelerator: Accelerator.intel(),
  }, ['servers/accelerator-not-targeted', 'server.extraArgs[1]']],
  ['OpenVINO on its CPU beside a GPU, by two arguments', {
    server: ModelServer.openvino({ extraArgs: ['--target_device', 'CPU'] }),
    accelerator: Accelerator.intel(),
  }, ['servers/accelerator-not-targeted', 'server.extraArgs[0]']],
  ...['lgb', 'paddle', 'pmml', 'sklearn', 'xgb'].map((framework): Row => [
    `KServe's server of ${framework} with a GPU`,
    {
      server: ModelServer.kserve({ image: `docker.io/kserve/${framework}server:v0.21.0` }),
      accelerator: Accelerator.nvidia(),
    },
    HARDWARE,
  ]),
  ['two slices for vLLM, one of which is idle',
    { server: ModelServer.vllm(), accelerator: Accelerator.nvidiaMig('1g.5gb', 2) }, SLICES],
  ['two slices for a model on one', {
    server: ModelServer.vllm({ tensorParallelSize: 1 }),
    accelerator: Accelerator.nvidiaMig('1g.5gb', 2),
  }, SLICES],
  ['slices of two profiles for vLLM', {
    server: ModelServer.vllm(),
    ...limits({ 'nvidia.com/mig-1g.5gb': '1', 'nvidia.com/mig-3g.20gb': '1' }),
  }, ['servers/slices-beyond-one', 'resources.limits["nvidia.com/mig-1g.5gb"]']],
  ['a model that is split over slices', {
    server: ModelServer.vllm({ tensorParallelSize: 2 }),
    accelerator: Accelerator.nvidiaMig('1g.5gb', 2),
  }, ['servers/slices-not-split-over', 'server.tensorParallelSize']],
  ['a size of the split beside args, once', {
    server: ModelServer.vllm({ args: ['serve', 'm'], tensorParallelSize: 2 }),
    accelerator: Accelerator.nvidia(),
  }, ['servers/option-replaced-by-args', 'server.tensorParallelSize']],
  ['a device beside args, once', { server: ModelServer.openvino({ args: ['--port=9000'], targetDevice: 'GPU' }) },
    ['servers/option-replaced-by-args', 'server.targetDevice']],
  ['layers beside a file of the kernel',
    { server: llamaCpp({ gpuLayers: 9 }), ...limits({ 'smarter-devices/fuse': '1' }) },
    ['servers/layers-without-accelerator', 'server.gpuLayers']],
  ['layers on no device at all', { server: llamaCpp({ gpuLayers: 99 }) },
    ['servers/layers-without-accelerator', 'server.gpuLayers']],
  ['four GPUs for a model on two', {
    server: ModelServer.vllm({ tensorParallelSize: 2 }),
    accelerator: Accelerator.nvidia(4),
  }, SPLIT],
  ['two GPUs for a model on one', {
    server: ModelServer.vllm({ tensorParallelSize: 1 }),
    accelerator: Accelerator.amd(2),
  }, SPLIT],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  expect(refused(() => define(changes))).toEqual(problems);
});

test.each<[string, Changes]>([
  ['an accelerator of an unknown vendor', { accelerator: Accelerator.custom('example.com/camera') }],
  ['an image of one\'s own for CPUs or not', {
    server: ModelServer.tensorflowServing({ image: 'registry.example.com/tensorflow/serving:2.16.1' }),
    accelerator: Accelerator.amd(),
  }],
  ['a digest', {
    server: ModelServer.triton({ image: `nvcr.io/nvidia/tritonserver@sha256:${'a'.repeat(64)}` }),
    accelerator: Accelerator.intel(),
  }],
  ['a custom server', {
    server: ModelServer.custom({ image: OWN, httpPort: 80 }),
    accelerator: Accelerator.intel(),
  }],
  ['MLServer, whose image has CUDA', { server: ModelServer.mlServer(), accelerator: Accelerator.nvidia() }],
  ['a device that OpenVINO may choose, without an accelerator',
    { server: ModelServer.openvino({ targetDevice: 'AUTO:GPU,CPU' }) }],
  ['OpenVINO on its CPU', { server: ModelServer.openvino({ targetDevice: 'CPU' }) }],
  ['the device of OpenVINO by an argument of one\'s own',
    { server: ModelServer.openvino({ extraArgs: ['--target_device=GPU'] }) }],
  ['layers with an image of one\'s own', { server: llamaCpp({ image: OWN, gpuLayers: 99 }) }],
  ['no layers beside a GPU, which then computes prompts only',
    { server: llamaCpp({ gpuLayers: 0 }), accelerator: Accelerator.nvidia() }],
  ['one slice for a model on one',
    { server: ModelServer.vllm({ tensorParallelSize: 1 }), accelerator: Accelerator.nvidiaMig('1g.5gb') }],
  ['the NPU of OpenVINO', {
    server: ModelServer.openvino({ targetDevice: 'NPU' }),
    accelerator: Accelerator.custom('npu.intel.com/accel'),
  }],
  ['the second GPU of OpenVINO', {
    server: ModelServer.openvino({ targetDevice: 'GPU.1' }),
    accelerator: Accelerator.intel(2),
  }],
  ['the NPU of OpenVINO beside its GPU', {
    server: ModelServer.openvino({ targetDevice: 'NPU' }),
    ...limits({ 'gpu.intel.com/i915': '1', 'npu.intel.com/accel': '1' }),
  }],
  ['a device of OpenVINO that may be any', {
    server: ModelServer.openvino({ extraArgs: ['--target_device', 'AUTO:NPU,CPU'] }),
    accelerator: Accelerator.intel(),
  }],
  ['the GPU of OpenVINO through the device for its monitoring',
    { server: ModelServer.openvino({ targetDevice: 'GPU' }), ...limits({ 'gpu.intel.com/i915_monitoring': '1' }) }],
  ['layers beside a device that may be a GPU', { server: llamaCpp({ gpuLayers: 9 }), ...limits({ 'a.b/gpu': '1' }) }],
  ['a GPU beside an accelerator that is none', {
    server: ModelServer.vllm({ tensorParallelSize: 2 }),
    accelerator: Accelerator.custom('rdma/hca'),
    ...limits({ 'nvidia.com/gpu': '2' }),
  }],
  ['KServe\'s server of language models with a GPU', {
    server: ModelServer.kserve({ image: 'kserve/huggingfaceserver:v0.21.0-gpu' }),
    accelerator: Accelerator.nvidia(),
  }],
])('%s is accepted', (_, changes) => {
  expect(refused(() => define(changes))).toEqual([]);
});

describe('the message names', () => {
  test.each<[string, Changes, string[]]>([
    ['the image to set', {
      server: ModelServer.torchServe({ image: 'pytorch/torchserve:0.11.0-cpu' }),
      accelerator: Accelerator.nvidia(),
    }, ['built for CPUs only', 'set image to docker.io/pytorch/torchserve:0.12.0-gpu']],
    ['the image of the row, where that is the one', {
      server: ModelServer.vllm({ image: 'vllm/vllm-openai-cpu:v0.30.0' }),
      accelerator: Accelerator.nvidia(),
    }, ['set image to docker.io/vllm/vllm-openai:v0.27.1']],
    ['what the image is built for, and the vendor', { server: ModelServer.triton(), accelerator: Accelerator.amd() },
      ['built for devices of NVIDIA', 'set image to one that is built for AMD']],
    ['the number of accelerators', {
      server: ModelServer.vllm({ tensorParallelSize: 2 }),
      accelerator: Accelerator.nvidia(4),
    }, ['got 2', 'must be 4']],
  ])('%s', (_, changes, parts) => {
    const message = refusal(() => define(changes));
    for (const part of parts) expect(message).toContain(part);
  });
});
