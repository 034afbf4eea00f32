import { ModelServer, type ServedWorkloadOptions } from '../../src';
import { portsOf, serverIn } from '../../src/served/served-server';

type Ports = ReadonlyArray<{ name?: string; containerPort: number }>;
type Found = [http?: number, grpc?: number, metrics?: number, path?: string];

const port = (containerPort: number, name?: string) => ({ containerPort, ...(name && { name }) });

test.each<[string, Ports, ServedWorkloadOptions, Found]>([
  ['nothing', [], {}, []],
  ['the only port', [port(8080)], {}, [8080]],
  ['the only port, with metrics on it', [port(8080)], { metricsPath: '/stats' }, [8080, undefined, 8080, '/stats']],
  ['a port of that name', [port(1), port(2, 'http'), port(3)], {}, [2]],
  ['a port named web', [port(1), port(2, 'web')], {}, [2]],
  ['a port whose name begins with http-', [port(1), port(2, 'http-api')], {}, [2]],
  ['none of two without names', [port(1), port(2)], {}, []],
  ['what is not gRPC and not metrics', [port(1, 'grpc'), port(2, 'metrics'), port(3)], {}, [3, 1, 2, '/metrics']],
  ['no port of metrics alone', [port(2, 'metrics')], {}, [undefined, undefined, 2, '/metrics']],
  ['no port that is named for metrics of http', [port(1, 'http-metrics'), port(2, 'other')], {}, []],
  ['the ports that are given', [port(1, 'http'), port(2, 'metrics')], { httpPort: 3, metricsPort: 4 },
    [3, undefined, 4, '/metrics']],
])('a server of its own has %s', (_, ports, options, [http, grpc, metrics, path]) => {
  const container = { name: 'a', image: 'a/b:1', ports };
  const { httpPort, grpcPort, metricsPort, metricsPath, image } = serverIn(container, options);
  expect([httpPort, grpcPort, metricsPort, metricsPath]).toEqual([http, grpc, metrics, path]);
  expect(image).toBe('a/b:1');
});

test('a server that is given stays the same, and is on other ports where these are given', () => {
  const server = ModelServer.triton({ instances: 2 });
  expect(serverIn({ name: 'a' }, { server })).toBe(server);
  const other = serverIn({ name: 'a' }, { server, metricsPort: 9002, metricsPath: '/own' });
  expect([other.httpPort, other.grpcPort, other.metricsPort, other.metricsPath]).toEqual([8000, 8001, 9002, '/own']);
  expect(other.scalingMetric()._render()).toEqual(server.scalingMetric()._render());
});

test('ports without a number are left out', () => {
  const ports = [port(1), { name: 'x' }, port(2, 'y')] as never;
  expect(portsOf({ name: 'a', ports })).toEqual([{ number: 1 }, { number: 2, name: 'y' }]);
});

test('a port over UDP or SCTP is none of HTTP, gRPC or metrics', () => {
  const ports = [{ ...port(8443, 'http'), protocol: 'UDP' }, { ...port(9), protocol: 'SCTP' }, port(8080)] as never;
  expect(portsOf({ name: 'a', ports })).toEqual([{ number: 8080 }]);
  expect(serverIn({ name: 'a', image: 'a/b:1', ports }, {}).httpPort).toBe(8080);
});
