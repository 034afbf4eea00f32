import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';

/** What autoscalers scale and is not here. */
export const SCALE_TARGETS: PrerequisiteKind = {
  ids: ['scale-target'],
  find: (inventory, need) => {
    for (const { object, namespace, target, targetRef } of inventory.autoscalers) {
      if (target !== undefined || targetRef === undefined) continue;
      const slash = targetRef.indexOf('/');
      const kind = targetRef.slice(0, slash);
      const name = targetRef.slice(slash + 1);
      if (inventory.find(kind, namespace, name)) continue;
      need(neededFor(kind, namespace, name), object, 'spec.scaleTargetRef');
    }
  },
};

function neededFor(kind: string, namespace: string, name: string): Needed {
  return {
    id: `scale-target/${shown(namespace)}/${shown(kind)}/${shown(name)}`,
    title: `The ${shown(kind)} ${shown(name)} in the namespace ${shown(namespace)}`,
    why: 'An autoscaler scales it. Without it the autoscaler reports FailedGetScale and does nothing.',
    check: kubectl(namespace, 'get', kind.toLowerCase(), name),
    expected: `the ${shown(kind)} ${shown(name)}`,
  };
}
