import type { KarmadaHub } from './karmada-hub';
import { isDivisible, replicasField, replicasOf } from './replicated-kinds';
import type { Manifest } from '../../../kubernetes/manifest';

/** What is divided: the least number of replicas, and who states it. */
export interface Least {
  readonly replicas: number;
  readonly who: Manifest;
  readonly field: string;
}

/** The least replicas of an object that Karmada divides; undefined where it divides none, or should not. */
export function leastOf(hub: KarmadaHub, object: Manifest): Least | undefined {
  // The rule karmada-autoscaled-and-divided reports what is scaled in each cluster.
  if (hub.scaling.inClusters(object)) return undefined;
  if (!isDivisible(object) && !hub.isInterpreted(object, 'replicaRevision')) return undefined;
  const federated = hub.scaling.federated(object);
  if (federated) {
    const own = { replicas: federated.minReplicas, who: federated.object, field: 'spec.minReplicas' };
    return [own, ...hub.schedulesOf(federated.object).flatMap(scheduled)].reduce((a, b) => (
      b.replicas < a.replicas ? b : a));
  }
  return { replicas: replicasOf(object), who: object, field: `spec.${replicasField(object)}` };
}

/** The minimums that a CronFederatedHPA sets at certain times. */
function scheduled(who: Manifest): Least[] {
  const rules: ReadonlyArray<{ targetMinReplicas?: number; suspend?: boolean }> = who.spec?.rules ?? [];
  return rules.flatMap(({ targetMinReplicas: replicas, suspend }, i) => (
    replicas === undefined || suspend ? [] : [{ replicas, who, field: `spec.rules[${i}].targetMinReplicas` }]));
}
