import { ModelServer, type PredictModelOptions } from '../../src';
import { chatServerProblems, predictPath } from '../../src/load/predict-path';
import { codes } from '../helpers';

const NAMED = { modelName: 'resnet' };
const SEGMENT = 'load/not-a-path-segment';

/** Every model server there is, each with the model `resnet` where it serves one by name. */
const SERVERS: Record<string, ModelServer> = {
  tensorflowServing: ModelServer.tensorflowServing(NAMED),
  triton: ModelServer.triton(),
  openvino: ModelServer.openvino(NAMED),
  vllm: ModelServer.vllm(),
  torchServe: ModelServer.torchServe(),
  llamaCpp: ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
  llamaEdge: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }),
  kserve: ModelServer.kserve({ ...NAMED, image: 'docker.io/kserve/sklearnserver:v0.21.0' }),
  mlServer: ModelServer.mlServer(),
  bentoMl: ModelServer.bentoMl({ image: 'registry.example.com/summarizer:1' }),
  custom: ModelServer.custom({ image: 'a/b:1', httpPort: 8080 }),
};

test('every factory of ModelServer has its case here', () => {
  const statics = Object.entries(Object.getOwnPropertyDescriptors(ModelServer));
  const factories = statics.filter(([name, { value }]) => typeof value === 'function' && name !== 'known');
  expect(factories.map(([name]) => name).sort()).toEqual(Object.keys(SERVERS).sort());
});

test.each<[server: string, PredictModelOptions, path: string]>([
  ['tensorflowServing', {}, '/v1/models/resnet:predict'],
  ['tensorflowServing', { modelVersion: '3' }, '/v1/models/resnet/versions/3:predict'],
  ['tensorflowServing', { modelName: 'other', modelVersion: '3' }, '/v1/models/other/versions/3:predict'],
  ['triton', NAMED, '/v2/models/resnet/infer'],
  ['triton', { ...NAMED, modelVersion: '3' }, '/v2/models/resnet/versions/3/infer'],
  ['openvino', {}, '/v2/models/resnet/infer'],
  ['openvino', { modelVersion: '3' }, '/v2/models/resnet/versions/3/infer'],
  ['torchServe', NAMED, '/predictions/resnet'],
  ['torchServe', { ...NAMED, modelVersion: '1.0' }, '/predictions/resnet/1.0'],
  ['kserve', {}, '/v2/models/resnet/infer'],
  ['kserve', { modelVersion: '3' }, '/v2/models/resnet/versions/3/infer'],
  ['mlServer', NAMED, '/v2/models/resnet/infer'],
  ['mlServer', { ...NAMED, modelVersion: 'v1' }, '/v2/models/resnet/versions/v1/infer'],
  ['vllm', {}, '/v1/chat/completions'],
  ['llamaCpp', {}, '/v1/chat/completions'],
  ['llamaEdge', {}, '/v1/chat/completions'],
])('the path of %s with %j is %s', (server, options, path) => {
  expect(predictPath(SERVERS[server], options)).toEqual({ path, problems: [] });
});

type Row = [server: string, options: object, ...problems: Array<[code: string, field: string]>];

const ROWS: Row[] = [
  ['triton', {}, [SEGMENT, 'modelName']],
  ['torchServe', {}, [SEGMENT, 'modelName']],
  ['mlServer', {}, [SEGMENT, 'modelName']],
  ['tensorflowServing', { modelName: 'a/b', modelVersion: '1 ' }, [SEGMENT, 'modelName'], [SEGMENT, 'modelVersion']],
  ['openvino', { modelName: 'a"\n' }, [SEGMENT, 'modelName']],
  ['tensorflowServing', { modelVersion: '' }, [SEGMENT, 'modelVersion']],
  ['tensorflowServing', { modelName: 5, modelVersion: 1 }, [SEGMENT, 'modelName'], [SEGMENT, 'modelVersion']],
  ['vllm', { modelVersion: '1' }, ['load/model-not-in-path', 'modelVersion']],
  [
    'llamaCpp',
    { modelName: 'qwen', modelVersion: '1' },
    ['load/model-not-in-path', 'modelName'],
    ['load/model-not-in-path', 'modelVersion'],
  ],
  ['custom', {}, ['load/predict-api-unknown', '']],
  ['bentoMl', {}, ['load/predict-api-unknown', '']],
];

test.each(ROWS)('%s refuses %j', (server, options, ...problems) => {
  expect(codes(predictPath(SERVERS[server], options).problems)).toEqual(problems);
});

test.each(['custom', 'bentoMl'])('the path of %s is unknown', (server) => {
  expect(predictPath(SERVERS[server], {}).path).toBeUndefined();
});

test('the problem of a name gives the server whose path holds it', () => {
  expect(predictPath(SERVERS.triton, {}).problems[0].why).toContain('triton');
  expect(predictPath(SERVERS.vllm, NAMED).problems[0].rule).toContain('vllm');
});

const WITHOUT_CHAT = ['tensorflowServing', 'triton', 'torchServe', 'openvino', 'kserve', 'mlServer'];

test.each(WITHOUT_CHAT)('%s has no chat API', (server) => {
  expect(codes(chatServerProblems(SERVERS[server]))).toEqual([['load/no-chat-api', '']]);
});

test.each(['vllm', 'llamaCpp', 'llamaEdge', 'custom', 'bentoMl'])('%s has a chat API, or may have one', (server) => {
  expect(chatServerProblems(SERVERS[server])).toEqual([]);
});

test('the time is linear in the length of a name', () => {
  const start = performance.now();
  expect(predictPath(SERVERS.triton, { modelName: `${'a'.repeat(100_000)} ` }).problems).toHaveLength(1);
  expect(predictPath(SERVERS.triton, { modelName: ' '.repeat(100_000) }).problems).toHaveLength(1);
  expect(performance.now() - start).toBeLessThan(500);
});
