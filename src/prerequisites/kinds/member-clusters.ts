import { kubectl, shown } from './kubectl';
import type { PrerequisiteKind } from './prerequisite';
import { isOfKarmada } from '../../kubernetes/identity';

/** The member clusters that policies of Karmada name. */
export const MEMBER_CLUSTERS: PrerequisiteKind = {
  ids: ['member-cluster'],
  find: (inventory, need) => {
    for (const kind of ['PropagationPolicy', 'ClusterPropagationPolicy']) {
      for (const object of inventory.of(kind)) {
        if (!isOfKarmada(object.apiVersion)) continue;
        const names: readonly string[] = object.spec?.placement?.clusterAffinity?.clusterNames ?? [];
        for (const name of new Set(names)) {
          need({
            id: `member-cluster/${shown(name)}`,
            title: `The member cluster ${shown(name)} of Karmada`,
            why: 'A policy names it. A cluster that has not joined gets nothing.',
            check: kubectl(undefined, 'get', 'clusters.cluster.karmada.io', name),
            expected: "one line, with True under READY; run it against Karmada's API server",
            install: 'https://karmada.io/docs/userguide/clustermanager/cluster-registration',
          }, object, 'spec.placement.clusterAffinity.clusterNames');
        }
      }
    }
  },
};
