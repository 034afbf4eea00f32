import { Size } from 'cdk8s';
import { ImagePullPolicy, Secret, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, find, pod, testChart } from '../helpers';

function serve(changes: Partial<InferenceDeploymentProps>): any {
  return pod(new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
}

const custom = (options: object = {}) => ModelServer.custom({ image: 'a/b:1', httpPort: 8080, ...options });
const ports = (server: ModelServer) =>
  serve({ server }).containers[0].ports.map((p: any) => `${p.name} ${p.containerPort}/${p.protocol}`);

describe('the container of the server', () => {
  test.each<[ModelServer, string]>([
    [ModelServer.tensorflowServing(), 'tensorflow-serving'],
    [ModelServer.triton(), 'triton'],
    [ModelServer.openvino(), 'openvino-model-server'],
    [ModelServer.vllm(), 'vllm'],
    [ModelServer.torchServe(), 'torchserve'],
    [ModelServer.llamaCpp({ modelFile: 'm' }), 'llama-cpp'],
    [custom(), 'server'],
  ])('is called after it', (server, name) => {
    const { containers } = serve({ server });
    expect([containers.length, containers[0].name, containers[0].image]).toEqual([1, name, server.image]);
  });

  test('an image that is on the node is not pulled again, unless asked for', () => {
    expect(serve({}).containers[0].imagePullPolicy).toBe('IfNotPresent');
    expect(serve({ imagePullPolicy: ImagePullPolicy.NEVER }).containers[0].imagePullPolicy).toBe('Never');
  });

  test("command and arguments are the server's, with the folder of the model", () => {
    const c = serve({ server: custom({ command: ['serve'], args: ['--a', '--b'] }) }).containers[0];
    expect([c.command, c.args]).toEqual([['serve'], ['--a', '--b']]);
    expect(serve({ server: ModelServer.vllm() }).containers[0].args.slice(0, 1)).toEqual(['/models']);
    const bare = serve({ server: custom() }).containers[0];
    expect([bare.command, bare.args]).toEqual([undefined, undefined]);
  });

  test("a list of arguments in place of the library's runs by the image's own entry point", () => {
    const c = serve({ server: ModelServer.tensorflowServing({ args: ['--model_name=m'] }) }).containers[0];
    expect([c.command, c.args]).toEqual([undefined, ['--model_name=m']]);
  });
});

describe('its ports', () => {
  test.each<[ModelServer, string[]]>([
    [ModelServer.tensorflowServing(), ['http 8501/TCP', 'grpc 8500/TCP']],
    [ModelServer.triton(), ['http 8000/TCP', 'grpc 8001/TCP', 'metrics 8002/TCP']],
    [ModelServer.triton({ enableMetrics: false }), ['http 8000/TCP', 'grpc 8001/TCP']],
    [ModelServer.torchServe(), ['http 8080/TCP', 'grpc 7070/TCP', 'metrics 8082/TCP']],
    [ModelServer.vllm(), ['http 8000/TCP']],
    [custom({ metricsPath: '/stats' }), ['http 8080/TCP']],
    [custom({ httpPort: undefined, grpcPort: 1, metricsPort: 65535 }), ['grpc 1/TCP', 'metrics 65535/TCP']],
  ])('are those that it listens on', (server, expected) => expect(ports(server)).toEqual(expected));
});

describe('its environment', () => {
  test("the server's own comes first, then its secrets, and the user's values win", () => {
    const chart = testChart();
    const server = ModelServer.vllm({
      model: 'Qwen/Qwen2.5-0.5B-Instruct',
      huggingFaceToken: { secret: Secret.fromSecretName(chart, 'S', 'hub'), key: 'token' },
    });
    const d = new InferenceDeployment(
      chart,
      'M',
      deploymentProps({ server, model: undefined, environment: { HOME: '/data', EXTRA: '1' } }),
    );
    const env = pod(d).containers[0].env;
    expect(env).toContainEqual({ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } });
    expect(env.filter((e: any) => e.name === 'HOME')).toEqual([{ name: 'HOME', value: '/data' }]);
    expect(env).toContainEqual({ name: 'VLLM_NO_USAGE_STATS', value: '1' });
    expect(env).toContainEqual({ name: 'EXTRA', value: '1' });
  });

  test('without any there is none', () => expect(serve({}).containers[0].env).toBeUndefined());
});

describe('its folders', () => {
  const mounts = (changes: Partial<InferenceDeploymentProps>) =>
    serve(changes).containers[0].volumeMounts.map((m: any) => `${m.name} ${m.mountPath}`);

  test('/tmp is always writable, and what else the server writes to', () => {
    expect(mounts({ server: custom() })).toContain('tmp /tmp');
    const spec = serve({ server: custom({ writableFolders: ['/home/Server/.cache', '/var/run'] }) });
    for (const path of ['/tmp', '/home/Server/.cache', '/var/run']) {
      const { name } = spec.containers[0].volumeMounts.find((m: any) => m.mountPath === path);
      expect(spec.volumes).toContainEqual({ name, emptyDir: {} });
    }
  });

  test("model, files, writable folders and the user's mounts stand in this order", () => {
    expect(
      mounts({
        model: ModelSource.volumeClaim('m'),
        config: { data: { a: 'b' }, mountPath: '/etc/own' },
        volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(testChart('x'), 'X', 'x') }],
      }),
    ).toEqual(['model /models/resnet', 'config /etc/own', 'server-files /etc/model-server', 'tmp /tmp', 'x /x']);
  });

  test.each<[string, Partial<InferenceDeploymentProps>, string | undefined]>([
    ['a server that shares nothing', { server: custom() }, undefined],
    ['Triton', { server: ModelServer.triton() }, '1024Mi'],
    ['vLLM', { server: ModelServer.vllm() }, '2048Mi'],
    ['a custom one', { server: custom({ sharedMemory: '256Mi' }) }, '256Mi'],
    ['a custom one in another unit', { server: custom({ sharedMemory: '65536Ki' }) }, '64Mi'],
    ['what the deployment says', { server: ModelServer.triton(), sharedMemory: Size.mebibytes(64) }, '64Mi'],
  ])('/dev/shm of %s', (_, changes, size) => {
    const volume = serve(changes).volumes.find((v: any) => v.name === 'shared-memory');
    expect(volume).toEqual(size && { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: size } });
    expect(mounts(changes).includes('shared-memory /dev/shm')).toBe(size !== undefined);
  });
});

test('the Service sends to what the container declares', () => {
  const d = new InferenceDeployment(testChart(), 'M', deploymentProps({ server: ModelServer.triton() }));
  expect(find(d, 'Service').spec.ports.map((p: any) => p.targetPort)).toEqual(
    pod(d).containers[0].ports.map((p: any) => p.containerPort),
  );
});
