import { all, deployment, ids, named, needs, only } from '../needs';

const POD = 'Deployment web spec.template.spec';
const scaled = (ref: string) => named(
  'keda.sh/v1alpha1',
  'ScaledObject',
  's',
  `spec: { triggers: [{ type: x, authenticationRef: ${ref} }] }`,
);

test.each([
  [
    deployment('runtimeClassName: a'),
    'runtimeclass/a',
    `${POD}.runtimeClassName`,
    named('node.k8s.io/v1', 'RuntimeClass', 'a'),
  ],
  [
    deployment('priorityClassName: a'),
    'priorityclass/a',
    `${POD}.priorityClassName`,
    named('scheduling.k8s.io/v1', 'PriorityClass', 'a'),
  ],
  [
    deployment('serviceAccountName: a'),
    'serviceaccount/default/a',
    `${POD}.serviceAccountName`,
    named('v1', 'ServiceAccount', 'a'),
  ],
  [
    named('networking.k8s.io/v1', 'Ingress', 'i', 'spec: { ingressClassName: a }'),
    'ingressclass/a',
    'Ingress i spec.ingressClassName',
    named('networking.k8s.io/v1', 'IngressClass', 'a'),
  ],
  [
    scaled('{ name: a }'),
    'triggerauthentication/default/a',
    'ScaledObject s spec.triggers[0].authenticationRef.name',
    named('keda.sh/v1alpha1', 'TriggerAuthentication', 'a'),
  ],
  [
    scaled('{ name: a, kind: ClusterTriggerAuthentication }'),
    'clustertriggerauthentication/a',
    'ScaledObject s spec.triggers[0].authenticationRef.name',
    named('keda.sh/v1alpha1', 'ClusterTriggerAuthentication', 'a'),
  ],
  [
    named(
      'tensorstack.dev/v1beta1',
      'MLService',
      'm',
      'spec: { releases: [{ predictor: { model: { runtime: a } } }] }',
    ),
    'mlserviceruntime/default/a',
    'MLService m spec.releases[0].predictor.model.runtime',
    named('tensorstack.dev/v1beta1', 'MLServiceRuntime', 'a'),
  ],
])('%#: what is named and not here', (yaml, id, use, object) => {
  expect(needs(yaml)).toContainEqual([id, use]);
  expect(ids(all(yaml, object))).not.toContain(id);
});

test.each([
  deployment('serviceAccountName: default'),
  deployment('priorityClassName: system-cluster-critical'),
  deployment('priorityClassName: system-node-critical'),
  deployment("runtimeClassName: ''"),
  named('networking.k8s.io/v1', 'Ingress', 'i', 'spec: {}'),
])('%#: what every cluster has is not needed', (yaml) => {
  expect(ids(yaml)).toEqual([]);
});

test.each(['3', 'text', '[]', '{ name: 4 }', 'null'])('a reference %s to an authentication is none', (ref) => {
  expect(ids(scaled(ref))).toEqual(['keda']);
});

test('the check', () => {
  expect(only(deployment('runtimeClassName: a'), 'runtimeclass/a').check).toBe('kubectl get runtimeclass a');
});
