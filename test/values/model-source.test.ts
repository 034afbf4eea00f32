import { Size } from 'cdk8s';
import { Cpu, HostPathVolumeType, Secret, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource } from '../../src';
import { deploymentProps, pod, refusal, testChart } from '../helpers';

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
    expect(emitted(ModelSource.inServerImage(), server)).toEqual({ mount: undefined, volume: undefined, fetch: undefined });
  });
});

describe('a folder of the node', () => {
  test('is mounted read-only where the server looks for it', () => {
    expect(emitted(ModelSource.hostPath('/srv/models'))).toEqual({ mount: MOUNT, volume: { name: 'model', hostPath: { path: '/srv/models', type: '' } }, fetch: undefined });
  });

  test('can be checked, and mounted elsewhere', () => {
    const model = ModelSource.hostPath('/srv/models', { type: HostPathVolumeType.DIRECTORY, mountPath: '/data' });
    expect(emitted(model)).toMatchObject({ mount: { mountPath: '/data', readOnly: true }, volume: { hostPath: { path: '/srv/models', type: 'Directory' } } });
  });
});

describe('a folder of a claim', () => {
  const volume = { name: 'model', persistentVolumeClaim: { claimName: 'models', readOnly: true } };

  test('is mounted read-only', () => {
    expect(emitted(ModelSource.volumeClaim('models'))).toEqual({ mount: MOUNT, volume, fetch: undefined });
  });

  test.each(['resnet', '/resnet', 'resnet/', '//resnet//'])('%s is the same folder, with or without slashes', (subPath) => {
    expect(emitted(ModelSource.volumeClaim('models', subPath))).toEqual({ mount: { ...MOUNT, subPath: 'resnet' }, volume, fetch: undefined });
  });

  test.each([undefined, '', '/'])('%j is the whole volume', (subPath) => {
    expect(emitted(ModelSource.volumeClaim('models', subPath)).mount).toEqual(MOUNT);
  });

  test('may lie deep, and be mounted elsewhere', () => {
    expect(emitted(ModelSource.volumeClaim('models', '/vision/resnet', { mountPath: '/data' })).mount).toEqual({ ...MOUNT, mountPath: '/data', subPath: 'vision/resnet' });
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
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
    });
    expect(fetch.resources).not.toHaveProperty('limits');
    expect(fetch.volumeMounts).toEqual(expect.arrayContaining([{ name: 'model', mountPath: '/models' }, { name: 'tmp', mountPath: '/tmp' }]));
  });

  test.each<[string, ModelSource, string]>([
    ['s3', ModelSource.s3('s3://a/b', { image: 'registry.example.com/aws:1', resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } }, sizeLimit: Size.gibibytes(3), mountPath: '/data' }), 'registry.example.com/aws:1'],
    ['https', ModelSource.https('https://a/b', { image: 'registry.example.com/curl:1', resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } }, sizeLimit: Size.gibibytes(3), mountPath: '/data' }), 'registry.example.com/curl:1'],
    ['image', ModelSource.image('registry.example.com/model:1', { resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } }, sizeLimit: Size.gibibytes(3), mountPath: '/data' }), 'registry.example.com/model:1'],
  ])('by %s takes its image, its resources, its limit of size and its folder', (_, model, image) => {
    const { mount, volume, fetch } = emitted(model);
    expect(fetch).toMatchObject({ image, resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } });
    expect(volume.emptyDir).toEqual({ sizeLimit: '3072Mi' });
    expect(mount.mountPath).toBe('/data');
    expect(fetch.volumeMounts).toContainEqual({ name: 'model', mountPath: '/data' });
  });

  test('of a bucket copies the prefix, and fails when there is nothing', () => {
    const text = script(bucket());
    expect(text).toContain('aws s3 cp --recursive --only-show-errors \'s3://models/resnet/\' \'/models/\' && test -n "$(ls -A \'/models\')"');
    expect(text).toContain('exit 1');
    expect(script(ModelSource.s3('s3://models/resnet/'))).toBe(text);
  });

  test('of a bucket takes credentials by reference to a Secret', () => {
    const { fetch } = emitted(bucket({ credentials: Secret.fromSecretName(testChart(), 'Keys', 's3-keys'), region: 'eu-west-1' }));
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
    expect(script(bucket({ anonymous: true, endpoint: 'http://minio.storage:9000' }))).toContain(' --no-sign-request --endpoint-url \'http://minio.storage:9000\' \'s3://models/resnet/\'');
  });

  test('of a file keeps its name', () => {
    const curl = 'curl --fail --silent --show-error --location --retry 5 --retry-all-errors';
    expect(script(ModelSource.https('https://h.example.com/a/q4.gguf?download=true#top'))).toBe(`${curl} --output '/models/q4.gguf' 'https://h.example.com/a/q4.gguf?download=true#top'`);
    expect(emitted(ModelSource.https('http://files.storage/q4.gguf')).fetch).toMatchObject({ image: 'docker.io/curlimages/curl:8.21.0' });
    expect(emitted(ModelSource.https('http://files.storage/q4.gguf')).fetch).not.toHaveProperty('env');
  });

  test.each([['m.tar', 'tar -xf'], ['m.tar.gz', 'tar -xzf'], ['m.tgz', 'tar -xzf'], ['m.tar.gz?sig=1', 'tar -xzf']])('of %s is unpacked and removed', (file, tar) => {
    expect(script(ModelSource.https(`https://h.example.com/${file}`))).toContain(` && ${tar} '/models/.download' -C '/models' && rm '/models/.download'`);
  });

  test('is unpacked or not where its user says so', () => {
    expect(script(ModelSource.https('https://h.example.com/archive', { unpack: true }))).toContain('tar -xzf');
    expect(script(ModelSource.https('https://h.example.com/m.tgz', { unpack: false }))).toMatch(/--output '\/models\/m\.tgz' 'https:\/\/h\.example\.com\/m\.tgz'$/);
  });

  test('takes its authorization by reference to a Secret, never in the command', () => {
    const model = ModelSource.https('https://h.example.com/q', { authorization: { secret: Secret.fromSecretName(testChart(), 'Hub', 'hub'), key: 'header' } });
    expect(emitted(model).fetch.env).toEqual([{ name: 'AUTHORIZATION', valueFrom: { secretKeyRef: { name: 'hub', key: 'header' } } }]);
    expect(script(model)).toContain(' --header "Authorization: $AUTHORIZATION" ');
  });

  test('of an image copies a folder of it', () => {
    expect(emitted(ModelSource.image('registry.example.com/model:1')).fetch).toMatchObject({ image: 'registry.example.com/model:1', command: ['cp', '-r', '/models/.', '/models'] });
    expect(emitted(ModelSource.image('registry.example.com/model:1', { path: '/opt/m/' })).fetch.command).toEqual(['cp', '-r', '/opt/m/.', '/models']);
  });
});

