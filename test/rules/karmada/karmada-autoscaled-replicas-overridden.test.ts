import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, override, policy,
  RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaAutoscaledReplicasOverridden } from '../../../src/rules/karmada/karmada-autoscaled-replicas-overridden';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-autoscaled-replicas-overridden', () => {
  expect(codes(karmadaAutoscaledReplicasOverridden.failing)).toEqual(['karmada-autoscaled-replicas-overridden']);
  expect(codes(karmadaAutoscaledReplicasOverridden.repaired)).toEqual([]);
});

const REPLICAS = 'plaintext: [{ path: /spec/replicas, operator: replace, value: 5 }]';
const BOTH = policy([DEPLOYMENTS, AUTOSCALERS]);
const DIVIDED = policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }');

describe('karmada-autoscaled-replicas-overridden', () => {
  test.each<[string, string[]]>([
    ['in each cluster', [RETAINED, AUTOSCALER, BOTH]],
    ['from the hub', [DEPLOYMENT, FEDERATED_AUTOSCALER, DIVIDED]],
  ])('fires on what is scaled %s', (_, objects) => {
    const text = documents(...objects, override(DEPLOYMENTS, REPLICAS));
    expect(codes(text)).toEqual(['karmada-autoscaled-replicas-overridden']);
    expect(fires(karmadaAutoscaledReplicasOverridden, text)).toEqual([
      ['OverridePolicy vision/larger', 'spec.overrideRules[0].overriders.plaintext[0]'],
    ]);
  });

  test('names the cluster', () => {
    const text = documents(RETAINED, AUTOSCALER, BOTH, override(DEPLOYMENTS, REPLICAS));
    const [[, message]] = told(karmadaAutoscaledReplicasOverridden, text);
    expect(message).toContain('of Deployment vision/classifier in sh, which');
  });

  test.each<[string, string[]]>([
    ['on what nothing scales', [fixed(2), DIVIDED, override(DEPLOYMENTS, REPLICAS)]],
    ['on other fields', [
      RETAINED, AUTOSCALER, BOTH, override(DEPLOYMENTS, REPLICAS.replace('replicas', 'revisionHistoryLimit')),
    ]],
    ['on a cluster to which the object does not go', [
      RETAINED, AUTOSCALER, BOTH, override(DEPLOYMENTS, REPLICAS).replace('[sh]', '[hz]'),
    ]],
  ])('is silent %s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });
});
