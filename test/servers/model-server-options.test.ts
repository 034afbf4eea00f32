import { Duration, Size } from 'cdk8s';
import { Secret, Volume } from 'cdk8s-plus-27';
import {
  Accelerator, InferenceDeployment, ModelServer, ModelSource, type CustomModelServerOptions,
  type InferenceDeploymentProps,
} from '../../src';
import { MODEL, deploymentProps, find, pod, refused, testChart } from '../helpers';

function deploy(server: ModelServer): InferenceDeployment {
  const model = server._row.modelInImage === 'always' ? undefined : ModelSource.volumeClaim('models');
  const device = server._row.id === 'openvino-model-server' ? Accelerator.intel() : undefined;
  const accelerator = server._accelerators === undefined ? device : Accelerator.nvidia(server._accelerators);
  return new InferenceDeployment(testChart(), 'It', deploymentProps({ server, model, accelerator }));
}

function container(server: ModelServer): any {
  return pod(deploy(server)).containers[0];
}

/** The factories of the known servers, with the options that all of them share. */
const KNOWN: Array<[string, (options?: object) => ModelServer]> = [
  ['tensorflowServing', (o) => ModelServer.tensorflowServing(o)],
  ['triton', (o) => ModelServer.triton(o)],
  ['openvino', (o) => ModelServer.openvino(o)],
  ['vllm', (o) => ModelServer.vllm(o)],
  ['torchServe', (o) => ModelServer.torchServe(o)],
  ['llamaCpp', (o) => ModelServer.llamaCpp({ modelFile: 'q.gguf', ...o })],
  ['llamaEdge', (o) => ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1', ...o })],
  ['kserve', (o) => ModelServer.kserve({ image: 'docker.io/kserve/sklearnserver:v0.21.0', ...o })],
  ['mlServer', (o) => ModelServer.mlServer(o)],
  ['bentoMl', (o) => ModelServer.bentoMl({ image: 'registry.example.com/summarizer:1', ...o })],
];

describe('the options of every known server', () => {
  test.each(KNOWN)('%s takes another image', (_, make) => {
    const server = make({ image: 'registry.example.com/mirror/server@sha256:' + 'a'.repeat(64) });
    expect(server.image).toBe('registry.example.com/mirror/server@sha256:' + 'a'.repeat(64));
    expect(container(server).image).toBe(server.image);
  });

  test.each(KNOWN.filter(([name]) => name !== 'llamaEdge'))('%s takes extra arguments after its own', (_, make) => {
    const own = container(make()).args ?? [];
    const extraArgs = ['--flag', '--other=1'];
    expect(container(make({ extraArgs })).args).toEqual([...own, '--flag', '--other=1']);
    expect(container(make({ extraArgs })).command).toEqual(container(make()).command);
    expect(extraArgs).toEqual(['--flag', '--other=1']);
  });

  test.each(KNOWN)('%s takes the whole list of arguments for the image\'s own entry point', (_, make) => {
    const server = make({ args: ['--all', 'mine'] });
    const { args, command } = container(server);
    expect([args, command]).toEqual([['--all', 'mine'], undefined]);
    expect(server._files()).toEqual({});
    expect([server.metricsPort, server.metricsPath]).toEqual([undefined, undefined]);
  });

  test.each(KNOWN)('%s takes another user', (_, make) => {
    expect(pod(deploy(make({ user: 4711 }))).securityContext).toMatchObject({ runAsUser: 4711, runAsNonRoot: true });
    const root = pod(deploy(make({ user: 0 })));
    expect(root.securityContext).toMatchObject({ runAsNonRoot: false });
    expect(root.containers[0].securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
  });

  test.each<[string, (list: string[]) => ModelServer]>([
    ['the extra arguments', (extraArgs) => ModelServer.triton({ extraArgs })],
    ['the arguments', (args) => ModelServer.triton({ args })],
    ['the archives', (models) => ModelServer.torchServe({ models })],
    ['the arguments of a server of its own', (args) => ModelServer.custom({ image: 'a/b:1', httpPort: 1, args })],
    ['the command of a server of its own', (command) => ModelServer.custom({ image: 'a/b:1', httpPort: 1, command })],
    ['the folders of a server of its own',
      (writableFolders) => ModelServer.custom({ image: 'a/b:1', httpPort: 1, writableFolders })],
  ])('%s are copied: a later change of the list changes no manifest', (_, make) => {
    const list = ['/given'];
    const server = make(list);
    list[0] = '/changed';
    list.push('/late');
    const printed = JSON.stringify(pod(deploy(server)));
    expect(printed).toContain('/given');
    expect(printed).not.toMatch(/changed|late/);
  });
});

describe('every typed option', () => {
  test.each<[string, ModelServer, string]>([
    ['modelName of TensorFlow Serving', ModelServer.tensorflowServing({ modelName: 'resnet' }),
      '--model_name=resnet --model_base_path=/models/resnet'],
    ['computeThreads of TensorFlow Serving', ModelServer.tensorflowServing({ computeThreads: 4 }),
      '--tensorflow_intra_op_parallelism=4'],
    ['modelName of OpenVINO', ModelServer.openvino({ modelName: 'face' }),
      '--model_name=face --model_path=/models/face'],
    ['targetDevice of OpenVINO', ModelServer.openvino({ targetDevice: 'GPU.0' }), '--target_device=GPU.0'],
    ['several devices of OpenVINO', ModelServer.openvino({ targetDevice: 'AUTO:GPU,CPU' }),
      '--target_device=AUTO:GPU,CPU'],
    ['computeThreads of OpenVINO', ModelServer.openvino({ computeThreads: 8 }),
      '--plugin_config {"INFERENCE_NUM_THREADS":8}'],
    ['model of vLLM', ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' }),
      'Qwen/Qwen2.5-0.5B-Instruct --served-model-name Qwen/Qwen2.5-0.5B-Instruct'],
    ['servedModelName of vLLM', ModelServer.vllm({ servedModelName: 'qwen' }), '/models --served-model-name qwen'],
    ['tensorParallelSize of vLLM', ModelServer.vllm({ tensorParallelSize: 2 }), '--tensor-parallel-size=2'],
    ['maxModelLength of vLLM', ModelServer.vllm({ maxModelLength: 8192 }), '--max-model-len=8192'],
    ['models of TorchServe', ModelServer.torchServe({ models: ['a=a.mar', 'b=b.mar'] }),
      '--model-store /models --models a=a.mar b=b.mar'],
    ['modelFile of llama.cpp', ModelServer.llamaCpp({ modelFile: 'a/b.gguf' }), '--model /models/a/b.gguf'],
    ['contextSize of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', contextSize: 4096 }), '--ctx-size 4096'],
    ['parallelRequests of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', parallelRequests: 3 }), '--parallel 3'],
    ['computeThreads of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', computeThreads: 6 }), '--threads 6'],
    ['gpuLayers of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', gpuLayers: 0 }), '--n-gpu-layers 0'],
    ['chatContextSize of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', chatContextSize: 1024 }),
      'ctx-size 1024 256'],
    ['embeddingContextSize of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', embeddingContextSize: 0 }),
      'ctx-size 512 0'],
    ['modelName of KServe', ModelServer.kserve({ image: 'a/b:1', modelName: 'iris' }), '--model_name=iris'],
  ])('%s appears in the arguments', (_, server, expected) => {
    expect(container(server).args.join(' ')).toContain(expected);
  });

  test('workersPerModel of TorchServe appears in its configuration', () => {
    expect(find(deploy(ModelServer.torchServe({ workersPerModel: 3 })),
      'ConfigMap').data['config.properties']).toContain('\ndefault_workers_per_model=3\n');
  });

  test('parallelWorkers of MLServer appears in its environment', () => {
    const env = (server: ModelServer) => Object.fromEntries(container(server).env.map((e: any) => [e.name, e.value]));
    expect(env(ModelServer.mlServer())).toMatchObject({ MLSERVER_PARALLEL_WORKERS: '0' });
    expect(env(ModelServer.mlServer({ parallelWorkers: 2 }))).toMatchObject({ MLSERVER_PARALLEL_WORKERS: '2' });
    const own = ModelServer.mlServer({ parallelWorkers: 2, args: ['mlserver', 'start', '/srv'] });
    expect(env(own)).toMatchObject({ MLSERVER_PARALLEL_WORKERS: '2' });
  });

  test('the Hugging Face token is a reference to a Secret', () => {
    const huggingFaceToken = { secret: Secret.fromSecretName(testChart(), 'Token', 'hub'), key: 'token' };
    expect(container(ModelServer.vllm({ huggingFaceToken })).env).toContainEqual({
      name: 'HF_TOKEN',
      valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } },
    });
  });

  test('the Hugging Face token takes effect beside args', () => {
    const huggingFaceToken = { secret: Secret.fromSecretName(testChart(), 'Token', 'hub'), key: 'token' };
    const { args, env } = container(ModelServer.vllm({ args: ['serve'], huggingFaceToken }));
    expect(args).toEqual(['serve']);
    expect(env).toContainEqual({ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } });
  });

  test.each<[string, ModelServer, number, string]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing({ args: ['x'], enableMetrics: true }), 8501,
      '/monitoring/prometheus/metrics'],
    ['Triton', ModelServer.triton({ args: ['x'], enableMetrics: true }), 8002, '/metrics'],
    ['vLLM', ModelServer.vllm({ args: ['x'], enableMetrics: true }), 8000, '/metrics'],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', args: ['x'], enableMetrics: true }), 8080, '/metrics'],
  ])('enableMetrics with args states that %s exposes metrics, and changes no argument', (_, server, port, path) => {
    expect(server).toMatchObject({ metricsPort: port, metricsPath: path });
    expect(container(server).args).toEqual(['x']);
    expect(server._files()).toEqual({});
  });

  test.each<[string, ModelServer, number]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing({ computeThreads: 4 }), 4],
    ['OpenVINO', ModelServer.openvino({ computeThreads: 5 }), 5],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', computeThreads: 6 }), 6],
    ['a server of its own', ModelServer.custom({ image: 'a/b:1', httpPort: 1, computeThreads: 7 }), 7],
  ])('computeThreads of %s is what an autoscaler is checked against', (_, server, threads) => {
    expect(server.computeThreads).toBe(threads);
  });
});

