import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { inClusters, OverriddenCopies } from './hub/overridden-copies';
import { podOf } from './hub/pods';
import { DEPENDENCIES } from './sources';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models, namespace: vision }
spec: { accessModes: [ReadOnlyMany], resources: { requests: { storage: 20Gi } } }`;
const SERVER = fixed(2).replace('      containers:\n', `      volumes:
        - { name: models, persistentVolumeClaim: { claimName: models } }
      containers:
`);
const SENT = [SERVER, policy([DEPLOYMENTS])];

export const karmadaClaimWithoutStorageClass: Rule = {
  id: 'karmada-claim-without-storage-class',
  title: 'A propagated PersistentVolumeClaim must set its storage class',
  severity: 'error',
  description: [
    'Fires when a PersistentVolumeClaim without `storageClassName` is propagated: because a policy selects it, or',
    'because a pod that a policy with `propagateDeps` selects names it. Overrides are applied first, so each cluster',
    'may get a class of its own.',
    '',
    'The cluster fills in its default class, and Karmada repeatedly tries to remove it again. The claim is immutable,',
    'so each attempt fails (`SyncFailed`).',
  ].join('\n'),
  fix: [
    'Set `spec.storageClassName`. The empty string is a value too: no class.',
    '',
    'Acknowledge it where no cluster has a default storage class.',
  ].join('\n'),
  source: DEPENDENCIES,
  failing: documents(CLAIM, ...SENT),
  repaired: documents(CLAIM.replace('spec: { ', 'spec: { storageClassName: fast, '), ...SENT),
  check: (inventory, report) => {
    for (const [claim, sender] of claims(inventory)) {
      const copies = OverriddenCopies.of(inventory).copiesOf(claim, sender);
      const copy = copies.find(({ manifest }) => manifest.spec?.storageClassName === undefined);
      if (copy === undefined) continue;
      report(claim, {
        field: 'spec.storageClassName',
        rule: `must be set${inClusters(copy)}`,
        why: 'the cluster fills in its default class, and Karmada repeatedly tries to remove it (SyncFailed)',
        fix: 'set spec.storageClassName',
      });
    }
  },
};

/** The claims that are propagated, each with the policy by which it is. */
function claims(inventory: Inventory): Map<Manifest, Manifest> {
  const hub = KarmadaHub.of(inventory);
  const found = new Map<Manifest, Manifest>();
  for (const sender of hub.policies) {
    for (const object of hub.propagatedBy(sender)) {
      if (object.kind === 'PersistentVolumeClaim') found.set(object, sender);
      if (sender.spec?.propagateDeps !== true) continue;
      for (const { persistentVolumeClaim: named } of podOf(object)?.pod.volumes ?? []) {
        const claim = inventory.find('PersistentVolumeClaim', podOf(object)!.namespace, named?.claimName);
        if (claim && !found.has(claim)) found.set(claim, hub.policyOf(claim) ?? sender);
      }
    }
  }
  return found;
}
