import { all, deployment, ids, named, needs } from '../needs';

const MOUNTS = deployment('volumes: [{ name: a, persistentVolumeClaim: { claimName: models } }]');
const claim = (spec: string) => named('v1', 'PersistentVolumeClaim', 'models', `spec: { ${spec} }`);

test('a claim that pods name', () => {
  expect(needs(MOUNTS)).toEqual([
    [
      'persistentvolumeclaim/default/models',
      'Deployment web spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    ],
  ]);
  expect(ids(all(MOUNTS, claim('storageClassName: fast')))).toEqual(['storageclass/fast']);
});

test('a claim of another namespace does not help', () => {
  const elsewhere = '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: models, namespace: kube-system '
    + '}, spec: { volumeName: v } }';
  expect(ids(all(MOUNTS, elsewhere))).toEqual(['persistentvolumeclaim/default/models']);
});

test.each([
  [
    'a class',
    claim('storageClassName: fast'),
    'storageclass/fast',
    'PersistentVolumeClaim models spec.storageClassName',
  ],
  ['no class', claim(''), 'default-storageclass', 'PersistentVolumeClaim models spec.storageClassName'],
  ['a class of a template', named(
    'apps/v1',
    'StatefulSet',
    'db',
    'spec: { volumeClaimTemplates: [{ spec: { storageClassName: fast } }] }',
  ),
  'storageclass/fast', 'StatefulSet db spec.volumeClaimTemplates[0].spec.storageClassName'],
  ['a class of an ephemeral volume', deployment(
    'volumes: [{ name: a, ephemeral: { volumeClaimTemplate: { spec: { storageClassName: fast } } } }]',
  ),
  'storageclass/fast', 'Deployment web '
      + 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName'],
])('%s', (_, yaml, id, use) => {
  expect(needs(yaml)).toEqual([[id, use]]);
});

test.each([
  ['the empty class', claim("storageClassName: ''")],
  ['a volume by name', claim('storageClassName: fast, volumeName: v')],
  ['a class of the set', all(claim('storageClassName: fast'), named('storage.k8s.io/v1', 'StorageClass', 'fast'))],
  [
    'a volume of the set',
    all(claim('storageClassName: manual'), named('v1', 'PersistentVolume', 'v', 'spec: { storageClassName: manual }')),
  ],
])('%s needs none', (_, yaml) => {
  expect(ids(yaml)).toEqual([]);
});
