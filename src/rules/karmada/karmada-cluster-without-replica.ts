import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { leastOf } from './hub/least-replicas';
import { divides, withoutReplica, withoutWeight } from './hub/replica-scheduling';
import { PROPAGATION } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const karmadaClusterWithoutReplica: Rule = {
  id: 'karmada-cluster-without-replica',
  title: 'Each cluster should get at least one of the divided replicas',
  severity: 'error',
  description: [
    'Fires when a propagation policy divides the replicas of a workload among clusters that it names, and one of',
    'them may get none: there are fewer replicas than clusters, or the weights are far apart. What a FederatedHPA',
    'scales has its `minReplicas`, or the least that a CronFederatedHPA sets; what states no replicas has 1; and an',
    '`Aggregated` division needs 1. Karmada breaks a tie by the UID of the object, which no manifest has, so a',
    'cluster counts as one that loses it.',
    '',
    'It is silent where labels, fields or several affinities select the clusters, and where `spreadConstraints`',
    'leave open which of them are selected. A cluster without a weight may be left out on purpose: it is not',
    'reported where the annotation `elastic-inference/drained-clusters` of the policy names it. This library',
    'writes the annotation for a drained `Spoke` under a FederatedHPA.',
    '',
    'With the dynamic weight `AvailableReplicas` any number of replicas may leave a cluster empty. That depends',
    'on the room in the clusters, which is unknown at synth, so it is a warning of its own:',
    '`karmada-dynamic-division-empty-cluster`. Here such a division is reported for fewer replicas than clusters,',
    'which leave one empty whatever room there is.',
    '',
    'Karmada does not create the workload in a cluster whose part is 0. Its Service, ConfigMap and other objects',
    'still arrive there, so requests that this Service gets in that cluster fail.',
    '',
    'It is silent where the set has a MultiClusterService, a MultiClusterIngress or a ServiceExport for a Service',
    'of the workload: then pods in other clusters answer.',
  ].join('\n'),
  fix: [
    'Raise the replicas, or the `minReplicas` of the FederatedHPA. To leave clusters out on purpose, use',
    '`replicaDivisionPreference: Aggregated`, with this library `ReplicaDivision.aggregated()`.',
    '',
    'Or let other clusters answer, with a MultiClusterService for the Service of the workload. Acknowledge it where',
    'something outside of the set does that.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(fixed(1), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')),
  repaired: documents(fixed(2), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const divider of hub.policies.filter(divides)) {
      const reasons = new Map<number, string | undefined>();
      for (const object of hub.propagatedBy(divider)) {
        const least = leastOf(hub, object);
        if (least === undefined || (least.replicas > 0 && hub.isServedAcrossClusters(object))) continue;
        const { replicas, who, field } = least;
        if (!reasons.has(replicas)) reasons.set(replicas, withoutReplica(divider, replicas));
        const reason = reasons.get(replicas);
        if (reason === undefined) continue;
        const missing = withoutWeight(divider);
        const more = missing.length > 0
          ? `give ${missing.join(', ')} a weight`
          : `raise ${field} of ${title(who)}`;
        report(divider, {
          field: 'spec.placement.replicaScheduling',
          value: `${title(who)}: ${replicas}`,
          rule: `must give each cluster at least one replica: ${reason}`,
          why: 'a cluster whose part is 0 gets the other objects, but not the workload',
          fix: `${more}, use replicaDivisionPreference: Aggregated, or add a MultiClusterService for its Service`,
        });
      }
    }
  },
};
