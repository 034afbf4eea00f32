import { DEPLOYMENTS, documents, fixed, policy } from '../../../src/rules/karmada/examples';
import { karmadaKindNotDivisible } from '../../../src/rules/karmada/karmada-kind-not-divisible';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-kind-not-divisible', () => {
  expect(codes(karmadaKindNotDivisible.failing)).toEqual(['karmada-kind-not-divisible']);
  expect(codes(karmadaKindNotDivisible.repaired)).toEqual([]);
});

const DIVIDED = '{ replicaSchedulingType: Divided }';

function object(type: string, spec: string): string {
  const [apiVersion, kind] = type.split(' ');
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: classifier, namespace: vision }
spec: ${spec}`;
}

describe('karmada-kind-not-divisible fires', () => {
  test.each([
    ['example.com/v1 Server', '{ replicas: 4 }'],
    ['tensorstack.dev/v1beta1 MLService', '{}'],
    ['serving.knative.dev/v1 Service', '{}'],
  ])('on %s', (type, spec) => {
    const text = documents(object(type, spec), policy([type], DIVIDED));
    expect(codes(text)).toEqual(['karmada-kind-not-divisible']);
    expect(fires(karmadaKindNotDivisible, text)).toEqual([
      ['PropagationPolicy vision/everywhere', 'spec.placement.replicaScheduling'],
    ]);
  });
});

describe('karmada-kind-not-divisible is silent', () => {
  const SERVER = object('example.com/v1 Server', '{ replicas: 4 }');
  const SENT = policy(['example.com/v1 Server'], DIVIDED);
  const customization = (operation: string) => `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterCustomization
metadata: { name: script }
spec: { target: { apiVersion: example.com/v1, kind: Server }, customizations: { ${operation}: {} } }`;

  test.each<[string, string[]]>([
    ['on a kind that Karmada divides by a script', [SERVER, SENT, customization('replicaRevision')]],
    ['on a kind of which Karmada has an interpreter', [
      object('apps.kruise.io/v1alpha1 CloneSet', '{ replicas: 4 }'),
      policy(['apps.kruise.io/v1alpha1 CloneSet'], DIVIDED),
    ]],
    ['on a kind without replicas', [
      object('example.com/v1 Server', '{}'), fixed(4), policy(['example.com/v1 Server', DEPLOYMENTS], DIVIDED),
    ]],
    ['on replicas that are a text', [
      object('example.com/v1 Server', "{ replicas: '4' }"), fixed(4),
      policy(['example.com/v1 Server', DEPLOYMENTS], DIVIDED),
    ]],
    ['where replicas are duplicated', [SERVER, policy(['example.com/v1 Server'])]],
  ])('%s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });

  test('not on a kind with a script for something else', () => {
    expect(codes(documents(SERVER, SENT, customization('retention')))).toEqual(['karmada-kind-not-divisible']);
  });
});
