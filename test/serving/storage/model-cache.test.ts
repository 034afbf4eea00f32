import { Size } from 'cdk8s';
import { ModelCache } from '../../../src';
import { codes } from '../../helpers';

const problems = (cache: ModelCache) => codes(cache._problems('modelCache'));

test('it is mounted at a folder of its own, unless another is set', () => {
  expect(ModelCache.emptyDir()._mountPath).toBe('/model-cache');
  expect(ModelCache.volumeClaim('hub', { mountPath: '/data' })._mountPath).toBe('/data');
});

test('only an empty volume with a limit takes a known part of the disk of the node', () => {
  expect(ModelCache.emptyDir({ sizeLimit: Size.gibibytes(80) })._onNode).toBe('80Gi');
  expect(ModelCache.emptyDir()._onNode).toBeUndefined();
  expect(ModelCache.ephemeral({ size: Size.gibibytes(80) })._onNode).toBeUndefined();
  expect(ModelCache.volumeClaim('hub')._onNode).toBeUndefined();
});

test.each<[string, ModelCache, string, string]>([
  ['a relative folder', ModelCache.emptyDir({ mountPath: 'cache' }), 'validation/path', 'modelCache.mountPath'],
  ['null for a limit', ModelCache.emptyDir({ sizeLimit: null as any }), 'values/not-a-size', 'modelCache.sizeLimit'],
  [
    'part of a mebibyte',
    ModelCache.emptyDir({ sizeLimit: Size.kibibytes(5) }),
    'validation/mebibytes',
    'modelCache.sizeLimit',
  ],
  ['a claim without a name', ModelCache.volumeClaim(''), 'validation/name', 'modelCache.claimName'],
  [
    'a folder outside the volume',
    ModelCache.volumeClaim('hub', { subPath: '../a' }),
    'values/claim-path-outside-volume',
    'modelCache.subPath',
  ],
  ['a relative folder of the node', ModelCache.hostPath('cache'), 'validation/path', 'modelCache.path'],
  [
    'a class with a space',
    ModelCache.ephemeral({ size: Size.gibibytes(1), storageClassName: 'a b' }),
    'validation/name',
    'modelCache.storageClassName',
  ],
  [
    'null for a list',
    ModelCache.emptyDir({ variables: null as any }),
    'serving/cache-variables-not-a-list',
    'modelCache.variables',
  ],
  [
    'a variable with a space',
    ModelCache.emptyDir({ variables: ['A B'] }),
    'validation/name',
    'modelCache.variables[0]',
  ],
])('%s is refused', (_, cache, code, field) => {
  expect(problems(cache)).toEqual([[code, field]]);
});

test.each([
  ModelCache.emptyDir(),
  ModelCache.emptyDir(undefined),
  ModelCache.volumeClaim('hub', { subPath: '/qwen' }),
  ModelCache.hostPath('/var/hub'),
  ModelCache.ephemeral({ size: Size.gibibytes(100), storageClassName: 'fast' }),
  ModelCache.emptyDir({ variables: [] }),
])('a cache is accepted (%#)', (cache) => {
  expect(problems(cache)).toEqual([]);
});
