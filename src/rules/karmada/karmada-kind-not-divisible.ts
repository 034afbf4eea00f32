import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { divides } from './hub/replica-scheduling';
import { hasReplicas, isDivisible } from './hub/replicated-kinds';
import { INTERPRETER } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const karmadaKindNotDivisible: Rule = {
  id: 'karmada-kind-not-divisible',
  title: 'What a policy divides must be of a kind whose replicas Karmada knows',
  severity: 'error',
  description: [
    'Fires when a propagation policy divides replicas and selects an object with replicas whose kind Karmada cannot',
    'divide: an MLService of TensorStack, an InferenceService of KServe, a Service of Knative, or another kind with',
    '`spec.replicas`. Karmada divides Deployments, ReplicaSets, StatefulSets, Jobs, and kinds for which it has an',
    'interpreter or a ResourceInterpreterCustomization has a `replicaRevision` script.',
    '',
    'Karmada does not know where other kinds have their replicas. Each cluster gets the whole object, with all of',
    'them.',
  ].join('\n'),
  fix: [
    'Set `replicaSchedulingType: Duplicated`, with an OverridePolicy for each cluster. With this library:',
    '`ReplicaDivision.duplicated()` and `overrides`.',
    '',
    'Acknowledge it where the hub has an interpreter for the kind from elsewhere.',
  ].join('\n'),
  source: INTERPRETER,
  failing: documents(
    `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: classifier, namespace: vision }
spec:
  predictor: { minReplicas: 4, model: { modelFormat: { name: onnx }, storageUri: 's3://models/resnet' } }`,
    policy(['serving.kserve.io/v1beta1 InferenceService'], '{ replicaSchedulingType: Divided }'),
  ),
  repaired: documents(fixed(4), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const divider of hub.policies.filter(divides)) {
      for (const object of hub.propagatedBy(divider)) {
        if (isDivisible(object) || !hasReplicas(object) || hub.isInterpreted(object, 'replicaRevision')) continue;
        // The rule karmada-autoscaled-and-divided reports what is scaled in each cluster.
        if (hub.scaling.inClusters(object)) continue;
        report(divider, {
          field: 'spec.placement.replicaScheduling',
          value: title(object),
          rule: 'must divide only kinds whose replicas Karmada can divide',
          why: 'Karmada does not know where this kind has its replicas, so each cluster gets all of them',
          fix: 'set replicaSchedulingType: Duplicated, with overrides for each cluster',
        });
      }
    }
  },
};
