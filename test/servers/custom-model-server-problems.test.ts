import { ModelServer } from '../../src';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, ModelServer, ...Expected[]];

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', httpPort: 80, ...options });

describe('a refusal', () => {
  test.each<Row>([
    ['folders that are null', custom({ writableFolders: null }), ['servers/folders-not-a-list', 'writableFolders']],
    ['ports out of range', custom({ httpPort: 0, grpcPort: 65536, metricsPort: 1.5 }), ['validation/port', 'httpPort'],
      ['validation/port', 'grpcPort'], ['validation/port', 'metricsPort']],
    ['one port for HTTP and gRPC', custom({ grpcPort: 80 }), ['servers/port-taken', 'grpcPort']],
    ['one port for HTTP and metrics', custom({ metricsPort: 80 }), ['servers/metrics-port-taken', 'metricsPort']],
    ['one port for gRPC and metrics', custom({ grpcPort: 90, metricsPort: 90 }),
      ['servers/metrics-port-taken', 'metricsPort']],
    ['one port for all', custom({ grpcPort: 80, metricsPort: 80 }), ['servers/port-taken', 'grpcPort'],
      ['servers/metrics-port-taken', 'metricsPort']],
    ...['', 'metrics', '/metrics?all', '/metrics#top', '/my metrics', 'http://a/metrics'].map((metricsPath): Row => (
      [
        `metrics at ${JSON.stringify(metricsPath)}`,
        custom({ metricsPath }),
        ['servers/invalid-metrics-path', 'metricsPath'],
      ])),
    ['metrics without a port', custom({ httpPort: undefined, grpcPort: 90, metricsPath: '/metrics' }),
      ['servers/metrics-without-port', 'metricsPath']],
    ['a folder that is no path', custom({ modelDirectory: 'models', writableFolders: ['/ok', 'cache'] }),
      ['validation/path', 'modelDirectory'], ['validation/path', 'writableFolders[1]']],
    ...['/', '//', '/tmp', '/tmp/', '/dev/shm', '/dev/shm/'].map((folder): Row => (
      [`the folder ${folder}`, custom({ writableFolders: [folder] }), ['servers/folder-taken', 'writableFolders[0]']])),
    ['one folder twice', custom({ writableFolders: ['/a', '/b', '/a'] }),
      ['servers/folder-taken', 'writableFolders[2]']],
    ['one folder twice, with a slash', custom({ writableFolders: ['/a', '/a/'] }),
      ['servers/folder-taken', 'writableFolders[1]']],
    ['a folder with a slash at its end', custom({ writableFolders: ['/cache/'] }),
      ['servers/folder-with-ending-slash', 'writableFolders[0]']],
    ['metrics without any port', custom({ httpPort: undefined, metricsPath: '/metrics' }), ['servers/no-port', '']],
  ])('of %s reports every problem', (_, server, ...expected) => {
    expect(codes(server._problems('server'))).toEqual(expected.map(([code, field]) => (
      [code, field === '' ? 'server' : `server.${field}`])));
  });

  test('of a server without any port names the server itself', () => {
    expect(codes(custom({ httpPort: undefined })._problems('server'))).toEqual([['servers/no-port', 'server']]);
  });

  test('of a port that is taken names the other', () => {
    const [{ rule }] = custom({ grpcPort: 80 })._problems('server');
    expect(rule).toContain('httpPort');
  });
});

test('a long folder is read in one pass', () => {
  const before = performance.now();
  custom({ writableFolders: [`/a${'/'.repeat(100_000)}b`] })._problems('server');
  expect(performance.now() - before).toBeLessThan(1000);
});
