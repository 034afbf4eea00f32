import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaAutoscaledAndDivided } from '../../../src/rules/karmada/karmada-autoscaled-and-divided';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-autoscaled-and-divided', () => {
  expect(codes(karmadaAutoscaledAndDivided.failing)).toEqual(['karmada-autoscaled-and-divided']);
  expect(codes(karmadaAutoscaledAndDivided.repaired)).toEqual([]);
});

const BOTH = [DEPLOYMENTS, AUTOSCALERS];
const DIVIDED = '{ replicaSchedulingType: Divided }';
const PLACE = [['PropagationPolicy vision/everywhere', 'spec.placement.replicaScheduling']];

describe('karmada-autoscaled-and-divided fires', () => {
  test.each([
    DIVIDED, '{}', '{ replicaSchedulingType: Divided, replicaDivisionPreference: Aggregated }',
    '{ weightPreference: { dynamicWeight: AvailableReplicas } }',
  ])('on the one fault of a division by %s', (division) => {
    const text = documents(RETAINED, AUTOSCALER, policy(BOTH, division));
    expect(fires(karmadaAutoscaledAndDivided, text)).toEqual(PLACE);
    expect(codes(text)).toEqual(['karmada-autoscaled-and-divided']);
  });

  test('on what KEDA scales, where it goes without its autoscaler', () => {
    const keda = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier, namespace: vision }
spec: { scaleTargetRef: { name: classifier }, triggers: [{ type: cron, metadata: {} }] }`;
    const text = documents(RETAINED, keda, policy([DEPLOYMENTS], DIVIDED));
    expect(fires(karmadaAutoscaledAndDivided, text)).toEqual(PLACE);
  });

  test('on one replica for two clusters, which is no second fault', () => {
    expect(codes(documents(RETAINED, AUTOSCALER, policy(BOTH, '{ weightPreference: {} }')))).toEqual([
      'karmada-autoscaled-and-divided',
    ]);
  });
});

describe('karmada-autoscaled-and-divided is silent', () => {
  test.each<[string, string]>([
    ['where replicas are duplicated',
      documents(RETAINED, AUTOSCALER, policy(BOTH, '{ replicaSchedulingType: Duplicated }'))],
    ['where nothing is said, which duplicates', documents(RETAINED, AUTOSCALER, policy(BOTH))],
    ['where nothing scales', documents(fixed(2), policy([DEPLOYMENTS], DIVIDED))],
    ['where a FederatedHPA scales', documents(DEPLOYMENT, FEDERATED_AUTOSCALER, policy([DEPLOYMENTS], DIVIDED))],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  test('where a FederatedHPA scales too, which is a fault of its own', () => {
    const text = documents(DEPLOYMENT, AUTOSCALER, FEDERATED_AUTOSCALER, policy(BOTH, DIVIDED));
    expect(codes(text)).toEqual(['two-autoscalers']);
  });

  test('on a policy that another one comes before, which decides', () => {
    const text = documents(RETAINED, AUTOSCALER, policy(BOTH, '', 'a'), policy(BOTH, DIVIDED, 'b'));
    expect(codes(text)).toEqual(['karmada-two-policies']);
  });
});
