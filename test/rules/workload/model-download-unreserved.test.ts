import { Size } from 'cdk8s';
import { ModelCache, ModelServer, InferenceDeployment, InferenceRules } from '../../../src';
import { modelDownloadUnreserved } from '../../../src/rules/workload/model-download-unreserved';
import { deploymentProps, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = modelDownloadUnreserved;
const FIELD = 'spec.template.spec.containers[0].resources.requests["ephemeral-storage"]';
const ARGS = 'args: [--model, Qwen/Qwen2.5-32B-Instruct]';

test('the examples of model-download-unreserved', () => {
  expect(codes(failing)).toEqual(['model-download-unreserved']);
  expect(codes(repaired)).toEqual([]);
});

test('model-download-unreserved names the model', () => {
  expect(told(modelDownloadUnreserved, failing)).toEqual([[
    'Deployment chat',
    `${FIELD}: should be set: it downloads the model Qwen/Qwen2.5-32B-Instruct when it starts, about 64 GB by its name `
    + '— the download lands on the disk of the node, which the scheduler does not reckon with: a node that fills up '
    + 'evicts pods; request the size of the model and some more, or download into a volume '
    + `(${modelDownloadUnreserved.source})`,
  ]]);
});

describe('model-download-unreserved fires', () => {
  test.each<[string, string]>([
    ['on a flag with its value', 'args: [--model=Qwen/Qwen2.5-32B-Instruct]'],
    ['on the command serve', 'command: [vllm, serve]\n          args: [Qwen/Qwen2.5-32B-Instruct]'],
    ['on a variable', 'env: [{ name: MODEL_ID, value: Qwen/Qwen2.5-32B-Instruct }]'],
  ])('%s', (_, args) => {
    expect(fires(modelDownloadUnreserved, change(failing, ARGS, args))).toEqual([['Deployment chat', FIELD]]);
  });

  test('on an empty volume', () => {
    const mounted = change(failing, ARGS, `${ARGS}\n          volumeMounts: [{ name: tmp, mountPath: /tmp }]`);
    expect(fires(modelDownloadUnreserved, `${mounted}      volumes: [{ name: tmp, emptyDir: { sizeLimit: 90Gi } }]\n`))
      .toEqual([['Deployment chat', FIELD]]);
  });

  test('beside shared memory', () => {
    const mounted = change(failing, ARGS, `${ARGS}\n          volumeMounts: [{ name: shm, mountPath: /dev/shm }]`);
    expect(fires(modelDownloadUnreserved, `${mounted}      volumes: [{ name: shm, emptyDir: { medium: Memory } }]\n`))
      .toEqual([['Deployment chat', FIELD]]);
  });
});

describe('model-download-unreserved is silent', () => {
  test.each<[string, string, string]>([
    ['on a folder', ARGS, 'args: [--model, /models/qwen]'],
    ['on a relative folder', ARGS, 'args: [--model, ./qwen/instruct]'],
    ['on another server', 'docker.io/vllm/vllm-openai:v0.27.1', 'registry.example.com/own:1'],
    ['offline', ARGS, `${ARGS}\n          env: [{ name: HF_HUB_OFFLINE, value: '1' }]`],
    ['on a limit', 'limits: {', 'limits: { ephemeral-storage: 90Gi,'],
    ['on a model whose name says no size', ARGS, 'args: [--model, a/b]'],
    ['on a small model', ARGS, 'args: [--model, Qwen/Qwen2.5-7B-Instruct]'],
    ['on small weights', ARGS, 'args: [--model, Qwen/Qwen2.5-32B-Instruct-AWQ]'],
    ['on a stream', ARGS, `${ARGS.replace(']', ', --load-format, runai_streamer]')}`],
    ['on a pod that takes the accelerators of half a node', 'nvidia.com/gpu: \'2\'', 'nvidia.com/gpu: \'4\''],
    ['without a model', ARGS, 'args: [--port, \'8000\']'],
  ])('%s', (_, before, after) => {
    expect(fires(modelDownloadUnreserved, change(failing, before, after))).toEqual([]);
  });

  test.each([
    'persistentVolumeClaim: { claimName: hub }',
    'hostPath: { path: /var/hub }',
    'emptyDir: { medium: Memory }',
    'nfs: { server: a, path: /b }',
    'ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce] } } }',
  ])('where the download may go elsewhere: %s', (volume) => {
    const mounted = change(failing, ARGS, `${ARGS}\n          volumeMounts: [{ name: hub, mountPath: /hub }]`);
    expect(fires(modelDownloadUnreserved, `${mounted}      volumes: [{ name: hub, ${volume} }]\n`)).toEqual([]);
  });

  test('on an init container that copies from S3', () => {
    const fetch = '{ name: f, image: docker.io/amazon/aws-cli:2, args: [s3, sync, s3://models/a-70B, /models] }';
    const yaml = change(failing, ARGS, 'args: [--model, /models]');
    expect(fires(modelDownloadUnreserved, `${yaml}      initContainers: [${fetch}]\n`)).toEqual([]);
  });

  test('where a LimitRange sets the request', () => {
    const range = '---\napiVersion: v1\nkind: LimitRange\nmetadata: { name: a }\n'
      + 'spec: { limits: [{ type: Container, defaultRequest: { ephemeral-storage: 90Gi } }] }\n';
    expect(fires(modelDownloadUnreserved, failing + range)).toEqual([]);
  });
});

test('of this library: only without a size', () => {
  const found = (props: object) => {
    const chart = testChart();
    const server = ModelServer.vllm({ model: 'Qwen/Qwen2.5-32B-Instruct' });
    new InferenceDeployment(chart, 'Chat', deploymentProps({ server, model: undefined, ...props }));
    return InferenceRules.check(chart).map(({ rule }) => rule).filter((rule) => rule === modelDownloadUnreserved.id);
  };
  const id = modelDownloadUnreserved.id;
  expect(found({})).toEqual([id]);
  expect(found({ modelCache: ModelCache.emptyDir() })).toEqual([id]);
  expect(found({ modelCache: ModelCache.emptyDir({ sizeLimit: Size.gibibytes(80) }) })).toEqual([]);
  expect(found({ modelCache: ModelCache.volumeClaim('hub') })).toEqual([]);
  expect(found({ modelCache: ModelCache.ephemeral({ size: Size.gibibytes(80) }) })).toEqual([]);
  expect(found({ server: ModelServer.vllm({ model: 'a/b' }) })).toEqual([]);
});
