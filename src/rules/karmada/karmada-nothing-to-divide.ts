import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { divides } from './hub/replica-scheduling';
import { hasReplicas, isDivisible } from './hub/replicated-kinds';
import { PROPAGATION } from './sources';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';

const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: classifier, namespace: vision }
data: { MODEL: resnet }`;
const DIVIDED = '{ replicaSchedulingType: Divided }';

export const karmadaNothingToDivide: Rule = {
  id: 'karmada-nothing-to-divide',
  title: 'A policy that divides replicas must select something that has them',
  severity: 'error',
  description: [
    'Fires when a propagation policy divides replicas, and none of the objects that it selects has any. It is silent',
    'where the policy selects objects by their kind or labels, or objects that are not among the manifests.',
    '',
    'The division has no effect. Usually the policy was meant to select a workload too.',
  ].join('\n'),
  fix: [
    'Remove `replicaScheduling`, or add the workload to `resourceSelectors`. With this library: leave `replicas` out,',
    'or add the workload to `of`.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(SETTINGS, policy(['v1 ConfigMap'], DIVIDED)),
  repaired: documents(SETTINGS, fixed(4), policy(['v1 ConfigMap', DEPLOYMENTS], DIVIDED)),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    for (const divider of hub.policies.filter(divides)) {
      const objects = hub.propagatedBy(divider);
      if (!isWhole(divider, objects)) continue;
      const mayDivide = (o: Manifest) => isDivisible(o) || hasReplicas(o) || hub.isInterpreted(o, 'replicaRevision')
        || hub.scaling.of(o).length > 0;
      if (objects.some(mayDivide)) continue;
      report(divider, {
        field: 'spec.placement.replicaScheduling',
        rule: 'must not divide, because no selected object has replicas',
        why: 'it would have no effect',
        fix: 'remove it, or select the workload too',
      });
    }
  },
};

/** Whether all that a policy selects is here. */
function isWhole({ spec }: Manifest, objects: readonly Manifest[]): boolean {
  const selectors: ReadonlyArray<{ readonly name?: string }> = spec?.resourceSelectors ?? [];
  return selectors.length > 0 && selectors.every(({ name }) => name) && objects.length >= selectors.length;
}
