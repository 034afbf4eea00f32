import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { authenticationParameters, kedaTriggers } from '../../src/rules/keda-triggers';

const text = (ref: string, spec: string) => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a, namespace: vision }
spec: { triggers: [{ type: rabbitmq, authenticationRef: ${ref} }] }
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: auth, namespace: vision }
spec: ${spec}
---
apiVersion: keda.sh/v1alpha1
kind: ClusterTriggerAuthentication
metadata: { name: auth }
spec: { env: [{ parameter: password, name: PASSWORD }] }
`;

function parameters(ref: string, spec = '{}'): string[] | undefined {
  const inventory = new Inventory(manifests(text(ref, spec)));
  const given = authenticationParameters(inventory, kedaTriggers(inventory)[0]);
  return given === undefined ? undefined : [...given];
}

test('the triggers of ScaledObjects and ScaledJobs, of KEDA alone', () => {
  const inventory = new Inventory([
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob', metadata: { name: 'j' }, spec: { triggers: [{ type: 'a' }] } },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'o' },
      spec: { scaleTargetRef: { name: 'w' }, triggers: [{}, {}] },
    },
    // A patch of kustomize.
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'p' }, spec: { triggers: [{}] } },
    { apiVersion: 'example.com/v1', kind: 'ScaledObject', metadata: { name: 'x' }, spec: { triggers: [{}] } },
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'y' } },
  ]);
  expect(kedaTriggers(inventory).map(({ object, at }) => `${object.metadata?.name} ${at}`))
    .toEqual(['o spec.triggers[0]', 'o spec.triggers[1]', 'j spec.triggers[0]']);
});

test.each<[string, string, string[] | undefined]>([
  ['{ name: auth }', '{ secretTargetRef: [{ parameter: host, name: s, key: k }] }', ['host']],
  ['{ name: auth, kind: ClusterTriggerAuthentication }', '{}', ['password']],
  ['{ name: auth }', '{ podIdentity: { provider: azure-workload } }', undefined],
  ['{ name: auth }', '{ hashiCorpVault: {}, env: [] }', undefined],
  ['{ name: other }', '{}', undefined],
  ['auth', '{}', undefined],
  ['{ name: auth, kind: 5 }', '{}', undefined],
])('the parameters that %s gives where it is %s', (ref, spec, expected) => {
  expect(parameters(ref, spec)).toEqual(expected);
});
