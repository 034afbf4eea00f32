import {
  AUTOSCALER, AUTOSCALERS, documents, FEDERATED_AUTOSCALER, policy, STATEFUL_SET,
} from '../../../src/rules/karmada/examples';
import { karmadaReplicasOverwritten } from '../../../src/rules/karmada/karmada-replicas-overwritten';
import { codes } from '../codes';
import { told } from '../manifests';

test('the examples of karmada-replicas-overwritten', () => {
  expect(codes(karmadaReplicasOverwritten.failing)).toEqual(['karmada-replicas-overwritten']);
  expect(codes(karmadaReplicasOverwritten.repaired)).toEqual([]);
});

const SCALED = AUTOSCALER.replace('kind: Deployment', 'kind: StatefulSet');
const SENT = policy(['apps/v1 StatefulSet', AUTOSCALERS]);

function script(target: string, operation: string = 'retention'): string {
  return `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterCustomization
metadata: { name: script }
spec: { target: ${target}, customizations: { ${operation}: { luaScript: a } } }`;
}

test('karmada-replicas-overwritten names the autoscaler and the way out', () => {
  const [[object, message]] = told(karmadaReplicasOverwritten, karmadaReplicasOverwritten.failing);
  expect(object).toBe('StatefulSet vision/classifier');
  expect(message).toContain('because HorizontalPodAutoscaler vision/classifier scales it in each cluster');
  expect(message).toContain('define KarmadaReplicaRetention for StatefulSet');
});

describe('karmada-replicas-overwritten fires', () => {
  test.each<[string, string]>([
    ['of another version', script('{ apiVersion: apps.kruise.io/v1beta1, kind: StatefulSet }')],
    ['of another kind', script('{ apiVersion: apps/v1, kind: ReplicaSet }')],
    ['for another operation', script('{ apiVersion: apps/v1, kind: StatefulSet }', 'replicaRevision')],
    ['that is null', script('{ apiVersion: apps/v1, kind: StatefulSet }').replace('{ luaScript: a }', 'null')],
  ])('beside a script %s', (_, other) => {
    expect(codes(documents(STATEFUL_SET, SCALED, SENT, other))).toEqual(['karmada-replicas-overwritten']);
  });
});

describe('karmada-replicas-overwritten is silent', () => {
  test.each<[string, string]>([
    ['where a script retains the kind', documents(STATEFUL_SET, SCALED, SENT,
      script('{ apiVersion: apps/v1, kind: StatefulSet }'))],
    ['where a webhook may', documents(STATEFUL_SET, SCALED, SENT, `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterWebhookConfiguration
metadata: { name: own }`)],
    ['without a policy', documents(STATEFUL_SET, SCALED)],
    ['where nothing scales it', documents(STATEFUL_SET, policy(['apps/v1 StatefulSet']))],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  test('where a FederatedHPA scales it', () => {
    const federated = FEDERATED_AUTOSCALER.replace('kind: Deployment', 'kind: StatefulSet');
    const sent = policy(['apps/v1 StatefulSet'], '{ replicaSchedulingType: Divided }');
    expect(codes(documents(STATEFUL_SET, federated, sent))).toEqual([]);
  });
});
