import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource, type CustomModelServerOptions } from '../../src';
import { deploymentProps, find, pod, testChart } from '../helpers';

function deploy(server: ModelServer): InferenceDeployment {
  const model = server._row.modelInImage === 'always' ? undefined : ModelSource.volumeClaim('models');
  return new InferenceDeployment(testChart(), 'It', deploymentProps({ server, model }));
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
];
const WITH_ARGS = KNOWN.filter(([name]) => name !== 'llamaCpp');

describe('the options of every known server', () => {
  test.each(KNOWN)('%s takes another image', (_, make) => {
    const server = make({ image: 'registry.example.com/mirror/server@sha256:' + 'a'.repeat(64) });
    expect(server.image).toBe('registry.example.com/mirror/server@sha256:' + 'a'.repeat(64));
    expect(container(server).image).toBe(server.image);
  });

  test.each(KNOWN.filter(([name]) => name !== 'llamaEdge'))('%s takes extra arguments behind its own', (_, make) => {
    const own = container(make()).args ?? [];
    const extraArgs = ['--flag', '--other=1'];
    expect(container(make({ extraArgs })).args).toEqual([...own, '--flag', '--other=1']);
    expect(container(make({ extraArgs })).command).toEqual(container(make()).command);
    expect(extraArgs).toEqual(['--flag', '--other=1']);
  });

  test.each(WITH_ARGS)('%s takes the whole list of arguments for the image\'s own entry point', (_, make) => {
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

  test('the extra arguments are copied: a later change of the list changes no manifest', () => {
    const extraArgs = ['--flag'];
    const it = deploy(ModelServer.triton({ extraArgs }));
    extraArgs.push('--late');
    expect(pod(it).containers[0].args).not.toContain('--late');
  });
});

describe('every typed option', () => {
  test.each<[string, ModelServer, string]>([
    ['modelName of TensorFlow Serving', ModelServer.tensorflowServing({ modelName: 'resnet' }), '--model_name=resnet --model_base_path=/models/resnet'],
    ['computeThreads of TensorFlow Serving', ModelServer.tensorflowServing({ computeThreads: 4 }), '--tensorflow_intra_op_parallelism=4'],
    ['modelName of OpenVINO', ModelServer.openvino({ modelName: 'face' }), '--model_name=face --model_path=/models/face'],
    ['targetDevice of OpenVINO', ModelServer.openvino({ targetDevice: 'GPU.0' }), '--target_device=GPU.0'],
    ['computeThreads of OpenVINO', ModelServer.openvino({ computeThreads: 8 }), '--plugin_config {"INFERENCE_NUM_THREADS":8}'],
    ['model of vLLM', ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' }), 'Qwen/Qwen2.5-0.5B-Instruct --served-model-name Qwen/Qwen2.5-0.5B-Instruct'],
    ['servedModelName of vLLM', ModelServer.vllm({ servedModelName: 'qwen' }), '/models --served-model-name qwen'],
    ['tensorParallelSize of vLLM', ModelServer.vllm({ tensorParallelSize: 2 }), '--tensor-parallel-size=2'],
    ['maxModelLength of vLLM', ModelServer.vllm({ maxModelLength: 8192 }), '--max-model-len=8192'],
    ['models of TorchServe', ModelServer.torchServe({ models: ['a=a.mar', 'b=b.mar'] }), '--model-store /models --models a=a.mar b=b.mar'],
    ['modelFile of llama.cpp', ModelServer.llamaCpp({ modelFile: 'a/b.gguf' }), '--model /models/a/b.gguf'],
    ['contextSize of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', contextSize: 4096 }), '--ctx-size 4096'],
    ['parallelRequests of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', parallelRequests: 3 }), '--parallel 3'],
    ['computeThreads of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', computeThreads: 6 }), '--threads 6'],
    ['gpuLayers of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', gpuLayers: 0 }), '--n-gpu-layers 0'],
    ['chatContextSize of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', chatContextSize: 1024 }), 'ctx-size 1024 256'],
    ['embeddingContextSize of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', embeddingContextSize: 0 }), 'ctx-size 512 0'],
  ])('%s appears in the arguments', (_, server, expected) => {
    expect(container(server).args.join(' ')).toContain(expected);
  });

  test('workersPerModel of TorchServe appears in its configuration', () => {
    expect(find(deploy(ModelServer.torchServe({ workersPerModel: 3 })), 'ConfigMap').data['config.properties']).toContain('\ndefault_workers_per_model=3\n');
  });

  test('the Hugging Face token is a reference to a Secret', () => {
    const huggingFaceToken = { secret: Secret.fromSecretName(testChart(), 'Token', 'hub'), key: 'token' };
    expect(container(ModelServer.vllm({ huggingFaceToken })).env).toContainEqual({ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } });
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
    const it = deploy(custom({ command: ['/detect'], args: ['--port', '8080'], user: 7, writableFolders: ['/var/cache', '/data'], sharedMemory: '64M', modelDirectory: '/m' }));
    const { containers: [{ command, args, volumeMounts }], volumes, securityContext } = pod(it);
    expect({ command, args }).toEqual({ command: ['/detect'], args: ['--port', '8080'] });
    expect(volumeMounts.map((m: any) => m.mountPath)).toEqual(['/m', '/tmp', '/var/cache', '/data', '/dev/shm']);
    expect(volumes.find((v: any) => v.name === 'shared-memory').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '62Mi' });
    expect(securityContext).toMatchObject({ runAsUser: 7, runAsGroup: 7, fsGroup: 7 });
  });

  test('has the ports that it was given, and metrics where there are some', () => {
    expect(custom({ grpcPort: 9000, metricsPort: 9100 })).toMatchObject({ httpPort: 8080, grpcPort: 9000, metricsPort: 9100, metricsPath: '/metrics' });
    expect(custom({ metricsPath: '/stats' })).toMatchObject({ metricsPort: 8080, metricsPath: '/stats' });
    expect(custom({ httpPort: undefined, metricsPort: 9100, metricsPath: '/stats' })).toMatchObject({ metricsPort: 9100, metricsPath: '/stats' });
    expect(container(custom({ grpcPort: 9000, metricsPort: 9100 })).ports.map((p: any) => `${p.name} ${p.containerPort}`)).toEqual(['http 8080', 'grpc 9000', 'metrics 9100']);
  });

  test.each<[string, Partial<CustomModelServerOptions>, number, string[] | undefined]>([
    ['that cuts its requests waits for them before SIGTERM', { maxRequestDuration: Duration.seconds(60) }, 75, ['sleep', '70']],
    ['that drains gets SIGTERM once it has left its Service', { maxRequestDuration: Duration.seconds(60), drainsOnSigterm: true }, 75, ['sleep', '10']],
    ['without sleep has no hook', { hasSleep: false }, 45, undefined],
  ])('%s', (_, options, grace, preStop) => {
    const spec = pod(deploy(custom(options)));
    expect([spec.terminationGracePeriodSeconds, spec.containers[0].lifecycle?.preStop.exec.command]).toEqual([grace, preStop]);
  });

  test('may load as long as it says', () => {
    expect(container(custom({ startupBudget: Duration.seconds(95) })).startupProbe).toMatchObject({ periodSeconds: 10, failureThreshold: 10 });
  });

  test('is probed where it listens', () => {
    expect(container(custom({ httpPort: undefined, grpcPort: 9000 })).readinessProbe.tcpSocket).toEqual({ port: 9000 });
    expect(container(custom({ httpPort: undefined, metricsPort: 9100 })).readinessProbe.tcpSocket).toEqual({ port: 9100 });
  });
});
