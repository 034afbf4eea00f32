import { documents } from '../../../src/rules/karmada/examples';
import { karmadaRetentionConflict } from '../../../src/rules/karmada/karmada-retention-conflict';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-retention-conflict', () => {
  expect(codes(karmadaRetentionConflict.failing)).toEqual(['karmada-retention-conflict']);
  expect(codes(karmadaRetentionConflict.repaired)).toEqual([]);
});

function script(name: string, operations: string[] = ['retention'], kind: string = 'StatefulSet'): string {
  return `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterCustomization
metadata: { name: ${name} }
spec:
  target: { apiVersion: apps/v1, kind: ${kind} }
  customizations: { ${operations.map((operation) => `${operation}: { luaScript: a }`).join(', ')} }`;
}

describe('karmada-retention-conflict', () => {
  test.each([
    'retention', 'replicaRevision', 'healthInterpretation',
  ])('fires on the second script for %s', (operation) => {
    const text = documents(script('a', [operation]), script('b', [operation]));
    expect(fires(karmadaRetentionConflict, text)).toEqual([
      ['ResourceInterpreterCustomization b', `spec.customizations.${operation}`],
    ]);
  });

  test('fires once for several operations', () => {
    const both = ['retention', 'replicaRevision'];
    expect(codes(documents(script('a', both), script('b', both)))).toEqual(['karmada-retention-conflict']);
  });

  test.each<[string, string[]]>([
    ['on another operation', [script('a'), script('b', ['replicaResource'])]],
    ['on another kind', [script('a'), script('b', ['retention'], 'ReplicaSet')]],
    ['on another version', [script('a'), script('b').replace('apps/v1', 'apps.kruise.io/v1beta1')]],
    ['on a target that is missing', ['a', 'b'].map((name) => script(name).replace(/ {2}target.*\n/, ''))],
  ])('is silent %s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });

  test('is silent on one of the same name, which is a fault of its own', () => {
    expect(codes(documents(script('a'), script('a')))).toEqual(['duplicate-object']);
  });
});
