import type { Container } from '../../src/kubernetes/manifest';
import { modelEvidence } from '../../src/rules/model-evidence';

describe('a container loads a model when it starts, says', () => {
  test.each<[string, Container, RegExp]>([
    ['a GPU', { resources: { limits: { 'nvidia.com/gpu': 1 } } }, /uses nvidia\.com\/gpu/],
    ['a request of a device', { resources: { requests: { 'google.com/tpu': '4' } } }, /uses google\.com\/tpu/],
    ['a published image', { image: 'vllm/vllm-openai:v0.11.0' }, /image/],
    ['a mirrored image', { image: 'registry.example.com:5000/mirror/tritonserver@sha256:00' }, /image/],
    ['--model', { args: ['--model', 'Qwen/Qwen2.5-7B'] }, /arguments/],
    ['--model-path=', { args: ['--model-path=/data'] }, /arguments/],
    ['--model_config_file in a script', { command: ['sh', '-c', 'serve --model_config_file=/a'] }, /arguments/],
    ['a file of weights', { args: ['-m', '/data/chat.gguf'] }, /arguments/],
    ['MODEL_ID', { env: [{ name: 'MODEL_ID', value: 'a/b' }] }, /variable MODEL_ID/],
    ['HF_MODEL_ID', { env: [{ name: 'HF_MODEL_ID', value: 'a/b' }] }, /variable HF_MODEL_ID/],
    ['a mounted folder', { volumeMounts: [{ name: 'data', mountPath: '/models' }] }, /mounts \/models/],
    ['a mounted volume', { volumeMounts: [{ name: 'model-cache', mountPath: '/data' }] }, /mounts \/data/],
  ])('%s', (_, container, expected) => {
    expect(modelEvidence(container)).toMatch(expected);
  });
});

test.each<[string, Container]>([
  ['an image of another server', { image: 'nginx:1.29' }],
  ['a registry whose name is that of a server', { image: 'vllm.example.com/web:1' }],
  ['a tag', { image: 'example/web:vllm' }],
  ['CPU and memory alone', { resources: { requests: { cpu: '8' }, limits: { 'hugepages-2Mi': '1Gi' } } }],
  ['another argument', { args: ['--mode=fast', '--modelled'] }],
  ['another variable', { env: [{ name: 'MODELLING', value: '1' }, { name: 'DATA_MODEL_VERSION', value: '2' }] }],
  ['a model of a provider', { env: [{ name: 'OPENAI_MODEL', value: 'x' }, { name: 'MODEL', value: 'gpt-4o' }] }],
  ['another mount', { volumeMounts: [{ name: 'data', mountPath: '/remodel' }] }],
  ['nothing', {}],
])('%s does not', (_, container) => {
  expect(modelEvidence(container)).toBeUndefined();
});
