import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { inClusters, OverriddenCopies } from './hub/overridden-copies';
import { OVERRIDES } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];

export const karmadaAutoscaledReplicasOverridden: Rule = {
  id: 'karmada-autoscaled-replicas-overridden',
  title: 'An override must not set replicas that an autoscaler sets',
  severity: 'error',
  description: [
    'Fires when an override policy changes `spec.replicas` of a workload that a HorizontalPodAutoscaler, a',
    'ScaledObject or a FederatedHPA scales.',
    '',
    'One of the two has no effect: the autoscaler and Karmada write the same field.',
  ].join('\n'),
  fix: 'Override the limits of the autoscaler, such as `/spec/minReplicas` and `/spec/maxReplicas`.',
  source: OVERRIDES,
  failing: documents(
    ...SENT, override(DEPLOYMENTS, 'plaintext: [{ path: /spec/replicas, operator: replace, value: 5 }]'),
  ),
  repaired: documents(
    ...SENT, override(AUTOSCALERS, 'plaintext: [{ path: /spec/minReplicas, operator: replace, value: 5 }]'),
  ),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const sender of hub.policies) {
      for (const object of hub.propagatedBy(sender)) {
        const [scaler] = hub.scaling.of(object);
        if (scaler === undefined) continue;
        const copy = OverriddenCopies.of(inventory).copiesOf(object, sender).find((c) => c.replicas !== undefined);
        if (copy?.replicas === undefined) continue;
        report(copy.replicas.policy, {
          field: copy.replicas.field,
          value: copy.manifest.spec?.replicas,
          rule: `must not override the replicas of ${title(object)}${inClusters(copy)}, `
            + `which ${title(scaler.object)} scales`,
          why: 'one of the two would have no effect',
          fix: 'override the limits of the autoscaler',
        });
      }
    }
  },
};
