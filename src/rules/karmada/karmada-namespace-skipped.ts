import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { NAMESPACES } from './sources';
import { namespaceOf } from '../../kubernetes/identity';
import type { Rule } from '../rule';

const SKIP = 'namespace.karmada.io/skip-auto-propagation';
const SENT = [fixed(2), policy([DEPLOYMENTS])];

export const karmadaNamespaceSkipped: Rule = {
  id: 'karmada-namespace-skipped',
  title: 'The namespace of propagated objects must be propagated too',
  severity: 'error',
  description: [
    'Fires when a propagation policy selects objects of a Namespace with the label',
    '`namespace.karmada.io/skip-auto-propagation: "true"`. It is silent where a policy selects the Namespace.',
    '',
    'Karmada creates other namespaces in the clusters itself. Without the namespace its objects fail there',
    '(`SyncFailed`: namespaces not found).',
  ].join('\n'),
  fix: [
    'Remove the label.',
    '',
    'Acknowledge it where something else creates the namespace in the clusters.',
  ].join('\n'),
  source: NAMESPACES,
  failing: documents(`apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { ${SKIP}: 'true' } }`, ...SENT),
  repaired: documents(`apiVersion: v1
kind: Namespace
metadata: { name: vision }`, ...SENT),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    const skipped = inventory.of('Namespace').filter((o) => o.metadata?.labels?.[SKIP] === 'true');
    if (skipped.length === 0 || hub.policies.length === 0) return;
    const used = new Set(hub.policies.flatMap((p) => hub.propagatedBy(p)).map(namespaceOf));
    for (const namespace of skipped) {
      if (!used.has(namespace.metadata?.name ?? '') || hub.policyOf(namespace)) continue;
      report(namespace, {
        field: `metadata.labels["${SKIP}"]`,
        value: 'true',
        rule: 'must not be set, because objects of the namespace are propagated',
        why: 'Karmada does not create the namespace in the clusters, so its objects fail there (SyncFailed)',
        fix: 'remove the label',
      });
    }
  },
};
