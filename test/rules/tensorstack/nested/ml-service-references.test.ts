import type { Manifest } from '../../../../src/kubernetes/manifest';
import { referencesOf } from '../../../../src/rules/tensorstack/nested/ml-service-references';
import { service } from '../fleet';

const manifest = (spec: unknown): Manifest => ({ ...service('mnist') as unknown as Manifest, spec });
const s3 = (name: string) => ({ s3: { secretRef: { name } } });

test('an MLService names its runtimes and the Secrets of its storages, each once', () => {
  const releases = [
    { predictor: { model: { runtime: 'torch' }, storage: s3('one') } },
    { predictor: { model: { runtime: 'torch' }, storage: s3('two') } },
    { predictor: { model: { runtime: 'triton' } } },
  ];
  expect(referencesOf(manifest({ releases, transformer: { storage: s3('one') } }))).toEqual([
    { kind: 'MLServiceRuntime', name: 'torch', field: 'spec.releases[0].predictor.model.runtime' },
    { kind: 'Secret', name: 'one', field: 'spec.releases[0].predictor.storage.s3.secretRef.name' },
    { kind: 'Secret', name: 'two', field: 'spec.releases[1].predictor.storage.s3.secretRef.name' },
    { kind: 'MLServiceRuntime', name: 'triton', field: 'spec.releases[2].predictor.model.runtime' },
  ]);
  expect(referencesOf(manifest({ transformer: { storage: s3('one') } }))).toEqual([
    { kind: 'Secret', name: 'one', field: 'spec.transformer.storage.s3.secretRef.name' },
  ]);
});

test.each([undefined, {}, { releases: [] }, { releases: [{}, { predictor: {} }] }, { transformer: {} }])(
  'an MLService with the spec %j names nothing',
  (spec) => {
    expect(referencesOf(manifest(spec))).toEqual([]);
  },
);

test.each(['example.com/v1', 'v1'])('an MLService of %s is none of TensorStack', (apiVersion) => {
  const releases = [{ predictor: { model: { runtime: 'torch' } } }];
  expect(referencesOf({ ...manifest({ releases }), apiVersion })).toEqual([]);
});
