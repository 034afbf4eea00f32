import { Size } from 'cdk8s';
import { HostPathVolumeType, Secret, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource } from '../../src';
import { deploymentProps, pod, refused, testChart } from '../helpers';

function deploy(model: ModelSource, server: ModelServer = ModelServer.triton()): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'Server', deploymentProps({ server, model }));
}

/** What a source adds to the pod: the server's mount, the volume, and the init container that fetches. */
function emitted(model: ModelSource, server?: ModelServer): any {
  const { containers, initContainers = [], volumes } = pod(deploy(model, server));
  return {
    mount: containers[0].volumeMounts.find((m: any) => m.name === 'model'),
    volume: volumes.find((v: any) => v.name === 'model'),
    fetch: initContainers[0],
  };
}

function script(model: ModelSource): string {
  const { command } = emitted(model).fetch;
  expect(command.slice(0, 2)).toEqual(['sh', '-c']);
  return command[2];
}

const MOUNT = { name: 'model', mountPath: '/models', readOnly: true };
const EMPTY = { name: 'model', emptyDir: {} };

describe('a model in the server\'s image', () => {
  test('is mounted nowhere', () => {
    const server = ModelServer.triton({ image: 'registry.example.com/triton-with-model:1' });
    expect(emitted(ModelSource.inServerImage(), server)).toEqual({
      mount: undefined,
      volume: undefined,
      fetch: undefined,
    });
  });
});

describe('a folder of the node', () => {
  test('is mounted read-only where the server looks for it', () => {
    expect(emitted(ModelSource.hostPath('/srv/models'))).toEqual({
      mount: MOUNT,
      volume: { name: 'model', hostPath: { path: '/srv/models', type: '' } },
      fetch: undefined,
    });
  });

  test('can be checked, and mounted elsewhere', () => {
    const model = ModelSource.hostPath('/srv/models', { type: HostPathVolumeType.DIRECTORY, mountPath: '/data' });
    expect(emitted(model)).toMatchObject({
      mount: { mountPath: '/data', readOnly: true },
      volume: { hostPath: { path: '/srv/models', type: 'Directory' } },
    });
  });
});

describe('a folder of a claim', () => {
  const volume = { name: 'model', persistentVolumeClaim: { claimName: 'models', readOnly: true } };

  test('is mounted read-only', () => {
    expect(emitted(ModelSource.volumeClaim('models'))).toEqual({ mount: MOUNT, volume, fetch: undefined });
  });

  test.each([
    'resnet', '/resnet', 'resnet/', '//resnet//',
  ])('%s is the same folder, with or without slashes', (subPath) => {
    expect(emitted(ModelSource.volumeClaim('models', subPath))).toEqual({
      mount: { ...MOUNT, subPath: 'resnet' },
      volume,
      fetch: undefined,
    });
  });

  test.each([undefined, '', '/'])('%j is the whole volume', (subPath) => {
    expect(emitted(ModelSource.volumeClaim('models', subPath)).mount).toEqual(MOUNT);
  });

  test('may lie deep, and be mounted elsewhere', () => {
    expect(emitted(ModelSource.volumeClaim('models', '/vision/resnet', { mountPath: '/data' })).mount).toEqual({
      ...MOUNT,
      mountPath: '/data',
      subPath: 'vision/resnet',
    });
  });
});

