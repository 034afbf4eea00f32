import { LazyResolver, YamlOutputType } from 'cdk8s';
import { appProblems } from '../../src/app/app-problems';
import { codes } from '../helpers';

test('all properties of cdk8s\' app are fine, and none of them too', () => {
  expect(appProblems({})).toEqual([]);
  expect(appProblems({
    outdir: 'manifests',
    outputFileExtension: '',
    yamlOutputType: YamlOutputType.FILE_PER_APP,
    recordConstructMetadata: false,
    resolvers: [new LazyResolver(), { resolve: () => undefined }],
  })).toEqual([]);
});

test.each<[props: any, code: string, field: string]>([
  [null, 'app/not-properties', 'props'],
  ['dist', 'app/not-properties', 'props'],
  [[], 'app/not-properties', 'props'],
  [{ outdir: '' }, 'app/not-a-folder', 'outdir'],
  [{ outdir: 7 }, 'app/not-a-folder', 'outdir'],
  [{ yamlOutputType: 4 }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ yamlOutputType: -1 }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ yamlOutputType: 'FILE_PER_APP' }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ yamlOutputType: '1' }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ yamlOutputType: 'toString' }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ yamlOutputType: {} }, 'app/output-type-unknown', 'yamlOutputType'],
  [{ resolvers: new LazyResolver() }, 'app/not-resolvers', 'resolvers'],
  [{ resolvers: [() => undefined] }, 'app/not-resolvers', 'resolvers'],
  [{ resolvers: [null] }, 'app/not-resolvers', 'resolvers'],
  [{ resolvers: [new LazyResolver(), undefined] }, 'app/not-resolvers', 'resolvers'],
  [{ outputFileExtension: 1 }, 'app/not-an-extension', 'outputFileExtension'],
  [{ recordConstructMetadata: 'true' }, 'validation/boolean', 'recordConstructMetadata'],
])('%j is refused: %s of %s', (props, code, field) => {
  expect(codes(appProblems(props))).toEqual([[code, field]]);
});

test('all of them are found at once', () => {
  const wrong: any = {
    outdir: 1, yamlOutputType: 'x', resolvers: 1, outputFileExtension: 1, recordConstructMetadata: 1,
  };
  expect(appProblems(wrong).map(({ field }) => field)).toEqual(Object.keys(wrong));
});

test('null is a default, as in cdk8s', () => {
  const names = ['outdir', 'outputFileExtension', 'yamlOutputType', 'resolvers', 'recordConstructMetadata'];
  expect(appProblems(Object.fromEntries(names.map((name) => [name, null])))).toEqual([]);
});
