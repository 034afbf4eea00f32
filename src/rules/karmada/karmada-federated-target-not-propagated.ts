import { DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, policy } from './examples';
import { isFederated } from './hub/autoscalers-by-target';
import { KarmadaHub } from './hub/karmada-hub';
import { FEDERATED } from './sources';
import { groupKind } from '../../kubernetes/identity';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

const WORKLOADS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet']);
const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: classifier, namespace: vision }
data: { MODEL: resnet }`;
const DIVIDED = '{ replicaSchedulingType: Divided }';

export const karmadaFederatedTargetNotPropagated: Rule = {
  id: 'karmada-federated-target-not-propagated',
  title: 'What a FederatedHPA scales must be propagated',
  severity: 'error',
  description: [
    'Fires when a FederatedHPA scales a Deployment, a StatefulSet or a ReplicaSet of the same manifests, and none of',
    'the propagation policies there selects it. It is silent where there is no policy at all: the policies may be',
    'applied from elsewhere.',
    '',
    'The FederatedHPA waits indefinitely with the condition `FailedGetBinding`: without a policy Karmada makes no',
    'binding of the workload.',
  ].join('\n'),
  fix: 'Add the workload to the `resourceSelectors` of a policy. With this library: to a `KarmadaPropagation`.',
  source: FEDERATED,
  failing: documents(DEPLOYMENT, SETTINGS, FEDERATED_AUTOSCALER, policy(['v1 ConfigMap'])),
  repaired: documents(DEPLOYMENT, SETTINGS, FEDERATED_AUTOSCALER, policy(['v1 ConfigMap', DEPLOYMENTS], DIVIDED)),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    if (hub.policies.length === 0) return;
    for (const { object, target } of inventory.autoscalers.filter(isFederated)) {
      if (target === undefined || !WORKLOADS.has(groupKind(target.object.apiVersion, target.object.kind))) continue;
      const { by, more } = hub.selecting(target.object);
      if (by.length > 0 || more || mayBeElsewhere(hub, target.object)) continue;
      report(object, {
        field: 'spec.scaleTargetRef',
        value: title(target.object),
        rule: 'must be propagated by a policy',
        why: 'the FederatedHPA waits indefinitely (FailedGetBinding)',
        fix: 'add it to the resourceSelectors of a propagation policy',
      });
    }
  },
};

/** Without a namespace it lands where the tool says that applies it, maybe in that of a policy. */
function mayBeElsewhere({ policies }: KarmadaHub, { metadata }: Manifest): boolean {
  return metadata?.namespace === undefined && policies.some((p) => p.metadata?.namespace !== undefined);
}
