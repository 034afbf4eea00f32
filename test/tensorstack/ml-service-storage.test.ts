import { Secret } from 'cdk8s-plus-27';
import { MLServiceStorage } from '../../src';
import { codes, testChart } from '../helpers';

type Refusal = [code: string, field: string];

const secret = () => Secret.fromSecretName(testChart(), 'S', 's3-secret');

test.each<[string, MLServiceStorage, object]>([
  ['a claim', MLServiceStorage.pvc('tutorial'), { pvc: { name: 'tutorial' } }],
  ['a folder of a claim, at a folder of the container',
    MLServiceStorage.pvc('tutorial', { subPath: 'models/mnist', mountPath: '/workspace' }),
    { pvc: { name: 'tutorial', subPath: 'models/mnist', mountPath: '/workspace' } }],
  ['an S3 folder',
    MLServiceStorage.s3('s3://models/mnist/', secret()),
    { s3: { secretRef: { name: 's3-secret' }, uri: 's3://models/mnist/' } }],
  ['an S3 folder, at a folder of the container',
    MLServiceStorage.s3('s3://models/mnist/', secret(), { mountPath: '/m' }),
    { s3: { secretRef: { name: 's3-secret' }, uri: 's3://models/mnist/', mountPath: '/m' } }],
])('MLServiceStorage is %s', (_, storage, rendered) => {
  expect(storage._problems('storage')).toEqual([]);
  expect(storage._render()).toEqual(rendered);
});

test.each<[string, MLServiceStorage, ...Refusal[]]>([
  ['a claim in capitals', MLServiceStorage.pvc('Models'), ['validation/name', 'storage.claimName']],
  ['an absolute sub-path', MLServiceStorage.pvc('m', { subPath: '/a' }),
    ['tensorstack/sub-path-not-relative', 'storage.subPath']],
  ['a sub-path with ".."', MLServiceStorage.pvc('m', { subPath: 'a/../b' }),
    ['tensorstack/sub-path-not-relative', 'storage.subPath']],
  ['a relative mount path', MLServiceStorage.pvc('m', { mountPath: 'a' }), ['validation/path', 'storage.mountPath']],
  ['another scheme', MLServiceStorage.s3('https://models/a', secret()), ['tensorstack/s3-uri-invalid', 'storage.uri']],
  ['a bucket without a folder', MLServiceStorage.s3('s3://models', secret()),
    ['tensorstack/s3-uri-invalid', 'storage.uri']],
  ['a relative mount path for S3', MLServiceStorage.s3('s3://a/b', secret(), { mountPath: 'm' }),
    ['validation/path', 'storage.mountPath']],
])('MLServiceStorage refuses %s', (_, storage, ...expected) => {
  expect(codes(storage._problems('storage'))).toEqual(expected);
});
