import { ModelServer } from '../../src';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, ModelServer, ...Expected[]];

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', httpPort: 80, ...options });

describe('a refusal', () => {
  test.each<Row>([
    ...['', '/q.gguf', '../q.gguf', 'a/../q.gguf', 'q q.gguf'].map((modelFile): Row => (
      [
        `the file ${JSON.stringify(modelFile)}`,
        ModelServer.llamaCpp({ modelFile }),
        ['servers/file-outside-model-folder', 'modelFile'],
      ])),
    ['a flag that is computed', ModelServer.triton({ extraArgs: ['--log-verbose=1', '--http-port=9000'] }),
      ['servers/flag-repeated', 'extraArgs[1]']],
    ['a flag that is computed, and its value', ModelServer.llamaCpp({ modelFile: 'q', extraArgs: ['--parallel', '8'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ...[
      ['-np', '1'], ['-c', '9'], ['-t', '2'], ['-m', 'x'], ['-ngl', '9'], ['--gpu-layers', '9'],
    ].map((extraArgs): Row => [
      `${extraArgs[0]}, another name of a flag that is computed`,
      ModelServer.llamaCpp({
        modelFile: 'q',
        parallelRequests: 2,
        contextSize: 1,
        computeThreads: 1,
        gpuLayers: 1,
        extraArgs,
      }),
      ['servers/flag-repeated', 'extraArgs[0]'],
    ]),
    ['a negated flag that is computed', ModelServer.llamaCpp({ modelFile: 'q', extraArgs: ['--no-kv-unified'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['the short name of a flag of vLLM', ModelServer.vllm({ tensorParallelSize: 2, extraArgs: ['-tp=4'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['the device of OpenVINO twice',
      ModelServer.openvino({ targetDevice: 'GPU', extraArgs: ['--target_device=CPU'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['the archives of TorchServe twice', ModelServer.torchServe({ extraArgs: ['--models', 'a=a.mar'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['the configuration of TorchServe, which is in its command',
      ModelServer.torchServe({ extraArgs: ['--ts-config', '/own.properties'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['a flag with underscores', ModelServer.vllm({ maxModelLength: 9, extraArgs: ['--max_model_len=8'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['an empty argument', ModelServer.triton({ extraArgs: ['--ok', ''] }),
      ['servers/invalid-argument', 'extraArgs[1]']],
    ...[null, []].map((models): Row => (
      [
        `archives of ${JSON.stringify(models)}`,
        ModelServer.torchServe({ models: models as any }),
        ['servers/not-a-list-of-strings', 'models'],
      ])),
    ['arguments that are null', custom({ args: null }), ['servers/not-a-list-of-strings', 'args']],
    ['an archive without a name', ModelServer.torchServe({ models: [''] }), ['servers/invalid-argument', 'models[0]']],
  ])('of %s reports every problem', (_, server, ...expected) => {
    expect(codes(server._problems('server'))).toEqual(expected.map(([code, field]) => [code, `server.${field}`]));
  });
});

test.each<[string, ModelServer]>([
  ['the context of llama.cpp by a short flag', ModelServer.llamaCpp({ modelFile: 'q', extraArgs: ['-c', '4096'] })],
  ['other short flags', ModelServer.llamaCpp({ modelFile: 'q', extraArgs: ['-fa', 'on', '-ub', '512', '-1'] })],
  ['short flags that another server names otherwise', ModelServer.vllm({ tensorParallelSize: 2, extraArgs: ['-c'] })],
  ['a size of the split of one\'s own', ModelServer.vllm({ extraArgs: ['-tp', '2'] })],
])('%s are accepted', (_, server) => {
  expect(codes(server._problems('server'))).toEqual([]);
});
