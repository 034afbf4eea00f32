import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A folder of the node under replicas that may land on any node. */
export const hostPathRoams: LegacyRule = {
  id: 'host-path-roams',
  severity: 'advice',
  check: (facts) => facts.autoscalers.flatMap(({ object, target, maxReplicas }) => {
    if (!target || maxReplicas <= 1) return [];
    const { volumes = [], nodeName, nodeSelector, affinity } = target.pod;
    const placed = nodeName || Object.keys(nodeSelector ?? {}).length > 0 || affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    return volumes.filter((v) => v.hostPath && !placed).map((v) => ({
      object: target.object,
      problem: {
        field: `${target.podPath}.volumes[${JSON.stringify(v.name)}].hostPath`,
        value: v.hostPath!.path,
        rule: `is read by up to ${maxReplicas} replicas of ${title(object)} on any node`,
        why: 'a replica on a node without that folder starts without a model',
        fix: 'place the workload on the nodes that have it, or use ModelSource.volumeClaim, s3, https or image; acknowledge this where every node has the folder',
      },
    }));
  }),
};