describe('a server of its own', () => {
  function custom(options: Partial<CustomModelServerOptions>): ModelServer {
    return ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 8080, ...options });
  }

  test('runs its command and arguments, as its user, with its folders', () => {
    const it = deploy(custom({
      command: ['/detect'],
      args: ['--port', '8080'],
      user: 7,
      writableFolders: ['/var/cache', '/data'],
      sharedMemory: '64M',
      modelDirectory: '/m',
    }));
    const { containers: [{ command, args, volumeMounts }], volumes, securityContext } = pod(it);
    expect({ command, args }).toEqual({ command: ['/detect'], args: ['--port', '8080'] });
    expect(volumeMounts.map((m: any) => m.mountPath)).toEqual(['/m', '/tmp', '/var/cache', '/data', '/dev/shm']);
    expect(volumes.find((v: any) => v.name === 'shared-memory').emptyDir).toEqual({
      medium: 'Memory',
      sizeLimit: '62Mi',
    });
    expect(securityContext).toMatchObject({ runAsUser: 7, runAsGroup: 7, fsGroup: 7 });
  });

  test('has a volume for each folder, also where their names collide', () => {
    const { containers: [{ volumeMounts }], volumes } = pod(deploy(custom({
      writableFolders: ['/a/b', '/a-b', '/A-B', '/.a.b', '/…'],
    })));
    const folders: Record<string, string> = Object.fromEntries(volumeMounts.map((m: any) => [m.mountPath, m.name]));
    expect(folders).toMatchObject({ '/tmp': 'tmp', '/a/b': 'a-b' });
    expect(Object.keys(folders)).toEqual(['/models', '/tmp', '/a/b', '/a-b', '/A-B', '/.a.b', '/…']);
    expect(new Set(Object.values(folders)).size).toBe(7);
    expect(volumes.map((v: any) => v.name).sort()).toEqual(Object.values(folders).sort());
    for (const name of Object.values(folders)) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  });

  test.each<[string, string, Partial<InferenceDeploymentProps>, string]>([
    ['the model', '/models', { model: MODEL }, 'model.mountPath'],
    ['a model elsewhere', '/data', { model: ModelSource.hostPath('/srv', { mountPath: '/data' }) }, 'model.mountPath'],
    ['the configuration', '/etc/app', { config: { data: { a: 'b' }, mountPath: '/etc/app' } }, 'config.mountPath'],
  ])('has no writable folder where %s is mounted', (_, folder, changes, field) => {
    const server = custom({ writableFolders: ['/cache', folder] });
    const props = deploymentProps({ model: undefined, server, ...changes });
    expect(refused(() => new InferenceDeployment(testChart(), 'It', props))).toEqual([
      ['serving/mount-path-taken', field],
    ]);
  });

  test('may write below its model, and where its image keeps one', () => {
    const mounted = (folder: string, model?: ModelSource) => (
      pod(new InferenceDeployment(testChart(), 'It', deploymentProps({
        server: custom({ writableFolders: [folder] }),
        model,
      }))).containers[0].volumeMounts.map((m: any) => m.mountPath));
    expect(mounted('/models/cache', MODEL)).toEqual(['/models', '/tmp', '/models/cache']);
    expect(mounted('/models')).toEqual(['/tmp', '/models']);
    expect(mounted('/models', ModelSource.inServerImage())).toEqual(['/tmp', '/models']);
  });

  test('has folders whose volumes take the name of no other', () => {
    const chart = testChart();
    const other = (name: string) => Volume.fromEmptyDir(chart, `Volume-${name}`, name);
    const it = new InferenceDeployment(chart, 'It', deploymentProps({
      server: custom({
        writableFolders: [
          '/model', '/config', '/server-files', '/shared-memory', '/data', '/data-5', '/more', '/Model',
        ],
      }),
      config: { data: { a: 'b' }, mountPath: '/etc/app' },
      sharedMemory: Size.mebibytes(64),
      volumeMounts: [{ path: '/x', volume: other('data') }],
      volumes: [other('more')],
    }));
    const { containers: [{ volumeMounts }], volumes } = pod(it);
    const byPath: Record<string, string> = Object.fromEntries(volumeMounts.map((m: any) => [m.mountPath, m.name]));
    expect(byPath).toMatchObject({
      '/models': 'model',
      '/etc/app': 'config',
      '/dev/shm': 'shared-memory',
      '/x': 'data',
      '/tmp': 'tmp',
    });
    expect(new Set(Object.values(byPath)).size).toBe(volumeMounts.length);
    const kinds = Object.fromEntries(volumes.map((v: any) => [v.name, v]));
    expect(Object.keys(kinds).sort()).toEqual([...Object.values(byPath), 'more'].sort());
    expect(kinds.model).toHaveProperty('persistentVolumeClaim');
    expect(kinds.config).toHaveProperty('configMap');
    for (const folder of [
      '/model', '/config', '/server-files', '/shared-memory', '/data', '/data-5', '/more', '/Model',
    ]) expect(kinds[byPath[folder]]).toEqual({ name: byPath[folder], emptyDir: {} });
  });

  test('has the ports that it was given, and metrics where there are some', () => {
    expect(custom({ grpcPort: 9000, metricsPort: 9100 })).toMatchObject({
      httpPort: 8080,
      grpcPort: 9000,
      metricsPort: 9100,
      metricsPath: '/metrics',
    });
    expect(custom({ metricsPath: '/stats' })).toMatchObject({ metricsPort: 8080, metricsPath: '/stats' });
    expect(custom({ httpPort: undefined, metricsPort: 9100, metricsPath: '/stats' })).toMatchObject({
      metricsPort: 9100,
      metricsPath: '/stats',
    });
    expect(container(custom({
      grpcPort: 9000,
      metricsPort: 9100,
    })).ports.map((p: any) => `${p.name} ${p.containerPort}`)).toEqual([
      'http 8080',
      'grpc 9000',
      'metrics 9100',
    ]);
  });

  test.each<[string, Partial<CustomModelServerOptions>, number, string[] | undefined]>([
    ['that cuts its requests waits for them before SIGTERM', { maxRequestDuration: Duration.seconds(60) }, 75,
      ['sleep', '70']],
    ['that drains gets SIGTERM once it has left its Service',
      { maxRequestDuration: Duration.seconds(60), drainsOnSigterm: true }, 75, ['sleep', '10']],
    ['without sleep has no hook', { hasSleep: false }, 45, undefined],
  ])('%s', (_, options, grace, preStop) => {
    const spec = pod(deploy(custom(options)));
    expect([spec.terminationGracePeriodSeconds, spec.containers[0].lifecycle?.preStop.exec.command]).toEqual([
      grace,
      preStop,
    ]);
  });

  test('may load as long as it says', () => {
    expect(container(custom({ startupBudget: Duration.seconds(95) })).startupProbe).toMatchObject({
      periodSeconds: 10,
      failureThreshold: 10,
    });
  });

  test('is probed where it listens', () => {
    expect(container(custom({ httpPort: undefined, grpcPort: 9000 })).readinessProbe.tcpSocket).toEqual({ port: 9000 });
    expect(container(custom({ httpPort: undefined, metricsPort: 9100 })).readinessProbe.tcpSocket).toEqual({
      port: 9100,
    });
  });
});
