import { Duration } from 'cdk8s';
import { customRow } from '../../src/servers/custom-model-server-row';

const IMAGE = 'registry.example.com/server:1';

describe('customRow', () => {
  test('has the defaults of a custom server', () => {
    expect(customRow({ image: IMAGE, httpPort: 8080 })).toEqual({
      id: 'server',
      ports: { http: 8080, grpc: undefined, metrics: undefined },
      metricsPath: undefined,
      command: undefined,
      modelDirectory: '/models',
      modelInImage: 'unknown',
      probes: { startup: { port: 'http' }, readiness: { port: 'http' }, liveness: { port: 'http' } },
      startupSeconds: 600,
      requestSeconds: 30,
      onSigterm: 'cuts',
      user: 1000,
      group: 1000,
      writable: undefined,
      sharedMemory: undefined,
      computeThreads: undefined,
      hasSleep: true,
    });
  });

  test('has all given options', () => {
    expect(customRow({
      image: IMAGE,
      command: ['/serve'],
      grpcPort: 9000,
      metricsPort: 9100,
      metricsPath: '/prometheus',
      modelDirectory: '/data',
      startupBudget: Duration.minutes(2),
      maxRequestDuration: Duration.seconds(5),
      drainsOnSigterm: true,
      hasSleep: false,
      user: 0,
      writableFolders: ['/cache'],
      sharedMemory: '64M',
      computeThreads: 3,
    })).toEqual({
      id: 'server',
      ports: { http: undefined, grpc: 9000, metrics: 9100 },
      metricsPath: '/prometheus',
      command: ['/serve'],
      modelDirectory: '/data',
      modelInImage: 'unknown',
      probes: { startup: { port: 'grpc' }, readiness: { port: 'grpc' }, liveness: { port: 'grpc' } },
      startupSeconds: 120,
      requestSeconds: 5,
      onSigterm: 'drains',
      user: 0,
      group: 0,
      writable: ['/cache'],
      sharedMemory: '64M',
      computeThreads: 3,
      hasSleep: false,
    });
  });

  test('probes the metrics port where there is no other, and has the usual path of metrics', () => {
    expect(customRow({ image: IMAGE, metricsPort: 9100 })).toMatchObject({
      metricsPath: '/metrics',
      probes: { startup: { port: 'metrics' }, readiness: { port: 'metrics' }, liveness: { port: 'metrics' } },
    });
  });

  test.each([5, 'text', null])('a command or folders of %j stay for the checks to refuse', (value) => {
    const given = value as unknown as string[];
    expect(customRow({ image: IMAGE, httpPort: 1, command: given, writableFolders: given })).toMatchObject({
      command: value,
      writable: value,
    });
  });

  test('the command is a copy', () => {
    const command = ['/serve'];
    const row = customRow({ image: IMAGE, httpPort: 1, command });
    command.push('late');
    expect(row.command).toEqual(['/serve']);
  });

  test('the folders are a copy', () => {
    const writableFolders = ['/cache'];
    expect(customRow({ image: IMAGE, httpPort: 1, writableFolders }).writable).not.toBe(writableFolders);
  });
});
