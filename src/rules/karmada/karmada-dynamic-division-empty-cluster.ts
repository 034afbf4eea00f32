import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import type { Rule } from '../rule';
import { title } from '../rule';
import { KarmadaHub } from './hub/karmada-hub';
import { leastOf } from './hub/least-replicas';
import { dividedByRoom } from './hub/replica-scheduling';
import { PROPAGATION } from './sources';

export const karmadaDynamicDivisionEmptyCluster: Rule = {
  id: 'karmada-dynamic-division-empty-cluster',
  title: 'A division by available replicas may leave a cluster without one',
  severity: 'warning',
  description: [
    'Fires when a propagation policy divides the replicas of a workload by the dynamic weight `AvailableReplicas`',
    'among two or more clusters that it names. It is silent where labels, fields or several affinities select the',
    'clusters, and where `spreadConstraints` select one or leave open which ones. Fewer replicas than clusters',
    'leave one empty in any case: `karmada-cluster-without-replica` reports that.',
    '',
    'The scheduler divides by the room in each cluster, so no number of replicas ensures one in each. Observed: 2',
    'replicas over room for 30 and 8 were divided 2:0, and 30 over room for 30 and 0 were divided 30:0. Karmada',
    'does not create the workload in a cluster whose part is 0. Its Service and other objects still arrive there,',
    'so requests to that cluster fail. It is silent where the set has a MultiClusterService, a MultiClusterIngress',
    'or a ServiceExport for a Service of the workload: then pods in other clusters answer.',
    '',
    'Such a division is also all or nothing. Observed: a hub at 40 replicas with less room than that left its',
    'clusters at 16, without a Pending pod or a failing condition, and did not try again for five minutes. Static',
    'weights place what fits, and the rest is Pending, which a cluster autoscaler sees.',
    '',
    'It is a warning, because the room is unknown at synth: while each cluster has enough, each gets a replica.',
    'This library refuses to print such a division unless the program allows empty clusters.',
  ].join('\n'),
  fix: [
    'Use static weights (`staticWeightList`); with this library `ReplicaDivision.weighted`. To use as few clusters as',
    'possible, set `replicaDivisionPreference: Aggregated`, with this library `ReplicaDivision.aggregated()`.',
    '',
    'Where empty clusters are intended, acknowledge it. With this library:',
    '`ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true })`, which acknowledges it.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(fixed(4), policy([DEPLOYMENTS], '{ weightPreference: { dynamicWeight: AvailableReplicas } }')),
  repaired: documents(fixed(4), policy([DEPLOYMENTS], `{ weightPreference: { staticWeightList: [
      { targetCluster: { clusterNames: [bj] }, weight: 1 }, { targetCluster: { clusterNames: [sh] }, weight: 1 },
    ] } }`)),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const divider of hub.policies) {
      const clusters = dividedByRoom(divider);
      if (clusters === undefined) continue;
      for (const object of hub.propagatedBy(divider)) {
        const least = leastOf(hub, object);
        // The rule karmada-cluster-without-replica reports what is too few in any case.
        if (least === undefined || least.replicas < clusters.length || hub.isServedAcrossClusters(object)) continue;
        report(divider, {
          field: 'spec.placement.replicaScheduling.weightPreference.dynamicWeight',
          value: title(object),
          rule: `should not divide replicas by room, because each of ${clusters.join(', ')} may be left without one`,
          why: 'the scheduler divides by the room in each cluster, and a cluster whose part is 0 gets the other '
            + 'objects, but not the workload',
          fix: 'use a staticWeightList, or replicaDivisionPreference: Aggregated',
        });
        // A policy has one division, whatever it is applied to.
        break;
      }
    }
  },
};
