import { Chart, Size } from 'cdk8s';
import { HostPathVolumeType, Secret } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource } from '../../src';
import { deploymentProps, pod, testChart } from '../helpers';

/** The pod of a Triton server, whose model repository is `/models`. */
function serve(source: ModelSource | ((chart: Chart) => ModelSource), server = ModelServer.triton()): any {
  const chart = testChart();
  return pod(
    new InferenceDeployment(
      chart,
      'M',
      deploymentProps({ server, model: typeof source === 'function' ? source(chart) : source }),
    ),
  );
}

const mount = (spec: any) => spec.containers[0].volumeMounts.find((m: any) => m.name === 'model');
const volume = (spec: any) => spec.volumes.find((v: any) => v.name === 'model');
const fetcher = (spec: any) => spec.initContainers[0];
const LOADED = 'test -n "$(ls -A \'/models\')"';

describe('a model that is there already', () => {
  test("in the server's image it needs neither volume nor init container", () => {
    const spec = serve(
      ModelSource.inServerImage(),
      ModelServer.triton({ image: 'registry.example.com/triton-resnet:1' }),
    );
    expect([mount(spec), volume(spec), spec.initContainers]).toEqual([undefined, undefined, undefined]);
  });

  test('a folder of the node is mounted read-only where the server looks', () => {
    const spec = serve(ModelSource.hostPath('/srv/resnet', { type: HostPathVolumeType.DIRECTORY }));
    expect(mount(spec)).toEqual({ name: 'model', mountPath: '/models', readOnly: true });
    expect(volume(spec)).toEqual({ name: 'model', hostPath: { path: '/srv/resnet', type: 'Directory' } });
  });

  test('a folder of a claim is mounted by its path in the volume', () => {
    const spec = serve(ModelSource.volumeClaim('models', '/resnet/1/'));
    expect(mount(spec)).toEqual({ name: 'model', mountPath: '/models', readOnly: true, subPath: 'resnet/1' });
    expect(volume(spec)).toEqual({ name: 'model', persistentVolumeClaim: { claimName: 'models', readOnly: true } });
  });

  test.each([undefined, '', '/'])('sub-path %p is the whole volume', (subPath) => {
    expect(mount(serve(ModelSource.volumeClaim('models', subPath))).subPath).toBeUndefined();
  });

  test('a mount path of its own is where the server is told to look', () => {
    const spec = serve(ModelSource.volumeClaim('models', undefined, { mountPath: '/srv/m' }));
    expect(mount(spec).mountPath).toBe('/srv/m');
    expect(spec.containers[0].args).toContain('--model-repository=/srv/m');
  });
});