describe('a refusal', () => {
  const PATH = 'must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)';
  const CLAIM = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give the name of the PersistentVolumeClaim (Kubernetes API validation)';
  const IMAGE = 'must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2';
  const DOWNLOAD = 'the download would fail, and the pod would never start; correct the URL';
  const SIZE = 'must be a whole number of mebibytes above zero — the size of an empty volume is printed in mebibytes; round it to mebibytes';
  const PLAIN = 'must not contain quotes, "$", backslashes and control characters — a shell that fetches the model would read them; give a path of plain characters';
  const S3 = `must be s3://<bucket>/<prefix> — ${DOWNLOAD}`;
  const HTTPS = `must be https://<host>/<path of the file> — ${DOWNLOAD}`;
  const OPEN = 'must not hold a user or a password — it would stand in clear in the manifest; reference a Secret instead';
  const keys = Secret.fromSecretName(testChart(), 'Keys', 'keys');

  test.each<[string, ModelSource, string[]]>([
    ['a relative folder', ModelSource.hostPath('models'), [`path: got "models"; ${PATH}`]],
    ['a folder that climbs', ModelSource.hostPath('/srv/../etc'), [`path: got "/srv/../etc"; ${PATH}`]],
    ['a relative mount', ModelSource.hostPath('/srv', { mountPath: 'm' }), [`mountPath: got "m"; ${PATH}`]],
    ['an empty mount', ModelSource.volumeClaim('models', undefined, { mountPath: '' }), [`mountPath: got ""; ${PATH}`]],
    ['no claim', ModelSource.volumeClaim(''), [`claimName: got ""; ${CLAIM}`]],
    ['a claim that is none', ModelSource.volumeClaim('My_Models', '../x'), [
      `claimName: got "My_Models"; ${CLAIM}`, 'subPath: got "../x"; must not contain ".." — the API server would reject the mount; give the folder\'s path in the volume',
    ]],
    ...['', 'models/resnet', 's3:models', 's3://', 'https://models/resnet', 's3://models/my model', 's3://models/it\'s', 's3://models/$(id)', 's3://models/`id`'].map((uri): [string, ModelSource, string[]] => (
      [`the bucket ${JSON.stringify(uri)}`, ModelSource.s3(uri), [`uri: got ${JSON.stringify(uri)}; ${S3}`]])),
    ['a bucket with a password', ModelSource.s3('s3://me:secret@models/resnet'), [`uri: ${OPEN}`]],
    ['a bucket both public and not', ModelSource.s3('s3://a/b', { anonymous: true, credentials: keys }), ['anonymous: got true; cannot be combined with credentials — only one of the two could take effect; leave one of them out']],
    ['an endpoint that is none', ModelSource.s3('s3://a/b', { endpoint: 'minio:9000' }), [`endpoint: got "minio:9000"; must be http(s)://<host>[:<port>] — ${DOWNLOAD}`]],
    ...['', 'h.example.com/q', 'ftp://h.example.com/q', 'https://h.example.com', 'https://h.example.com/dir/', 'https://h.example.com/a b', 'https://h.example.com/a\'b', 'https://h.example.com/a"b'].map((url): [string, ModelSource, string[]] => (
      [`the URL ${JSON.stringify(url)}`, ModelSource.https(url), [`url: got ${JSON.stringify(url)}; ${HTTPS}`]])),
    ['a URL with a user', ModelSource.https('https://me@h.example.com/q'), [`url: ${OPEN}`]],
    ['no image', ModelSource.image(''), [`image: got ""; ${IMAGE}`]],
    ['a folder of an image that is none', ModelSource.image('a/b:1', { path: 'models' }), [`path: got "models"; ${PATH}`]],
    ['an image for the download that is none', ModelSource.https('https://a/b', { image: 'A B' }), [`image: got "A B"; ${IMAGE}`]],
    ['a model of no size', ModelSource.s3('s3://a/b', { sizeLimit: Size.kibibytes(0) }), [`sizeLimit: got "0Ki"; ${SIZE}`]],
    ['a size in parts of a mebibyte', ModelSource.https('https://a/b', { sizeLimit: Size.kibibytes(1500) }), [`sizeLimit: got "1500Ki"; ${SIZE}`]],
    ['a size of an image in parts of a mebibyte', ModelSource.image('a/b:1', { sizeLimit: Size.mebibytes(0.5) }), [`sizeLimit: got "512Ki"; ${SIZE}`]],
    ...['/it\'s', '/a"b', '/$HOME', '/`id`', '/a\\b'].map((mountPath): [string, ModelSource, string[]] => (
      [`the mount ${mountPath}`, ModelSource.s3('s3://a/b', { mountPath }), [`mountPath: got ${JSON.stringify(mountPath)}; ${PLAIN}`]])),
    ['resources of the download', ModelSource.image('a/b:1', { resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }), [
      'resources.cpu.request: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)',
    ]],
  ])('of %s tells all of it', (_, model, lines) => {
    expect(refusal(() => deploy(model))).toBe(['InferenceDeployment cannot be defined:', ...lines.map((l) => `  [test/Server] model.${l}`)].join('\n'));
  });
});

