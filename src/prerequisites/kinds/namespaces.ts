import { kubectl, shown } from './kubectl';
import type { PrerequisiteKind } from './prerequisite';
import { isClusterWide } from '../../kubernetes/identity';

/** Those that every cluster has. */
const PRESENT = new Set(['', 'default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Namespaces in which objects are, and that are not here. */
export const NAMESPACES: PrerequisiteKind = {
  ids: ['namespace'],
  find: (inventory, need) => {
    for (const object of inventory.objects) {
      const name = isClusterWide(object.kind) ? '' : object.metadata?.namespace ?? '';
      if (PRESENT.has(name) || inventory.find('Namespace', '', name)) continue;
      need({
        id: `namespace/${shown(name)}`,
        title: `The namespace ${shown(name)}`,
        why: 'Objects are in it. Without it the API server rejects them (namespaces not found).',
        check: kubectl(undefined, 'get', 'namespace', name),
        expected: `${shown(name)} with the status Active`,
        install: 'https://kubernetes.io/docs/tasks/administer-cluster/namespaces/',
      }, object, 'metadata.namespace');
    }
  },
};
