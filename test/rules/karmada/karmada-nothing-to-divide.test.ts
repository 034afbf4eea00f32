import { DEPLOYMENTS, documents, fixed, policy } from '../../../src/rules/karmada/examples';
import { karmadaNothingToDivide } from '../../../src/rules/karmada/karmada-nothing-to-divide';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-nothing-to-divide', () => {
  expect(codes(karmadaNothingToDivide.failing)).toEqual(['karmada-nothing-to-divide']);
  expect(codes(karmadaNothingToDivide.repaired)).toEqual([]);
});

const DIVIDED = '{ replicaSchedulingType: Divided }';
const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: classifier, namespace: vision }
data: { MODEL: resnet }`;

test('karmada-nothing-to-divide fires on the policy', () => {
  expect(fires(karmadaNothingToDivide, documents(SETTINGS, policy(['v1 ConfigMap'], DIVIDED)))).toEqual([
    ['PropagationPolicy vision/everywhere', 'spec.placement.replicaScheduling'],
  ]);
});

describe('karmada-nothing-to-divide is silent', () => {
  test.each<[string, string[]]>([
    ['where something is divided', [SETTINGS, fixed(4), policy(['v1 ConfigMap', DEPLOYMENTS], DIVIDED)]],
    ['where one of the objects is not here', [SETTINGS, policy(['v1 ConfigMap', DEPLOYMENTS], DIVIDED)]],
    ['where objects are selected by their kind', [
      SETTINGS, policy(['v1 ConfigMap'], DIVIDED).replace(', name: classifier', ''),
    ]],
    ['where replicas are duplicated', [SETTINGS, policy(['v1 ConfigMap'])]],
    ['without an object', [policy(['v1 ConfigMap'], DIVIDED)]],
  ])('%s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });
});
