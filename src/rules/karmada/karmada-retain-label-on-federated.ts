import { DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, policy, RETAINED } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { inClusters, OverriddenCopies } from './hub/overridden-copies';
import { RETAIN_REPLICAS, supportsRetainLabel } from './hub/replicated-kinds';
import { FEDERATED } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

const SENT = [FEDERATED_AUTOSCALER, policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')];

export const karmadaRetainLabelOnFederated: Rule = {
  id: 'karmada-retain-label-on-federated',
  title: 'What a FederatedHPA scales must not have the retain-replicas label',
  severity: 'error',
  description: [
    'Fires when a propagated Deployment that a FederatedHPA scales has the label',
    '`resourcetemplate.karmada.io/retain-replicas: "true"`, by itself or after the overrides of a cluster.',
    '',
    'The clusters keep the replicas that they have. The FederatedHPA sees no effect and goes up to `maxReplicas`, and',
    'its conditions look normal.',
  ].join('\n'),
  fix: 'Remove the label.',
  source: FEDERATED,
  failing: documents(RETAINED, ...SENT),
  repaired: documents(DEPLOYMENT, ...SENT),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const sender of hub.policies) {
      for (const object of hub.propagatedBy(sender).filter(supportsRetainLabel)) {
        const scaler = hub.scaling.federated(object);
        // The rule two-autoscalers reports what is scaled in each cluster too.
        if (scaler === undefined || hub.scaling.inClusters(object)) continue;
        const copies = OverriddenCopies.of(inventory).copiesOf(object, sender);
        const copy = copies.find(({ manifest }) => manifest.metadata?.labels?.[RETAIN_REPLICAS] === 'true');
        if (copy === undefined) continue;
        report(object, {
          field: `metadata.labels["${RETAIN_REPLICAS}"]`,
          value: 'true',
          rule: `must not be set${inClusters(copy)}, because ${title(scaler.object)} scales it`,
          why: 'the clusters keep their replicas, while the FederatedHPA goes up to maxReplicas',
          fix: 'remove the label',
        });
      }
    }
  },
};
