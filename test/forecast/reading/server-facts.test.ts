import { serverFacts } from '../../../src/forecast/reading/server-facts';

const facts = (container: object) => {
  const { row, ...more } = serverFacts(container as any);
  return { id: row?.id, ...more };
};
const UNKNOWN = { id: undefined, threadsMilli: undefined, parallelRequests: undefined };

describe('what a container tells of its server', () => {
  test.each([
    ['TensorFlow Serving', { image: 'tensorflow/serving:2.19.1', args: ['--tensorflow_intra_op_parallelism=4'] },
      { id: 'tensorflow-serving', threadsMilli: 4000 }],
    ['TensorFlow Serving by its program', { image: 'a/b:1', command: ['/usr/bin/tensorflow_model_server'] },
      { id: 'tensorflow-serving' }],
    ['OpenVINO',
      { image: 'docker.io/openvino/model_server:2026.2', args: ['--plugin_config', '{"INFERENCE_NUM_THREADS":2}'] },
      { id: 'openvino-model-server', threadsMilli: 2000 }],
    ['OpenVINO with streams',
      { image: 'openvino/model_server', args: ['--plugin_config={"NUM_STREAMS": "3", "INFERENCE_NUM_THREADS": 6}'] },
      { id: 'openvino-model-server', threadsMilli: 6000, parallelRequests: 3 }],
    ['vLLM', { image: 'vllm/vllm-openai:v0.27.1', args: ['--model', 'x', '--max-num-seqs', '64'] },
      { id: 'vllm', parallelRequests: 64 }],
    ['llama.cpp', { image: 'ghcr.io/ggml-org/llama.cpp:server-b10920', args: ['--parallel', '2', '-t', '8'] },
      { id: 'llama-cpp', threadsMilli: 8000, parallelRequests: 2 }],
    ['llama.cpp in a shell',
      { image: 'own/llama-cpp', command: ['sh', '-c', 'exec llama-server -np 2 -np 6 --threads 3'] },
      { id: 'llama-cpp', threadsMilli: 3000, parallelRequests: 6 }],
    ['llama.cpp that chooses itself', { image: 'llama.cpp', args: ['--threads', '-1', '--parallel', '0'] },
      { id: 'llama-cpp' }],
    ['LlamaEdge, which has two threads', { image: 'own/llama-api-server:1' }, { id: 'llama-edge', threadsMilli: 2000 }],
    ['MLServer without workers',
      { image: 'seldonio/mlserver:1.7.1', env: [{ name: 'MLSERVER_PARALLEL_WORKERS', value: '0' }] },
      { id: 'mlserver', parallelRequests: 1 }],
    ['MLServer with workers',
      { image: 'seldonio/mlserver:1.7.1', env: [{ name: 'MLSERVER_PARALLEL_WORKERS', value: '3' }] },
      { id: 'mlserver', parallelRequests: 3 }],
    ['Triton', { image: 'nvcr.io/nvidia/tritonserver:26.07-py3' }, { id: 'triton' }],
  ])('%s', (_, container, known) => {
    expect(facts(container)).toEqual({ ...UNKNOWN, ...known });
  });

  test.each([{}, { image: 'registry.example.com/server:1.0', args: ['--threads', '4'] }, { image: 'nginx@sha256:1' }])(
    '%p is another server', (container) => expect(facts(container).id).toBeUndefined());
});
