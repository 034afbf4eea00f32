import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, policy, RETAINED } from './examples';
import { isFederated } from './hub/autoscalers-by-target';
import { KarmadaHub } from './hub/karmada-hub';
import { PROPAGATION } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const karmadaTargetNotPropagated: Rule = {
  id: 'karmada-target-not-propagated',
  title: 'Where an autoscaler is propagated, what it scales should be propagated too',
  severity: 'warning',
  description: [
    'Fires when a propagation policy selects a HorizontalPodAutoscaler or a ScaledObject, and no policy selects the',
    'workload that it scales, which is among the manifests. For a FederatedHPA there is',
    '[karmada-federated-target-not-propagated](karmada-federated-target-not-propagated.md).',
    '',
    'The clusters get an autoscaler without a target: it reports `FailedGetScale`, and no pod runs there.',
  ].join('\n'),
  fix: [
    'Add the workload to the `resourceSelectors` of the policy. With this library: to the `KarmadaPropagation`.',
    '',
    'Acknowledge it when the workload is applied to each cluster by something else.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(RETAINED, AUTOSCALER, policy([AUTOSCALERS])),
  repaired: documents(RETAINED, AUTOSCALER, policy([AUTOSCALERS, DEPLOYMENTS])),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    if (hub.policies.length === 0) return;
    for (const scaler of inventory.autoscalers) {
      const { object, target } = scaler;
      if (isFederated(scaler) || target === undefined || target.object === object) continue;
      if (hub.selecting(object).by.length === 0) continue;
      const { by, more } = hub.selecting(target.object);
      if (by.length > 0 || more) continue;
      report(object, {
        field: 'spec.scaleTargetRef',
        value: title(target.object),
        rule: 'must be propagated by a policy, as its autoscaler is',
        why: 'the clusters get an autoscaler without a target (FailedGetScale), and no pods',
        fix: 'add it to the resourceSelectors of the policy',
      });
    }
  },
};
