import { DEPLOYMENT, documents, FEDERATED_AUTOSCALER, fixed } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { replicasField, replicasOf } from './hub/replicated-kinds';
import { FEDERATED } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const karmadaFederatedZeroReplicas: Rule = {
  id: 'karmada-federated-zero-replicas',
  title: 'What a FederatedHPA scales must not have 0 replicas',
  severity: 'error',
  description: [
    'Fires when a FederatedHPA of Karmada scales a workload that states 0 replicas.',
    '',
    'Karmada schedules such a workload to no cluster, and the FederatedHPA never scales it up: its condition is',
    '`FailedGetTargetClusters`.',
  ].join('\n'),
  fix: 'Remove the replicas of the workload. The FederatedHPA sets them.',
  source: FEDERATED,
  failing: documents(fixed(0), FEDERATED_AUTOSCALER),
  repaired: documents(DEPLOYMENT, FEDERATED_AUTOSCALER),
  check: (inventory, report) => {
    const { scaling } = KarmadaHub.of(inventory);
    if (inventory.of('FederatedHPA').length === 0) return;
    for (const object of inventory.objects) {
      const scaler = scaling.federated(object);
      if (scaler === undefined || replicasOf(object) !== 0) continue;
      report(object, {
        field: `spec.${replicasField(object)}`,
        value: 0,
        rule: `must not be 0 on what ${title(scaler.object)} scales`,
        why: 'Karmada schedules it to no cluster, and the FederatedHPA never scales it up (FailedGetTargetClusters)',
        fix: `remove spec.${replicasField(object)}`,
      });
    }
  },
};
