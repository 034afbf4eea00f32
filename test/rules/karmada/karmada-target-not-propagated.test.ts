import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaTargetNotPropagated } from '../../../src/rules/karmada/karmada-target-not-propagated';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const { failing, repaired, source } = karmadaTargetNotPropagated;

test('the examples of karmada-target-not-propagated', () => {
  expect(codes(failing)).toEqual(['karmada-target-not-propagated']);
  expect(codes(repaired)).toEqual([]);
});

test('karmada-target-not-propagated names the workload', () => {
  expect(told(karmadaTargetNotPropagated, failing)).toEqual([[
    'HorizontalPodAutoscaler vision/classifier',
    'spec.scaleTargetRef: got "Deployment vision/classifier"; must be propagated by a policy, as its autoscaler is — '
    + 'the clusters get an autoscaler without a target (FailedGetScale), and no pods; add it to the resourceSelectors '
    + `of the policy (${source})`,
  ]]);
});

test('karmada-target-not-propagated fires where the policy names another workload', () => {
  const other = policy([AUTOSCALERS, `${DEPLOYMENTS} classifiers`]);
  expect(fires(karmadaTargetNotPropagated, documents(RETAINED, AUTOSCALER, other)))
    .toEqual([['HorizontalPodAutoscaler vision/classifier', 'spec.scaleTargetRef']]);
});

test.each<[string, string[]]>([
  ['no policy is there', [RETAINED, AUTOSCALER]],
  ['no policy selects the autoscaler', [RETAINED, AUTOSCALER, policy(['v1 ConfigMap'])]],
  ['the workload is not among the objects', [AUTOSCALER, policy([AUTOSCALERS])]],
  ['another policy selects the workload', [
    RETAINED, AUTOSCALER, policy([AUTOSCALERS]), policy([DEPLOYMENTS], '', 'workloads'),
  ]],
  ['a policy selects all Deployments', [
    RETAINED, AUTOSCALER, policy([AUTOSCALERS]), policy([DEPLOYMENTS], '', 'b').replace(', name: classifier', ''),
  ]],
  ['a FederatedHPA scales from the hub', [RETAINED, FEDERATED_AUTOSCALER, policy([AUTOSCALERS])]],
])('karmada-target-not-propagated is silent where %s', (_, objects) => {
  expect(fires(karmadaTargetNotPropagated, documents(...objects))).toEqual([]);
});