describe('a model that is fetched', () => {
  test('it comes into an empty volume that the server reads and the init container writes', () => {
    const spec = serve(ModelSource.s3('s3://models/resnet', { sizeLimit: Size.gibibytes(5) }));
    expect(volume(spec)).toEqual({ name: 'model', emptyDir: { sizeLimit: '5120Mi' } });
    expect(mount(spec)).toEqual({ name: 'model', mountPath: '/models', readOnly: true });
    expect(fetcher(spec)).toMatchObject({
      name: 'fetch-model',
      image: 'docker.io/amazon/aws-cli:2.36.1',
      imagePullPolicy: 'IfNotPresent',
    });
    expect(fetcher(spec).volumeMounts).toEqual([
      { name: 'model', mountPath: '/models' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(fetcher(spec).resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' } });
    expect(fetcher(spec).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
  });

  test("image and resources of the download are its user's", () => {
    const spec = serve(
      ModelSource.s3('s3://models/resnet', {
        image: 'registry.example.com/aws:1',
        resources: { requests: { cpu: '1' }, limits: { memory: '1G' } },
      }),
    );
    expect([fetcher(spec).image, fetcher(spec).resources]).toEqual([
      'registry.example.com/aws:1',
      { requests: { cpu: '1' }, limits: { memory: '1G' } },
    ]);
  });

  test('a server that runs as root lets the download run as root too', () => {
    const spec = serve(
      ModelSource.image('a/model:1'),
      ModelServer.custom({ image: 'a/server:1', httpPort: 8080, user: 0 }),
    );
    expect(fetcher(spec).securityContext.runAsNonRoot).toBe(false);
  });

  test('it is the first init container', () => {
    const chart = testChart();
    const d = new InferenceDeployment(
      chart,
      'M',
      deploymentProps({ model: ModelSource.image('a/model:1'), initContainers: [{ name: 'warm', image: 'a/warm:1' }] }),
    );
    expect(pod(d).initContainers.map((c: any) => c.name)).toEqual(['fetch-model', 'warm']);
  });
});

describe('a download from S3', () => {
  const script = (source: ModelSource) => fetcher(serve(source)).command[2];

  test('it copies everything below the prefix, and fails when nothing is there', () => {
    expect(fetcher(serve(ModelSource.s3('s3://models/resnet'))).command).toEqual([
      'sh',
      '-c',
      "aws s3 cp --recursive --only-show-errors 's3://models/resnet/' '/models/' && " +
        `${LOADED} || { echo 'nothing was downloaded from s3://models/resnet/' >&2; exit 1; }`,
    ]);
  });

  test('a slash at the end, an endpoint and an anonymous bucket are said', () => {
    expect(
      script(ModelSource.s3('s3://models/resnet/', { endpoint: 'http://minio.storage:9000', anonymous: true })),
    ).toContain(
      'aws s3 cp --recursive --only-show-errors --no-sign-request ' +
        "--endpoint-url 'http://minio.storage:9000' 's3://models/resnet/' '/models/'",
    );
  });

  test('credentials are referenced, the region has a default', () => {
    const spec = serve((chart) =>
      ModelSource.s3('s3://models/resnet', {
        credentials: Secret.fromSecretName(chart, 'Keys', 's3-keys'),
        region: 'eu-central-1',
      }),
    );
    expect(fetcher(spec).envFrom).toEqual([{ secretRef: { name: 's3-keys' } }]);
    expect(fetcher(spec).env).toEqual([
      { name: 'HOME', value: '/tmp' },
      { name: 'AWS_REGION', value: 'eu-central-1' },
    ]);
    expect(fetcher(serve(ModelSource.s3('s3://models/resnet'))).env).toContainEqual({
      name: 'AWS_REGION',
      value: 'us-east-1',
    });
    expect(fetcher(serve(ModelSource.s3('s3://models/resnet'))).envFrom).toBeUndefined();
  });
});

describe('a download over HTTP', () => {
  const GET = 'curl --fail --silent --show-error --location --retry 5 --retry-all-errors';
  const script = (source: ModelSource) => fetcher(serve(source)).command[2];

  test('a file keeps its name', () => {
    expect(script(ModelSource.https('https://example.com/a/model.onnx?v=2'))).toBe(
      `${GET} --output '/models/model.onnx' 'https://example.com/a/model.onnx?v=2'`,
    );
    expect(fetcher(serve(ModelSource.https('https://example.com/a/model.onnx'))).image).toBe(
      'docker.io/curlimages/curl:8.21.0',
    );
  });

  test.each([
    ['https://example.com/m.tar.gz', 'tar -xzf'],
    ['https://example.com/m.tgz?x', 'tar -xzf'],
    ['https://example.com/m.tar', 'tar -xf'],
  ])('%s is unpacked by %s', (url, tar) => {
    expect(script(ModelSource.https(url))).toBe(
      `${GET} --output '/models/.download' '${url}' && ` +
        `${tar} '/models/.download' -C '/models' && rm '/models/.download'`,
    );
  });

  test('whether it is unpacked can be said', () => {
    expect(script(ModelSource.https('https://example.com/m.tar.gz', { unpack: false }))).toBe(
      `${GET} --output '/models/m.tar.gz' 'https://example.com/m.tar.gz'`,
    );
    expect(script(ModelSource.https('https://example.com/download/7', { unpack: true }))).toContain(
      "tar -xzf '/models/.download'",
    );
  });

  test('the authorization is referenced, and read from a variable', () => {
    const spec = serve((chart) =>
      ModelSource.https('https://example.com/m.bin', {
        authorization: { secret: Secret.fromSecretName(chart, 'T', 'hub'), key: 'header' },
      }),
    );
    expect(fetcher(spec).env).toEqual([
      { name: 'AUTHORIZATION', valueFrom: { secretKeyRef: { name: 'hub', key: 'header' } } },
    ]);
    expect(fetcher(spec).command[2]).toContain('--header "Authorization: $AUTHORIZATION"');
  });
});

test('a model in an image of its own is copied by that image', () => {
  const spec = serve(ModelSource.image('registry.example.com/resnet-model:3', { path: '/data/' }));
  expect([fetcher(spec).image, fetcher(spec).command]).toEqual([
    'registry.example.com/resnet-model:3',
    ['cp', '-r', '/data/.', '/models'],
  ]);
  expect(fetcher(serve(ModelSource.image('a/m:1'))).command).toEqual(['cp', '-r', '/models/.', '/models']);
});
