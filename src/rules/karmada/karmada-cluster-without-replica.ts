import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { divides, withoutReplica } from './hub/replica-scheduling';
import { isDivisible, replicasField, replicasOf } from './hub/replicated-kinds';
import { PROPAGATION } from './sources';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

/** What is divided: the least number of replicas, and who states it. */
interface Least {
  readonly replicas: number;
  readonly who: Manifest;
  readonly field: string;
}

export const karmadaClusterWithoutReplica: Rule = {
  id: 'karmada-cluster-without-replica',
  title: 'Each cluster must get at least one of the divided replicas',
  severity: 'error',
  description: [
    'Fires when a propagation policy divides the replicas of a workload among clusters that it names, and one of them',
    'may get none: there are fewer replicas than clusters, or the weights are far apart. What a FederatedHPA scales',
    'has its `minReplicas`, what states no replicas has 1, and an `Aggregated` division needs 1. Karmada breaks a tie',
    'by the UID of the object, which no manifest has, so a cluster counts as one that loses it.',
    '',
    'It is silent where labels, fields or several affinities select the clusters, and where `spreadConstraints` leave',
    'open which of them are selected.',
    '',
    'Karmada does not create the workload in a cluster whose part is 0. Its Service, ConfigMap and other objects still',
    'arrive there, so requests to that cluster fail.',
  ].join('\n'),
  fix: [
    'Raise the replicas, or the `minReplicas` of the FederatedHPA. To leave clusters out on purpose, use',
    '`replicaDivisionPreference: Aggregated`, with this library `ReplicaDivision.aggregated()`.',
    '',
    'Acknowledge it where another cluster serves the requests of one without a replica.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(fixed(1), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')),
  repaired: documents(fixed(2), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const divider of hub.policies.filter(divides)) {
      const reasons = new Map<number, string | undefined>();
      for (const object of hub.propagatedBy(divider)) {
        // The rule karmada-autoscaled-and-divided reports what is scaled in each cluster.
        if (hub.scaling.inClusters(object)) continue;
        if (!isDivisible(object) && !hub.isInterpreted(object, 'replicaRevision')) continue;
        const { replicas, who, field } = leastOf(hub, object);
        if (!reasons.has(replicas)) reasons.set(replicas, withoutReplica(divider, replicas));
        const reason = reasons.get(replicas);
        if (reason === undefined) continue;
        report(divider, {
          field: 'spec.placement.replicaScheduling',
          value: `${title(who)}: ${replicas}`,
          rule: `must give each cluster at least one replica: ${reason}`,
          why: 'a cluster whose part is 0 gets the other objects, but not the workload',
          fix: `raise ${field} of ${title(who)}, or use replicaDivisionPreference: Aggregated`,
        });
      }
    }
  },
};

function leastOf({ scaling }: KarmadaHub, object: Manifest): Least {
  const federated = scaling.federated(object);
  if (federated) return { replicas: federated.minReplicas, who: federated.object, field: 'spec.minReplicas' };
  return { replicas: replicasOf(object), who: object, field: `spec.${replicasField(object)}` };
}
