import { Duration } from 'cdk8s';
import { describe as told } from '../../src/validation/problem';
import { customRow, serverProblems } from '../../src/servers/model-server-problems';
import type { ServerRow } from '../../src/servers/model-server-row';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';

const IMAGE = 'registry.example.com/server:1';

describe('customRow', () => {
  test('knows the defaults of a server that only its user knows', () => {
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

  test('takes over all that was said', () => {
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

  test('asks the metrics port where there is no other, and expects metrics at the custom of Prometheus', () => {
    expect(customRow({ image: IMAGE, metricsPort: 9100 })).toMatchObject({ metricsPath: '/metrics', probes: { startup: { port: 'metrics' }, readiness: { port: 'metrics' }, liveness: { port: 'metrics' } } });
  });

  test.each([5, 'text', null])('a command or folders of %j stay for the checks to refuse', (value) => {
    const given = value as unknown as string[];
    expect(customRow({ image: IMAGE, httpPort: 1, command: given, writableFolders: given })).toMatchObject({ command: value, writable: value });
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

describe('serverProblems', () => {
  function lines(row: ServerRow, options: object = {}, image = row.image ?? IMAGE): string[] {
    return serverProblems('server', { row, image, options: options as Record<string, unknown> }).map(told);
  }

  test.each(Object.entries(MODEL_SERVERS as Record<string, ServerRow>))('the row %s is right as it is', (_, row) => {
    expect(lines(row)).toEqual([]);
  });

  test('options that are undefined count as left out', () => {
    expect(lines(MODEL_SERVERS.triton, { args: undefined, extraArgs: undefined, user: undefined, enableMetrics: undefined })).toEqual([]);
    expect(lines(MODEL_SERVERS.triton, { args: ['--x'], extraArgs: undefined, enableMetrics: undefined })).toEqual([]);
  });

  test('a request for metrics is refused where the server shows none', () => {
    expect(lines(MODEL_SERVERS.llamaEdge, { enableMetrics: true })).toEqual([
      'server.enableMetrics: got true; llama-edge shows no metrics — nothing could be switched on; leave it out, and scale on CPU or on a metric from outside',
    ]);
    expect(lines(MODEL_SERVERS.llamaEdge, { enableMetrics: false })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['image', 'registry.example.com/other:2'], ['user', 5], ['modelName', 'resnet'], ['modelFile', 'q.gguf'], ['huggingFaceToken', {}], ['enableMetrics', true], ['enableMetrics', false],
    ['computeThreads', 1],
  ])('beside args %s still takes effect', (key, value) => {
    expect(lines(MODEL_SERVERS.llamaCpp, { args: ['--x'], [key]: value })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['chatContextSize', 1], ['contextSize', 1], ['embeddingContextSize', 0], ['gpuLayers', 0], ['maxModelLength', 1], ['parallelRequests', 1],
    ['tensorParallelSize', 1], ['workersPerModel', 1], ['model', 'Qwen/Qwen'], ['servedModelName', 'qwen'], ['targetDevice', 'CPU'], ['models', ['all']], ['extraArgs', ['--x']],
  ])('beside args %s could have no effect', (key, value) => {
    expect(lines(MODEL_SERVERS.triton, { args: ['--x'], [key]: value })).toEqual([
      `server.${key}: got ${JSON.stringify(value)}; cannot be combined with args — args replaces every argument that the library computes, this one too; write it into args, or use extraArgs in place of args`,
    ]);
  });

  test.each<[string, string[], unknown[]]>([
    ['modelName', ['resnet', 'ResNet-50_v1.5', '0', '_x'], ['', 'a:b', '.a', '-a', 'a/b', 'a b', 'é', 1]],
    ['model', ['Qwen/Qwen2.5-0.5B-Instruct', '/models/a', 'a:b', '_a'], ['', '-a', '.a', 'a b', 'a"b', '$(A)', 1]],
    ['servedModelName', ['qwen', 'Qwen/Qwen2.5:latest'], ['', '-a', 'a b', 'a,b']],
    ['targetDevice', ['CPU', 'GPU.0', 'AUTO', 'AUTO:GPU,CPU', 'HETERO:GPU.1,CPU', 'MULTI:CPU(2),GPU(4)'], ['', 'cpu', 'C P U', ',CPU', '-CPU', 'GPU;CPU', 1]],
  ])('%s is a plain word', (key, good, bad) => {
    const rule = {
      modelName: 'letters, digits, "-", "_" and ".", not starting with "-" or "."',
      targetDevice: 'a device such as CPU, GPU.0 or AUTO:GPU,CPU',
    }[key] ?? 'letters, digits, "-", "_", ".", ":" and "/"';
    good.forEach((value) => expect(lines(MODEL_SERVERS.triton, { [key]: value })).toEqual([]));
    bad.forEach((value) => expect(lines(MODEL_SERVERS.triton, { [key]: value })).toEqual([
      `server.${key}: got ${JSON.stringify(value)}; must be ${rule} — it becomes part of an argument and of URLs; give a plain name`,
    ]));
  });

  test('every problem is told at once, each below the server', () => {
    const row = customRow({ image: '', httpPort: 0, grpcPort: 70000, modelDirectory: 'models', user: -1 });
    expect(serverProblems('server', { row, image: '', options: { image: '', httpPort: 0, grpcPort: 70000, modelDirectory: 'models', user: -1 } }).map(({ field }) => field)).toEqual([
      'server.image', 'server.user', 'server.httpPort', 'server.grpcPort', 'server.modelDirectory',
    ]);
  });
});
