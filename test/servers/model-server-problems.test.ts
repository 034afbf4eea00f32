import { Duration } from 'cdk8s';
import { InferenceDeployment, ModelServer } from '../../src';
import { customRow } from '../../src/servers/custom-model-server-row';
import { serverProblems } from '../../src/servers/model-server-problems';
import type { ServerRow } from '../../src/servers/model-server-row';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';
import { codes, deploymentProps, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, ModelServer, ...Expected[]];

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', httpPort: 80, ...options });

describe('serverProblems', () => {
  function found(row: ServerRow, options: object = {}): Expected[] {
    const image = row.image ?? 'registry.example.com/server:1';
    return codes(serverProblems('server', { row, image, options: options as Record<string, unknown> }));
  }

  test.each(Object.entries(MODEL_SERVERS as Record<string, ServerRow>))('the row %s is right as it is', (_, row) => {
    expect(found(row)).toEqual([]);
  });

  test('options that are undefined count as left out', () => {
    expect(found(MODEL_SERVERS.triton, {
      args: undefined,
      extraArgs: undefined,
      user: undefined,
      enableMetrics: undefined,
    })).toEqual([]);
    expect(found(MODEL_SERVERS.triton, { args: ['--x'], extraArgs: undefined, enableMetrics: undefined })).toEqual([]);
  });

  test('a request for metrics is refused where the server shows none', () => {
    expect(found(MODEL_SERVERS.llamaEdge, { enableMetrics: true })).toEqual([
      ['servers/metrics-unavailable', 'server.enableMetrics'],
    ]);
    expect(found(MODEL_SERVERS.llamaEdge, { enableMetrics: false })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['image', 'registry.example.com/other:2'], ['user', 5], ['modelName',
      'resnet'], ['modelFile', 'q.gguf'], ['huggingFaceToken',
      { secret: { name: 'hub' }, key: 'token' }], ['enableMetrics', true], ['enableMetrics', false],
    ['computeThreads', 1], ['instances', 2],
  ])('beside args %s still takes effect', (key, value) => {
    expect(found(MODEL_SERVERS.llamaCpp, { args: ['--x'], [key]: value })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['chatContextSize', 1], ['contextSize', 1], ['embeddingContextSize',
      0], ['gpuLayers', 0], ['maxModelLength', 1], ['parallelRequests',
      1],
    ['tensorParallelSize', 1], ['workersPerModel', 1], ['model',
      'Qwen/Qwen'], ['servedModelName', 'qwen'], ['targetDevice', 'CPU'], ['models', ['all']], ['extraArgs', ['--x']],
  ])('beside args %s could have no effect', (key, value) => {
    expect(found(MODEL_SERVERS.triton, { args: ['--x'], [key]: value })).toEqual([
      ['servers/option-replaced-by-args', `server.${key}`],
    ]);
  });

  test.each<[string, string[], unknown[]]>([
    ['modelName', ['resnet', 'ResNet-50_v1.5', '0', '_x'], ['', 'a:b', '.a', '-a', 'a/b', 'a b', 'é', 1]],
    ['model', ['Qwen/Qwen2.5-0.5B-Instruct', '/models/a', 'a:b', '_a'], ['', '-a', '.a', 'a b', 'a"b', '$(A)', 1]],
    ['servedModelName', ['qwen', 'Qwen/Qwen2.5:latest'], ['', '-a', 'a b', 'a,b']],
    ['targetDevice', ['CPU', 'GPU.0', 'AUTO', 'AUTO:GPU,CPU', 'HETERO:GPU.1,CPU', 'MULTI:CPU(2),GPU(4)'],
      ['', 'cpu', 'C P U', ',CPU', '-CPU', 'GPU;CPU', 1]],
  ])('%s is a plain word', (key, good, bad) => {
    for (const value of good) expect(found(MODEL_SERVERS.triton, { [key]: value })).toEqual([]);
    for (const value of bad) {
      expect(found(MODEL_SERVERS.triton, { [key]: value })).toEqual([['servers/name-not-plain', `server.${key}`]]);
    }
  });

  test.each<[string, string]>([
    ['modelName', 'not starting with "-" or "."'],
    ['servedModelName', '":" and "/"'],
    ['targetDevice', 'AUTO:GPU,CPU'],
  ])('%s is refused with what it may hold: %s', (key, allowed) => {
    const [{ rule }] = serverProblems('server', { row: MODEL_SERVERS.triton, image: 'a/b:1', options: { [key]: '' } });
    expect(rule).toContain(allowed);
  });

  test('every problem is reported at once, each below the server', () => {
    const options = { image: '', httpPort: 0, grpcPort: 70000, modelDirectory: 'models', user: -1 };
    const problems = serverProblems('server', { row: customRow(options), image: '', options });
    expect(problems.map(({ field }) => field)).toEqual([
      'server.image', 'server.user', 'server.httpPort', 'server.grpcPort', 'server.modelDirectory',
    ]);
  });
});

describe('a refusal', () => {
  test.each<Row>([
    ['no image', ModelServer.llamaEdge({ image: '' }), ['validation/image', 'image']],
    ['an image that is none', ModelServer.triton({ image: 'nvcr.io/Tritonserver:1' }), ['validation/image', 'image']],
    ['a user that is none', ModelServer.openvino({ user: -1 }), ['validation/integer', 'user']],
    ['half a thread', ModelServer.tensorflowServing({ computeThreads: 0.5 }), ['validation/integer', 'computeThreads']],
    ['no thread', custom({ computeThreads: 0 }), ['validation/integer', 'computeThreads']],
    ['half an accelerator to spread over', ModelServer.vllm({ tensorParallelSize: 0.5 }),
      ['validation/integer', 'tensorParallelSize']],
    ['no context', ModelServer.vllm({ maxModelLength: NaN }), ['validation/integer', 'maxModelLength']],
    ['no instance of Triton', ModelServer.triton({ instances: 0 }), ['validation/integer', 'instances']],
    ['no worker', ModelServer.torchServe({ workersPerModel: 0 }), ['validation/integer', 'workersPerModel']],
    ['numbers of llama.cpp',
      ModelServer.llamaCpp({ modelFile: 'q', contextSize: 0, parallelRequests: 0, gpuLayers: -1 }),
      ['validation/integer', 'contextSize'], ['validation/integer', 'gpuLayers'],
      ['validation/integer', 'parallelRequests']],
    ['contexts of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', chatContextSize: 0, embeddingContextSize: -1 }),
      ['validation/integer', 'chatContextSize'], ['validation/integer', 'embeddingContextSize']],
    ['no model name', ModelServer.tensorflowServing({ modelName: '' }), ['servers/name-not-plain', 'modelName']],
    ...['a/b', 'a:b', '.a', '-a'].map((modelName): Row => (
      [`the model name ${modelName}`, ModelServer.openvino({ modelName }), ['servers/name-not-plain', 'modelName']])),
    ['a model name with a blank', ModelServer.vllm({ servedModelName: 'my model' }),
      ['servers/name-not-plain', 'servedModelName']],
    ['a model of quotes', ModelServer.vllm({ model: 'a"b', servedModelName: 'a' }),
      ['servers/name-not-plain', 'model']],
    ['a device with a blank', ModelServer.openvino({ targetDevice: 'C P U' }),
      ['servers/name-not-plain', 'targetDevice']],
    ['more threads than the API counts', custom({ computeThreads: 2 ** 31 }), ['validation/integer', 'computeThreads']],
    ['both lists of arguments', ModelServer.triton({ args: ['a'], extraArgs: ['b'] }),
      ['servers/option-replaced-by-args', 'extraArgs']],
    ['typed options beside args', ModelServer.vllm({ args: ['a'], maxModelLength: 2 }),
      ['servers/option-replaced-by-args', 'maxModelLength']],
    ['metrics of a server that has none', ModelServer.llamaEdge({ image: 'a/b:1', enableMetrics: true }),
      ['servers/metrics-unavailable', 'enableMetrics']],
    ['no metrics of a server that cannot do without', ModelServer.vllm({ enableMetrics: false }),
      ['servers/metrics-always-on', 'enableMetrics']],
    ['flags for a server that accepts none', ModelServer.llamaEdge({ image: 'a/b:1', extraArgs: ['--x'] }),
      ['servers/flags-not-taken', 'extraArgs']],
    ['shared memory that does not parse', custom({ sharedMemory: '1 Gi' }), ['validation/quantity', 'sharedMemory']],
    ['no time to start or to answer',
      custom({ startupBudget: Duration.seconds(0), maxRequestDuration: Duration.millis(1500) }),
      ['validation/seconds', 'startupBudget'], ['validation/seconds', 'maxRequestDuration']],

  ])('of %s reports every problem', (_, server, ...expected) => {
    expect(codes(server._problems('server'))).toEqual(expected.map(([code, field]) => [code, `server.${field}`]));
  });

  test('stops the deployment of the server', () => {
    const props = deploymentProps({ server: custom({ user: -1 }) });
    expect(refused(() => new InferenceDeployment(testChart(), 'It', props))).toEqual([
      ['validation/integer', 'server.user'],
    ]);
  });

  test('of what is no model server says which to use', () => {
    const props = deploymentProps({ server: 'triton' as unknown as ModelServer });
    expect(refused(() => new InferenceDeployment(testChart(), 'It', props))).toEqual([
      ['serving/not-a-model-server', 'server'],
    ]);
  });
});
