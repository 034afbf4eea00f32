import { needsAccelerator, usableVendors } from '../../src/servers/image-accelerators';
import type { ServerRow } from '../../src/servers/model-server-row';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';

const ROWS: ServerRow[] = Object.values(MODEL_SERVERS);

test.each<[image: string, vendors: string[] | undefined]>([
  ['docker.io/tensorflow/serving:2.19.1', []],
  ['tensorflow/serving', []],
  ['tensorflow/serving:latest-gpu', ['nvidia']],
  ['tensorflow/serving:2.19.1-gpu@sha256:0', ['nvidia']],
  ['tensorflow/serving@sha256:0', undefined],
  ['pytorch/torchserve:0.12.0-cpu', []],
  ['index.docker.io/pytorch/torchserve:0.12.0-gpu', ['nvidia']],
  ['pytorch/torchserve:0.5.0', undefined],
  ['nvcr.io/nvidia/tritonserver:26.07-py3', ['nvidia']],
  ['openvino/model_server:2026.2', []],
  ['openvino/model_server:latest-py', []],
  ['openvino/model_server:2026.2-gpu', ['intel']],
  ['openvino/model_server:2026.2-cuda', undefined],
  ['vllm/vllm-openai:v0.27.1', ['nvidia']],
  ['vllm/vllm-openai:latest', ['nvidia']],
  ['vllm/vllm-openai:v0.27.1-xpu', undefined],
  ['vllm/vllm-openai-cpu:v0.30.0', []],
  ['vllm/vllm-openai-rocm:v0.27.1', ['amd']],
  ['ghcr.io/ggml-org/llama.cpp:server', []],
  ['ghcr.io/ggml-org/llama.cpp:server-b10920', []],
  ['ghcr.io/ggml-org/llama.cpp:full-cuda-b10920', ['nvidia']],
  ['ghcr.io/ggml-org/llama.cpp:server-cuda13-b10920', ['nvidia']],
  ['ghcr.io/ggml-org/llama.cpp:server-cuda', ['nvidia']],
  ['ghcr.io/ggerganov/llama.cpp:server-rocm-b4600', ['amd']],
  ['ghcr.io/ggml-org/llama.cpp:server-intel-b10920', ['intel']],
  ['ghcr.io/ggml-org/llama.cpp:server-vulkan-b10920', undefined],
  ['ghcr.io/ggml-org/llama.cpp:b10920', undefined],
  ['kserve/huggingfaceserver:v0.21.0', []],
  ['kserve/huggingfaceserver:v0.21.0-gpu', ['nvidia']],
  ['kserve/sklearnserver:v0.21.0', []],
  ['docker.io/kserve/xgbserver:v0.16.0-rc1', []],
  ['kserve/lgbserver', []],
  ['kserve/pmmlserver:latest', []],
  ['kserve/paddleserver:mine', undefined],
  ['kserve/artserver:v0.21.0', undefined],
  ['constructor:1', undefined],
  ['__proto__', undefined],
  ['toString:latest', undefined],
  ['ghcr.io/ggml-org/llama.cpp:server-constructor-b1', undefined],
  ['registry.example.com/tensorflow/serving:2.19.1', undefined],
  ['registry.example.com:5000/engine', undefined],
  ['', undefined],
])('the image %s can use %j', (image, vendors) => {
  expect(usableVendors(image)).toEqual(vendors);
});

test.each(ROWS.flatMap(({ id, acceleratorImages = {} }) => (
  Object.entries(acceleratorImages).map(([vendor, image]) => [id, vendor, image]))))(
  '%s has an image for %s that can use it: %s',
  (_, vendor, image) => expect(usableVendors(image)).toEqual([vendor]),
);

test('the image for an accelerator replaces one that cannot use it', () => {
  for (const { image = '', acceleratorImages = {} } of ROWS) {
    for (const vendor of Object.keys(acceleratorImages)) expect(usableVendors(image)).not.toContain(vendor);
  }
});

test('the time is linear in the length of an image', () => {
  const start = performance.now();
  for (const image of [':'.repeat(1e5), 'a'.repeat(1e5), `ghcr.io/ggml-org/llama.cpp:server-${'a'.repeat(1e5)}-b`]) {
    expect(usableVendors(image)).toBeUndefined();
  }
  expect(performance.now() - start).toBeLessThan(500);
});

test.each<[image: string, needed: boolean]>([
  ['docker.io/vllm/vllm-openai:v0.27.1', true],
  ['vllm/vllm-openai', true],
  ['vllm/vllm-openai-rocm:v0.27.1', true],
  ['vllm/vllm-openai-cpu:v0.30.0', false],
  ['vllm/vllm-openai:v0.27.1-cpu', false],
  [`vllm/vllm-openai@sha256:${'a'.repeat(64)}`, false],
  ['registry.example.com/vllm/vllm-openai:v0.27.1', false],
  // They compute on the CPU then.
  ['nvcr.io/nvidia/tritonserver:26.07-py3', false],
  ['ghcr.io/ggml-org/llama.cpp:server-cuda-b10920', false],
  ['constructor:1', false],
])('the image %s needs an accelerator: %s', (image, needed) => {
  expect(needsAccelerator(image)).toBe(needed);
});
