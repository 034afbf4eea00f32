import { AUTOSCALER, AUTOSCALERS, DEPLOYMENT, DEPLOYMENTS, documents, policy, RETAINED } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { inClusters, OverriddenCopies } from './hub/overridden-copies';
import { RETAIN_REPLICAS, supportsRetainLabel } from './hub/replicated-kinds';
import { INTERPRETER } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

const SENT = [AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];

export const karmadaRetainLabelMissing: Rule = {
  id: 'karmada-retain-label-missing',
  title: 'A propagated Deployment that is scaled in each cluster must have the retain-replicas label',
  severity: 'error',
  description: [
    'Fires when a propagation policy selects a Deployment that a HorizontalPodAutoscaler or a ScaledObject scales, and',
    'the Deployment does not have the label `resourcetemplate.karmada.io/retain-replicas: "true"` after the overrides',
    'of a cluster. The label belongs to the metadata of the Deployment, not to its pod template, and has no effect',
    'with another value.',
    '',
    'Karmada repeatedly writes the replicas of the hub into each cluster, and the autoscaler there writes its own. The',
    'replicas go up and down indefinitely, while the hub reports the object as healthy. A Deployment without',
    '`spec.replicas` has 1 on the hub, so leaving it out does not help.',
  ].join('\n'),
  fix: [
    'Set the label on the Deployment. With this library `KarmadaPropagation` sets it.',
    '',
    'Acknowledge it where the controller `hpaScaleTargetMarker` of Karmada is enabled: it sets the label.',
  ].join('\n'),
  source: INTERPRETER,
  failing: documents(DEPLOYMENT, ...SENT),
  repaired: documents(RETAINED, ...SENT),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const sender of hub.policies) {
      for (const object of hub.propagatedBy(sender).filter(supportsRetainLabel)) {
        const scaler = hub.scaling.inClusters(object);
        // The rule two-autoscalers reports what a FederatedHPA scales too.
        if (scaler === undefined || hub.scaling.federated(object)) continue;
        const copies = OverriddenCopies.of(inventory).copiesOf(object, sender);
        const copy = copies.find(({ manifest }) => manifest.metadata?.labels?.[RETAIN_REPLICAS] !== 'true');
        if (copy === undefined) continue;
        report(object, {
          field: `metadata.labels["${RETAIN_REPLICAS}"]`,
          value: copy.manifest.metadata?.labels?.[RETAIN_REPLICAS],
          rule: `must be "true"${inClusters(copy)}, because ${title(scaler.object)} scales it in each cluster`,
          why: 'Karmada and the autoscaler in the cluster would repeatedly overwrite its replicas',
          fix: 'set the label; KarmadaPropagation does unless the program gives it another value',
        });
      }
    }
  },
};