describe('a mount that is taken', () => {
  const MOUNTS = 'the API server rejects two mounts on one path; mount it elsewhere';
  const OWN = ModelServer.custom({ image: 'a/b:1', httpPort: 80, writableFolders: ['/cache'] });

  test.each<[string, ModelSource]>([
    ['a folder of the node', ModelSource.hostPath('/srv', { mountPath: '/tmp' })],
    ['a claim', ModelSource.volumeClaim('models', undefined, { mountPath: '/tmp' })],
    ['a bucket', ModelSource.s3('s3://a/b', { mountPath: '/tmp' })],
    ['a file', ModelSource.https('https://a/b', { mountPath: '/tmp' })],
    ['an image', ModelSource.image('a/b:1', { mountPath: '/tmp' })],
  ])('by /tmp is refused to %s', (_, model) => {
    expect(refusal(() => deploy(model))).toBe(`InferenceDeployment cannot be defined:\n  [test/Server] model.mountPath: got "/tmp"; is taken by a writable folder — ${MOUNTS}`);
  });

  test.each<[string, ModelServer, string, string]>([
    ['a writable folder', OWN, '/cache', 'a writable folder'],
    ['shared memory', ModelServer.triton(), '/dev/shm', 'shared memory'],
  ])('by %s is refused', (_, server, mountPath, other) => {
    expect(refusal(() => deploy(ModelSource.hostPath('/srv', { mountPath }), server))).toBe([
      'InferenceDeployment cannot be defined:', `  [test/Server] model.mountPath: got "${mountPath}"; is taken by ${other} — ${MOUNTS}`,
    ].join('\n'));
  });

  test.each(['/tmp/models', '/tmpfs', '/cache/models', '/dev/shm'])('is not %s of a server that has nothing there', (mountPath) => {
    expect(emitted(ModelSource.hostPath('/srv', { mountPath }), OWN).mount.mountPath).toBe(mountPath);
  });
});

