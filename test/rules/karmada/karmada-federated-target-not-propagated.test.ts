import {
  AUTOSCALER, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, policy,
} from '../../../src/rules/karmada/examples';
import {
  karmadaFederatedTargetNotPropagated,
} from '../../../src/rules/karmada/karmada-federated-target-not-propagated';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-federated-target-not-propagated', () => {
  expect(codes(karmadaFederatedTargetNotPropagated.failing)).toEqual(['karmada-federated-target-not-propagated']);
  expect(codes(karmadaFederatedTargetNotPropagated.repaired)).toEqual([]);
});

const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: classifier, namespace: vision }
data: { MODEL: resnet }`;
const OTHER = [DEPLOYMENT, FEDERATED_AUTOSCALER, SETTINGS, policy(['v1 ConfigMap'])];
const DIVIDED = '{ replicaSchedulingType: Divided }';

test('karmada-federated-target-not-propagated fires on the FederatedHPA, once', () => {
  expect(fires(karmadaFederatedTargetNotPropagated, documents(...OTHER, policy(['v1 Secret'], '', 'b')))).toEqual([
    ['FederatedHPA vision/classifier', 'spec.scaleTargetRef'],
  ]);
});

describe('karmada-federated-target-not-propagated is silent', () => {
  test.each<[string, string]>([
    ['by its name', ', name: classifier'],
    ['by its kind', ''],
    ['by its labels', ', labelSelector: { matchLabels: { tier: a } }'],
    ['by a label expression', ', labelSelector: { matchExpressions: [{ key: tier, operator: In, values: [a] }] }'],
  ])('where a policy selects the target %s', (_, selector) => {
    const labelled = DEPLOYMENT.replace('namespace: vision }', 'namespace: vision, labels: { tier: a } }');
    const sent = policy([DEPLOYMENTS], DIVIDED, 'b').replace(', name: classifier', selector);
    expect(codes(documents(labelled, ...OTHER.slice(1), sent))).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['where there is no policy at all', OTHER.slice(0, 3)],
    ['where the target is not here', OTHER.slice(1)],
    ['where the target may land in the namespace of the policy', [
      DEPLOYMENT.replace(', namespace: vision', ''), FEDERATED_AUTOSCALER.replace(', namespace: vision', ''),
      ...OTHER.slice(2),
    ]],
    ['on an autoscaler in each cluster', [DEPLOYMENT, AUTOSCALER, ...OTHER.slice(2)]],
  ])('%s', (_, objects) => {
    expect(fires(karmadaFederatedTargetNotPropagated, documents(...objects))).toEqual([]);
  });

  test('not where labels differ', () => {
    const sent = policy([DEPLOYMENTS], DIVIDED, 'b')
      .replace(', name: classifier', ', labelSelector: { matchExpressions: [{ key: tier, operator: Exists }] }');
    expect(codes(documents(...OTHER, sent))).toEqual(['karmada-federated-target-not-propagated']);
  });
});
