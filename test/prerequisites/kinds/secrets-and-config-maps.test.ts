import { all, deployment, ids, named, needs, only } from '../needs';

const POD = 'Deployment web spec.template.spec';
const SECRET = named('v1', 'Secret', 'a');
const CONFIG = named('v1', 'ConfigMap', 'a');

test.each<[string, string, 'secret' | 'configmap', string]>([
  [
    'a variable',
    deployment('', 'env: [{ name: A, valueFrom: { secretKeyRef: { name: a, key: k } } }]'),
    'secret',
    `${POD}.containers[0].env[0].valueFrom.secretKeyRef.name`,
  ],
  [
    'a variable',
    deployment('', 'env: [{ name: A, valueFrom: { configMapKeyRef: { name: a, key: k } } }]'),
    'configmap',
    `${POD}.containers[0].env[0].valueFrom.configMapKeyRef.name`,
  ],
  [
    'all variables',
    deployment('', 'envFrom: [{ secretRef: { name: a } }]'),
    'secret',
    `${POD}.containers[0].envFrom[0].secretRef.name`,
  ],
  [
    'all variables',
    deployment('', 'envFrom: [{ configMapRef: { name: a } }]'),
    'configmap',
    `${POD}.containers[0].envFrom[0].configMapRef.name`,
  ],
  [
    'an init container',
    deployment('initContainers: [{ name: i, envFrom: [{ secretRef: { name: a } }] }]'),
    'secret',
    `${POD}.initContainers[0].envFrom[0].secretRef.name`,
  ],
  [
    'a volume',
    deployment('volumes: [{ name: v, secret: { secretName: a } }]'),
    'secret',
    `${POD}.volumes[0].secret.secretName`,
  ],
  [
    'a volume',
    deployment('volumes: [{ name: v, configMap: { name: a } }]'),
    'configmap',
    `${POD}.volumes[0].configMap.name`,
  ],
  [
    'a projection',
    deployment('volumes: [{ name: v, projected: { sources: [{ secret: { name: a } }] } }]'),
    'secret',
    `${POD}.volumes[0].projected.sources[0].secret.name`,
  ],
  [
    'a projection',
    deployment('volumes: [{ name: v, projected: { sources: [{ configMap: { name: a } }] } }]'),
    'configmap',
    `${POD}.volumes[0].projected.sources[0].configMap.name`,
  ],
  ['a private registry', deployment('imagePullSecrets: [{ name: a }]'), 'secret', `${POD}.imagePullSecrets[0].name`],
  [
    'a ServiceAccount',
    named('v1', 'ServiceAccount', 's', 'imagePullSecrets: [{ name: a }]'),
    'secret',
    'ServiceAccount s imagePullSecrets[0].name',
  ],
  [
    'an Ingress',
    named('networking.k8s.io/v1', 'Ingress', 'i', 'spec: { tls: [{ secretName: a }] }'),
    'secret',
    'Ingress i spec.tls[0].secretName',
  ],
  [
    'a TriggerAuthentication',
    named('keda.sh/v1alpha1', 'TriggerAuthentication', 't', 'spec: { secretTargetRef: [{ name: a }] }'),
    'secret',
    'TriggerAuthentication t spec.secretTargetRef[0].name',
  ],
  [
    'a Model of Sedna',
    named('sedna.io/v1alpha1', 'Model', 'm', 'spec: { credentialName: a }'),
    'secret',
    'Model m spec.credentialName',
  ],
  [
    'an MLService',
    named(
      'tensorstack.dev/v1beta1',
      'MLService',
      'm',
      'spec: { releases: [{ predictor: { storage: { s3: { secretRef: { name: a } } } } }] }',
    ),
    'secret',
    'MLService m spec.releases[0].predictor.storage.s3.secretRef.name',
  ],
  [
    'a transformer',
    named(
      'tensorstack.dev/v1beta1',
      'MLService',
      'm',
      'spec: { transformer: { storage: { s3: { secretRef: { name: a } } } } }',
    ),
    'secret',
    'MLService m spec.transformer.storage.s3.secretRef.name',
  ],
])('%s: %s', (_, yaml, kind, use) => {
  expect(needs(yaml)).toContainEqual([`${kind}/default/a`, use]);
  expect(ids(all(yaml, kind === 'secret' ? SECRET : CONFIG))).not.toContain(`${kind}/default/a`);
});

test.each([
  deployment('', 'env: [{ name: A, valueFrom: { secretKeyRef: { name: a, key: k, optional: true } } }]'),
  deployment('', 'envFrom: [{ configMapRef: { name: a, optional: true } }]'),
  deployment('volumes: [{ name: v, secret: { secretName: a, optional: true } }]'),
  deployment('volumes: [{ name: v, projected: { sources: [{ configMap: { name: a, optional: true } }] } }]'),
  deployment('volumes: [{ name: v, configMap: { name: kube-root-ca.crt } }]'),
  deployment(
    '',
    'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: metadata.name } } }, { name: B, valueFrom: secretKeyRef }]',
  ),
])('what is optional or in every namespace is not needed: %#', (yaml) => {
  expect(ids(yaml)).toEqual([]);
});

const PULL = deployment('imagePullSecrets: [{ name: a }]');

test.each([
  ['cert-manager', named('cert-manager.io/v1', 'Certificate', 'c', 'spec: { secretName: a }')],
  [
    'External Secrets, with a name',
    named('external-secrets.io/v1', 'ExternalSecret', 'c', 'spec: { target: { name: a } }'),
  ],
  ['External Secrets, without one', named('external-secrets.io/v1', 'ExternalSecret', 'a', 'spec: {}')],
  ['Sealed Secrets', named('bitnami.com/v1alpha1', 'SealedSecret', 'a')],
])('a Secret that %s makes of an object of the set is not needed', (_, maker) => {
  expect(ids(all(PULL, maker))).not.toContain('secret/default/a');
});

test('KEDA reads the Secrets of a ClusterTriggerAuthentication in its own namespace', () => {
  expect(
    ids(named('keda.sh/v1alpha1', 'ClusterTriggerAuthentication', 't', 'spec: { secretTargetRef: [{ name: a }] }')),
  )
    .toEqual(['keda', 'secret/keda/a']);
});

test('the namespace of the object', () => {
  const yaml = PULL.replace('{ name: web }', '{ name: web, namespace: kube-system }');
  expect(only(yaml, 'secret/kube-system/a').check).toBe('kubectl -n kube-system get secret a');
});

test('an object that needs one twice is named once', () => {
  const twice = deployment('imagePullSecrets: [{ name: a }]', 'envFrom: [{ secretRef: { name: a } }]');
  expect(needs(twice)).toEqual([['secret/default/a', `${POD}.containers[0].envFrom[0].secretRef.name`]]);
});
