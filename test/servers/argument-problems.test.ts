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
    ['a flag with underscores', ModelServer.vllm({ maxModelLength: 9, extraArgs: ['--max_model_len=8'] }),
      ['servers/flag-repeated', 'extraArgs[0]']],
    ['an empty argument', ModelServer.triton({ extraArgs: ['--ok', ''] }),
      ['servers/invalid-argument', 'extraArgs[1]']],
    ...(['args', 'command'] as const).flatMap((key) => ['--flag', 5, null, {}].map((value): Row => (
      [`${key} of ${JSON.stringify(value)}`, custom({ [key]: value }), ['servers/not-a-list-of-strings', key]]))),
    ...(['args', 'extraArgs'] as const).map((key): Row => (
      [`${key} of a number`, ModelServer.triton({ [key]: 5 }), ['servers/not-a-list-of-strings', key]])),
    ...[5, 'all', null, []].map((models): Row => (
      [
        `archives of ${JSON.stringify(models)}`,
        ModelServer.torchServe({ models: models as string[] }),
        ['servers/not-a-list-of-strings', 'models'],
      ])),
    ['a command of numbers', custom({ command: ['/serve', 8080] }), ['servers/invalid-argument', 'command[1]']],
    ['an archive without a name', ModelServer.torchServe({ models: [''] }), ['servers/invalid-argument', 'models[0]']],
  ])('of %s reports every problem', (_, server, ...expected) => {
    expect(codes(server._problems('server'))).toEqual(expected.map(([code, field]) => [code, `server.${field}`]));
  });
});