describe('where the model comes from', () => {
  const CLAIM = ModelSource.volumeClaim('models');
  const EDGE = ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' });
  const HUB = ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' });
  const OWN = ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 80 });
  const NONE = (image: string) => `model: the image ${image} holds no model — the server would not start; say where the model comes from, or give an image that holds it (docs/models.md)`;
  const BRINGS = (id: string) => `model: ${id} brings its own model — the mounted folder would hide it, or nobody would read it; leave model out`;
  const define = (server: ModelServer, model?: ModelSource, more = {}) => refusal(() => new InferenceDeployment(testChart(), 'Server', deploymentProps({ server, model, ...more })));

  test.each<[string, ModelServer]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing()],
    ['Triton', ModelServer.triton()],
    ['OpenVINO Model Server', ModelServer.openvino()],
    ['vLLM', ModelServer.vllm()],
    ['vLLM with a folder of the container', ModelServer.vllm({ model: '/models/qwen' })],
    ['TorchServe', ModelServer.torchServe()],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q.gguf' })],
  ])('%s needs to be told, because the image holds none', (_, server) => {
    for (const model of [undefined, ModelSource.inServerImage()]) expect(define(server, model)).toBe(`InferenceDeployment cannot be defined:\n  [test/Server] ${NONE(server.image)}`);
    expect(define(server, CLAIM)).toBeUndefined();
  });

  test.each<[string, ModelServer, string]>([['LlamaEdge', EDGE, 'llama-edge'], ['vLLM that downloads it', HUB, 'vllm']])('%s brings its own, and takes no other', (_, server, id) => {
    for (const model of [undefined, ModelSource.inServerImage()]) expect(define(server, model)).toBeUndefined();
    for (const model of [CLAIM, ModelSource.hostPath('/srv'), ModelSource.s3('s3://a/b')]) {
      expect(define(server, model)).toBe(`InferenceDeployment cannot be defined:\n  [test/Server] ${BRINGS(id)}`);
    }
  });

  test.each<[string, ModelServer]>([
    ['an image of one\'s own', ModelServer.triton({ image: 'registry.example.com/triton:1' })],
    ['a server of one\'s own', OWN],
    ['a server with arguments of one\'s own', ModelServer.torchServe({ args: ['--models', 'all'] })],
    ['a server with further arguments', ModelServer.llamaCpp({ modelFile: 'q.gguf', extraArgs: ['--hf-repo', 'a/b'] })],
  ])('%s may hold it or not', (_, server) => {
    for (const model of [undefined, ModelSource.inServerImage(), CLAIM]) expect(define(server, model)).toBeUndefined();
  });

  test('a mount of one\'s own may bring it', () => {
    const volumeMounts = [{ path: '/models', volume: Volume.fromEmptyDir(testChart(), 'Models', 'models') }];
    expect(define(ModelServer.triton(), undefined, { volumeMounts })).toBeUndefined();
  });
});
