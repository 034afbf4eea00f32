import { AUTOSCALER, AUTOSCALERS, documents, policy, STATEFUL_SET } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { supportsRetainLabel } from './hub/replicated-kinds';
import { INTERPRETER } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

const SCALED = AUTOSCALER.replace('kind: Deployment', 'kind: StatefulSet');
const SENT = policy(['apps/v1 StatefulSet', AUTOSCALERS]);

export const karmadaReplicasOverwritten: Rule = {
  id: 'karmada-replicas-overwritten',
  title: 'What an autoscaler in each cluster scales must be of a kind whose replicas Karmada retains',
  severity: 'error',
  description: [
    'Fires when a propagation policy selects a workload of a kind other than Deployment that a HorizontalPodAutoscaler',
    'or a ScaledObject scales, and no ResourceInterpreterCustomization retains the replicas of that kind.',
    '',
    'Karmada repeatedly writes the replicas of the hub into each cluster, and the autoscaler there writes its own.',
    'For a Deployment a label prevents that; for another kind only a script does.',
  ].join('\n'),
  fix: [
    'Use a Deployment, or apply a ResourceInterpreterCustomization with a `retention` script. With this library:',
    '`KarmadaReplicaRetention`.',
    '',
    'Acknowledge it where the hub has such a script from elsewhere.',
  ].join('\n'),
  source: INTERPRETER,
  failing: documents(STATEFUL_SET, SCALED, SENT),
  repaired: documents(STATEFUL_SET, SCALED, SENT, `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterCustomization
metadata: { name: retain-replicas-statefulset }
spec:
  target: { apiVersion: apps/v1, kind: StatefulSet }
  customizations:
    retention:
      luaScript: |
        function Retain(desiredObj, observedObj)
          desiredObj.spec.replicas = observedObj.spec.replicas
          return desiredObj
        end
`),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const sender of hub.policies) {
      for (const object of hub.propagatedBy(sender)) {
        const scaler = hub.scaling.inClusters(object);
        if (scaler === undefined || hub.scaling.federated(object) || supportsRetainLabel(object)) continue;
        if (hub.isInterpreted(object, 'retention')) continue;
        report(object, {
          field: 'kind',
          value: object.kind,
          rule: 'must be a kind whose replicas Karmada retains, because '
            + `${title(scaler.object)} scales it in each cluster`,
          why: 'Karmada retains the replicas of a Deployment only, so it and the autoscaler repeatedly overwrite them',
          fix: `use a Deployment, or define KarmadaReplicaRetention for ${object.kind}`,
        });
      }
    }
  },
};
