import { DEPLOYMENTS, documents, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { isReserved } from './hub/limits';
import { NAMESPACES } from './sources';
import type { Rule } from '../rule';

const SENT = policy([DEPLOYMENTS]);

/** A namespace that a policy names, and where it does. */
interface Named {
  readonly field: string;
  readonly namespace?: string;
}

export const karmadaReservedNamespace: Rule = {
  id: 'karmada-reserved-namespace',
  title: 'A policy must not select objects in a namespace of Kubernetes or Karmada',
  severity: 'error',
  description: [
    'Fires when a propagation policy is in, or selects objects in, a namespace whose name starts with `kube-` or',
    '`karmada-es-`, or in `karmada-system` or `karmada-cluster`.',
    '',
    'Karmada silently ignores the objects there: they have no binding, and no cluster gets them.',
  ].join('\n'),
  fix: 'Use another namespace. Objects in `default` are propagated.',
  source: NAMESPACES,
  failing: documents(SENT.replace('namespace: vision', 'namespace: kube-system')),
  repaired: documents(SENT),
  check: (inventory, report) => {
    for (const sender of KarmadaHub.of(inventory).policies) {
      const { kind, metadata, spec } = sender;
      const selectors: ReadonlyArray<{ readonly namespace?: string }> = spec?.resourceSelectors ?? [];
      const named: Named[] = [{ field: 'metadata.namespace', namespace: metadata?.namespace }];
      if (kind === 'ClusterPropagationPolicy' || metadata?.namespace === undefined) {
        selectors.forEach((s, i) => named.push({ ...s, field: `spec.resourceSelectors[${i}].namespace` }));
      }
      const seen = new Set<string>();
      for (const { field, namespace } of named) {
        if (!namespace || !isReserved(namespace) || seen.has(namespace)) continue;
        seen.add(namespace);
        report(sender, {
          field,
          value: namespace,
          rule: 'must not be a namespace of Kubernetes or Karmada',
          why: 'Karmada silently ignores objects there',
          fix: 'use another namespace',
        });
      }
    }
  },
};
