import { Secret } from 'cdk8s-plus-27';
import { MLServiceStorage } from '../../src';
import { describe as told } from '../../src/validation/problem';
import { testChart } from '../helpers';

const secret = () => Secret.fromSecretName(testChart(), 'S', 's3-secret');

test.each<[string, MLServiceStorage, object]>([
  ['a claim', MLServiceStorage.pvc('tutorial'), { pvc: { name: 'tutorial' } }],
  ['a folder of a claim, at a folder of the container', MLServiceStorage.pvc('tutorial', { subPath: 'models/mnist', mountPath: '/workspace' }), { pvc: { name: 'tutorial', subPath: 'models/mnist', mountPath: '/workspace' } }],
  ['an S3 folder', MLServiceStorage.s3('s3://models/mnist/', secret()), { s3: { secretRef: { name: 's3-secret' }, uri: 's3://models/mnist/' } }],
  ['an S3 folder, at a folder of the container', MLServiceStorage.s3('s3://models/mnist/', secret(), { mountPath: '/m' }), { s3: { secretRef: { name: 's3-secret' }, uri: 's3://models/mnist/', mountPath: '/m' } }],
])('MLServiceStorage: %s', (_, storage, rendered) => {
  expect(storage._problems('storage')).toEqual([]);
  expect(storage._render()).toEqual(rendered);
});

const SUBPATH = 'must be a relative path without ".." — the API server would reject the pods; give the path below the claim\'s root';
const MOUNT = 'must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)';
const URI = 'must be s3://<bucket>/<folder> — there would be nothing to download; write it as s3://models/mnist/';
const SECRET = 'must be a Secret — the store would refuse the download; use Secret.fromSecretName';

test.each<[string, MLServiceStorage, string[]]>([
  ['a claim in capitals', MLServiceStorage.pvc('Models'), [
    'storage.claimName: got "Models"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give the name of a claim (Kubernetes API validation)',
  ]],
  ['an absolute sub-path', MLServiceStorage.pvc('m', { subPath: '/a' }), [`storage.subPath: got "/a"; ${SUBPATH}`]],
  ['a sub-path that climbs', MLServiceStorage.pvc('m', { subPath: 'a/../b' }), [`storage.subPath: got "a/../b"; ${SUBPATH}`]],
  ['a relative mount path', MLServiceStorage.pvc('m', { mountPath: 'a' }), [`storage.mountPath: got "a"; ${MOUNT}`]],
  ['another scheme', MLServiceStorage.s3('https://models/a', secret()), [`storage.uri: got "https://models/a"; ${URI}`]],
  ['a bucket without a folder', MLServiceStorage.s3('s3://models', secret()), [`storage.uri: got "s3://models"; ${URI}`]],
  ['no address and no Secret', MLServiceStorage.s3(undefined as never, undefined as never), [`storage.uri: got undefined; ${URI}`, `storage.secret: got undefined; ${SECRET}`]],
  ['a relative mount path for S3', MLServiceStorage.s3('s3://a/b', secret(), { mountPath: 'm' }), [`storage.mountPath: got "m"; ${MOUNT}`]],
])('MLServiceStorage refuses %s', (_, storage, lines) => {
  expect(storage._problems('storage').map(told)).toEqual(lines);
});
