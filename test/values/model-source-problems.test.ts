import { Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelSource } from '../../src';
import { codes, deploymentProps, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, ModelSource, ...Expected[]];

describe('a refusal of a model source', () => {
  const keys = Secret.fromSecretName(testChart(), 'Keys', 'keys');

  test.each<Row>([
    ['a relative folder', ModelSource.hostPath('models'), ['validation/path', 'path']],
    ['a folder that climbs', ModelSource.hostPath('/srv/../etc'), ['validation/path', 'path']],
    ['a relative mount', ModelSource.hostPath('/srv', { mountPath: 'm' }), ['validation/path', 'mountPath']],
    ['an empty mount', ModelSource.volumeClaim('models', undefined, { mountPath: '' }),
      ['validation/path', 'mountPath']],
    ['no claim', ModelSource.volumeClaim(''), ['validation/name', 'claimName']],
    ['a claim that is none', ModelSource.volumeClaim('My_Models', '../x'), ['validation/name', 'claimName'],
      ['values/claim-path-outside-volume', 'subPath']],
    ...[
      '', 'models/resnet', 's3:models', 's3://', 'https://models/resnet', 's3://models/my model', 's3://models/it\'s',
      's3://models/$(id)', 's3://models/`id`',
    ].map((uri): Row => (
      [`the bucket ${JSON.stringify(uri)}`, ModelSource.s3(uri), ['values/invalid-model-url', 'uri']])),
    ['a bucket with a password', ModelSource.s3('s3://me:secret@models/resnet'), ['values/credentials-in-url', 'uri']],
    ['a bucket both public and not', ModelSource.s3('s3://a/b', { anonymous: true, credentials: keys }),
      ['values/anonymous-with-credentials', 'anonymous']],
    ['an endpoint that is none', ModelSource.s3('s3://a/b', { endpoint: 'minio:9000' }),
      ['values/invalid-model-url', 'endpoint']],
    ...[
      '', 'h.example.com/q', 'ftp://h.example.com/q', 'https://h.example.com', 'https://h.example.com/dir/',
      'https://h.example.com/a b', 'https://h.example.com/a\'b', 'https://h.example.com/a"b',
    ].map((url): Row => (
      [`the URL ${JSON.stringify(url)}`, ModelSource.https(url), ['values/invalid-model-url', 'url']])),
    ['a URL with a user', ModelSource.https('https://me@h.example.com/q'), ['values/credentials-in-url', 'url']],
    ['no image', ModelSource.image(''), ['validation/image', 'image']],
    ['a folder of an image that is none', ModelSource.image('a/b:1', { path: 'models' }), ['validation/path', 'path']],
    ['an image for the download that is none', ModelSource.https('https://a/b', { image: 'A B' }),
      ['validation/image', 'image']],
    ['a model of no size', ModelSource.s3('s3://a/b', { sizeLimit: Size.kibibytes(0) }),
      ['validation/mebibytes', 'sizeLimit']],
    ['a size in parts of a mebibyte', ModelSource.https('https://a/b', { sizeLimit: Size.kibibytes(1500) }),
      ['validation/mebibytes', 'sizeLimit']],
    ['a size of an image in parts of a mebibyte', ModelSource.image('a/b:1', { sizeLimit: Size.mebibytes(0.5) }),
      ['validation/mebibytes', 'sizeLimit']],
    ...['/it\'s', '/a"b', '/$HOME', '/`id`', '/a\\b'].map((mountPath): Row => (
      [
        `the mount ${mountPath}`,
        ModelSource.s3('s3://a/b', { mountPath }),
        ['validation/path-characters', 'mountPath'],
      ])),
    ['resources of the download',
      ModelSource.image('a/b:1', { resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }),
      ['values/request-above-limit', 'resources.cpu.request']],
  ])('of %s reports every problem', (_, model, ...expected) => {
    expect(codes(model._problems('model'))).toEqual(expected.map(([code, field]) => [code, `model.${field}`]));
  });
});

test('a deployment with such a source is refused', () => {
  const props = deploymentProps({ model: ModelSource.hostPath('models') });
  const create = () => new InferenceDeployment(testChart(), 'Server', props);
  expect(refused(create)).toEqual([['validation/path', 'model.path']]);
});
