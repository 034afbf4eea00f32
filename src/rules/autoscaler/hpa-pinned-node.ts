import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** `nodeName` bypasses the scheduler: every replica lands on that node, whether it fits or not. */
export const hpaPinnedNode: LegacyRule = {
  id: 'hpa-pinned-node',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, target, maxReplicas }) => {
    const node = target?.pod.nodeName;
    if (!target || !node || maxReplicas <= 1) return [];
    return [{
      object: target.object,
      problem: {
        field: `${target.podPath}.nodeName`,
        value: node,
        rule: `must not pin what ${title(object)} scales to ${maxReplicas}`,
        why: 'nodeName bypasses the scheduler: all replicas go to one node, and those that do not fit are rejected and made again without end',
        fix: 'place the pods by node affinity (EdgePlacement with EdgeNodes.named), or keep maxReplicas at 1',
        source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
      },
    }];
  }),
};
