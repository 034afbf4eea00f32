import { DEPLOYMENTS, documents, policy } from './examples';
import { policiesOf } from './hub/karmada-hub';
import { PROPAGATION } from './sources';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';

const SENT = policy([DEPLOYMENTS]);

export const karmadaSelectorNamespace: Rule = {
  id: 'karmada-selector-namespace',
  title: 'A PropagationPolicy must select objects in its own namespace',
  severity: 'error',
  description: [
    'Fires when a PropagationPolicy or an OverridePolicy of Karmada has a resource selector with another namespace',
    'than its own, or selectors of two namespaces.',
    '',
    'Karmada\'s webhook rejects the policy.',
  ].join('\n'),
  fix: [
    'Write a policy in each namespace, or a ClusterPropagationPolicy. With this library: a `KarmadaPropagation` for',
    'each namespace.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(SENT.replace('name: classifier }', 'name: classifier, namespace: audio }')),
  repaired: documents(SENT),
  check: (inventory, report) => {
    for (const policyOfAll of namespaced(inventory)) {
      const selectors: ReadonlyArray<{ readonly namespace?: string }> = policyOfAll.spec?.resourceSelectors ?? [];
      let own = policyOfAll.metadata?.namespace;
      for (const [i, { namespace }] of selectors.entries()) {
        own ??= namespace;
        if (!namespace || namespace === own) continue;
        report(policyOfAll, {
          field: `spec.resourceSelectors[${i}].namespace`,
          value: namespace,
          rule: `must be the namespace of the policy, ${own}`,
          why: 'Karmada\'s webhook rejects a policy that selects objects in another namespace',
          fix: 'use a policy for each namespace',
        });
        break;
      }
    }
  },
};

function namespaced(inventory: Inventory): Manifest[] {
  return [...policiesOf(inventory, 'PropagationPolicy'), ...policiesOf(inventory, 'OverridePolicy')];
}
