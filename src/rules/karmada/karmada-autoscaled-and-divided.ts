import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, policy, RETAINED } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { divides } from './hub/replica-scheduling';
import { PROPAGATION } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const karmadaAutoscaledAndDivided: Rule = {
  id: 'karmada-autoscaled-and-divided',
  title: 'What an autoscaler in each cluster scales must not be divided',
  severity: 'error',
  description: [
    'Fires when a propagation policy divides the replicas of a workload that a HorizontalPodAutoscaler or a',
    'ScaledObject scales. A policy divides with `replicaSchedulingType: Divided`, and also with an empty',
    '`replicaScheduling`.',
    '',
    'The autoscaler in each cluster overwrites the division. A cluster whose part is 0 does not get the workload, and',
    'its autoscaler has no target.',
  ].join('\n'),
  fix: [
    'Set `replicaSchedulingType: Duplicated`, or remove `replicaScheduling`. With this library:',
    '`ReplicaDivision.duplicated()`, which is the default.',
    '',
    'What one FederatedHPA scales for all clusters is divided: give it a policy of its own.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(
    RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS], '{ replicaSchedulingType: Divided }'),
  ),
  repaired: documents(
    RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS], '{ replicaSchedulingType: Duplicated }'),
  ),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const policyOfAll of hub.policies.filter(divides)) {
      for (const object of hub.propagatedBy(policyOfAll)) {
        const scaler = hub.scaling.inClusters(object);
        // The rule two-autoscalers reports what a FederatedHPA scales too.
        if (scaler === undefined || hub.scaling.federated(object)) continue;
        report(policyOfAll, {
          field: 'spec.placement.replicaScheduling',
          value: title(object),
          rule: `must duplicate what ${title(scaler.object)} scales in each cluster`,
          why: 'the autoscalers overwrite the division, and a cluster whose part is 0 has an autoscaler without a '
            + 'target',
          fix: 'set replicaSchedulingType: Duplicated, with a policy of its own for what a FederatedHPA scales',
        });
      }
    }
  },
};