describe('a download', () => {
  const bucket = (options = {}) => ModelSource.s3('s3://models/resnet', options);

  test('fills an empty volume before the server starts, as the server\'s user and within Pod Security', () => {
    const { mount, volume, fetch } = emitted(bucket());
    expect([mount, volume]).toEqual([MOUNT, EMPTY]);
    expect(fetch).toMatchObject({
      name: 'fetch-model',
      image: 'docker.io/amazon/aws-cli:2.36.1',
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '100m', memory: '128Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    });
    expect(fetch.resources).not.toHaveProperty('limits');
    expect(fetch.volumeMounts).toEqual(expect.arrayContaining([
      { name: 'model', mountPath: '/models' },
      { name: 'tmp', mountPath: '/tmp' },
    ]));
  });

  test.each<[string, ModelSource, string]>([
    ['s3',
      ModelSource.s3('s3://a/b', {
        image: 'registry.example.com/aws:1',
        resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
        sizeLimit: Size.gibibytes(3),
        mountPath: '/data',
      }),
      'registry.example.com/aws:1'],
    ['https',
      ModelSource.https('https://a/b', {
        image: 'registry.example.com/curl:1',
        resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
        sizeLimit: Size.gibibytes(3),
        mountPath: '/data',
      }),
      'registry.example.com/curl:1'],
    ['image',
      ModelSource.image('registry.example.com/model:1', {
        resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
        sizeLimit: Size.gibibytes(3),
        mountPath: '/data',
      }),
      'registry.example.com/model:1'],
  ])('by %s takes its image, its resources, its limit of size and its folder', (_, model, image) => {
    const { mount, volume, fetch } = emitted(model);
    expect(fetch).toMatchObject({ image, resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } });
    expect(volume.emptyDir).toEqual({ sizeLimit: '3072Mi' });
    expect(mount.mountPath).toBe('/data');
    expect(fetch.volumeMounts).toContainEqual({ name: 'model', mountPath: '/data' });
  });

  test('of a bucket copies the prefix, and fails when there is nothing', () => {
    const text = script(bucket());
    expect(text).toContain(
      'aws s3 cp --recursive --only-show-errors \'s3://models/resnet/\' \'/models/\' && test -n "$(ls -A \'/models\')"',
    );
    expect(text).toContain('exit 1');
    expect(script(ModelSource.s3('s3://models/resnet/'))).toBe(text);
  });

  test('of a bucket takes credentials by reference to a Secret', () => {
    const { fetch } = emitted(bucket({
      credentials: Secret.fromSecretName(testChart(), 'Keys', 's3-keys'),
      region: 'eu-west-1',
    }));
    expect(fetch.envFrom).toEqual([{ secretRef: { name: 's3-keys' } }]);
    expect(fetch.env).toEqual([{ name: 'HOME', value: '/tmp' }, { name: 'AWS_REGION', value: 'eu-west-1' }]);
  });

  test('of a bucket without credentials uses those of the pod, in the region that AWS assumes', () => {
    const { fetch } = emitted(bucket());
    expect(fetch.envFrom).toBeUndefined();
    expect(fetch.env).toContainEqual({ name: 'AWS_REGION', value: 'us-east-1' });
    expect(script(bucket())).not.toContain('--no-sign-request');
  });

  test('of a public bucket signs nothing, and of another service names it', () => {
    expect(script(bucket({ anonymous: true, endpoint: 'http://minio.storage:9000' }))).toContain(
      ' --no-sign-request --endpoint-url \'http://minio.storage:9000\' \'s3://models/resnet/\'',
    );
  });

  test('of a file keeps its name', () => {
    const curl = 'curl --fail --silent --show-error --location --retry 5 --retry-all-errors';
    expect(script(ModelSource.https('https://h.example.com/a/q4.gguf?download=true#top'))).toBe(
      `${curl} --output '/models/q4.gguf' 'https://h.example.com/a/q4.gguf?download=true#top'`,
    );
    expect(emitted(ModelSource.https('http://files.storage/q4.gguf')).fetch).toMatchObject({
      image: 'docker.io/curlimages/curl:8.21.0',
    });
    expect(emitted(ModelSource.https('http://files.storage/q4.gguf')).fetch).not.toHaveProperty('env');
  });

  test.each([
    ['m.tar', 'tar -xf'],
    ['m.tar.gz', 'tar -xzf'],
    ['m.tgz', 'tar -xzf'],
    ['m.tar.gz?sig=1', 'tar -xzf'],
  ])('of %s is unpacked and removed', (file, tar) => {
    expect(script(ModelSource.https(`https://h.example.com/${file}`))).toContain(
      ` && ${tar} '/models/.download' -C '/models' && rm '/models/.download'`,
    );
  });

  test('is unpacked or not where its user says so', () => {
    expect(script(ModelSource.https('https://h.example.com/archive', { unpack: true }))).toContain('tar -xzf');
    expect(script(ModelSource.https('https://h.example.com/m.tgz', { unpack: false }))).toMatch(
      /--output '\/models\/m\.tgz' 'https:\/\/h\.example\.com\/m\.tgz'$/,
    );
  });

  test('takes its authorization by reference to a Secret, never in the command', () => {
    const model = ModelSource.https('https://h.example.com/q', {
      authorization: { secret: Secret.fromSecretName(testChart(), 'Hub', 'hub'), key: 'header' },
    });
    expect(emitted(model).fetch.env).toEqual([
      { name: 'AUTHORIZATION', valueFrom: { secretKeyRef: { name: 'hub', key: 'header' } } },
    ]);
    expect(script(model)).toContain(' --header "Authorization: $AUTHORIZATION" ');
  });

  test('of an image copies a folder of it', () => {
    expect(emitted(ModelSource.image('registry.example.com/model:1')).fetch).toMatchObject({
      image: 'registry.example.com/model:1',
      command: ['cp', '-r', '/models/.', '/models'],
    });
    expect(emitted(ModelSource.image('registry.example.com/model:1', { path: '/opt/m/' })).fetch.command).toEqual([
      'cp', '-r', '/opt/m/.', '/models',
    ]);
  });
});

test('a long path is read in one pass', () => {
  const before = performance.now();
  ModelSource.volumeClaim('models', `a${'/'.repeat(100_000)}b`);
  expect(performance.now() - before).toBeLessThan(1000);
});

describe('a mount that is taken', () => {
  const TAKEN = [['serving/mount-path-taken', 'model.mountPath']];
  const OWN = ModelServer.custom({ image: 'a/b:1', httpPort: 80, writableFolders: ['/cache'] });

  test.each<[string, ModelSource]>([
    ['a folder of the node', ModelSource.hostPath('/srv', { mountPath: '/tmp' })],
    ['a claim', ModelSource.volumeClaim('models', undefined, { mountPath: '/tmp' })],
    ['a bucket', ModelSource.s3('s3://a/b', { mountPath: '/tmp' })],
    ['a file', ModelSource.https('https://a/b', { mountPath: '/tmp' })],
    ['an image', ModelSource.image('a/b:1', { mountPath: '/tmp' })],
  ])('by /tmp is refused to %s', (_, model) => {
    expect(refused(() => deploy(model))).toEqual(TAKEN);
  });

  test.each<[string, ModelServer, string]>([
    ['a writable folder', OWN, '/cache'],
    ['shared memory', ModelServer.triton(), '/dev/shm'],
  ])('by %s is refused', (_, server, mountPath) => {
    expect(refused(() => deploy(ModelSource.hostPath('/srv', { mountPath }), server))).toEqual(TAKEN);
  });

  test.each([
    '/tmp/models', '/tmpfs', '/cache/models', '/dev/shm',
  ])('is not %s of a server that has nothing there', (mountPath) => {
    expect(emitted(ModelSource.hostPath('/srv', { mountPath }), OWN).mount.mountPath).toBe(mountPath);
  });
});

describe('where the model comes from', () => {
  const CLAIM = ModelSource.volumeClaim('models');
  const EDGE = ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' });
  const HUB = ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' });
  const OWN = ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 80 });
  const define = (server: ModelServer, model?: ModelSource, more = {}) => refused(() => (
    new InferenceDeployment(testChart(), 'Server', deploymentProps({ server, model, ...more }))));

  test.each<[string, ModelServer]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing()],
    ['Triton', ModelServer.triton()],
    ['OpenVINO Model Server', ModelServer.openvino()],
    ['vLLM', ModelServer.vllm()],
    ['vLLM with a folder of the container', ModelServer.vllm({ model: '/models/qwen' })],
    ['TorchServe', ModelServer.torchServe()],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q.gguf' })],
  ])('%s needs a model, because its image contains none', (_, server) => {
    for (const model of [undefined, ModelSource.inServerImage()]) {
      expect(define(server, model)).toEqual([['serving/model-missing', 'model']]);
    }
    expect(define(server, CLAIM)).toEqual([]);
  });

  test.each<[string, ModelServer]>([
    ['LlamaEdge', EDGE],
    ['vLLM that downloads it', HUB],
  ])('%s has its own, and accepts no other', (_, server) => {
    for (const model of [undefined, ModelSource.inServerImage()]) expect(define(server, model)).toEqual([]);
    for (const model of [CLAIM, ModelSource.hostPath('/srv'), ModelSource.s3('s3://a/b')]) {
      expect(define(server, model)).toEqual([['serving/model-not-used', 'model']]);
    }
  });

  test.each<[string, ModelServer]>([
    ['an image of one\'s own', ModelServer.triton({ image: 'registry.example.com/triton:1' })],
    ['a server of one\'s own', OWN],
    ['a server with arguments of one\'s own', ModelServer.torchServe({ args: ['--models', 'all'] })],
    ['a server with further arguments', ModelServer.llamaCpp({ modelFile: 'q.gguf', extraArgs: ['--hf-repo', 'a/b'] })],
  ])('%s may hold it or not', (_, server) => {
    for (const model of [undefined, ModelSource.inServerImage(), CLAIM]) expect(define(server, model)).toEqual([]);
  });

  test('a mount of one\'s own may bring it', () => {
    const volumeMounts = [{ path: '/models', volume: Volume.fromEmptyDir(testChart(), 'Models', 'models') }];
    expect(define(ModelServer.triton(), undefined, { volumeMounts })).toEqual([]);
  });
});
