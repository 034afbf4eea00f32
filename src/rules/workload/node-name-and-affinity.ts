import type { LegacyRule } from '../rule';

/** A pod that is bound to a node by name and also asks for nodes by label: the node itself rejects it when the two disagree. */
export const nodeNameAndAffinity: LegacyRule = {
  id: 'node-name-and-affinity',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, pod, podPath }) => {
    const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    const labelled = Object.keys(pod.nodeSelector ?? {}).length > 0;
    if (!pod.nodeName || (!required && !labelled)) return [];
    return [{
      object,
      problem: {
        field: `${podPath}.nodeName`,
        value: pod.nodeName,
        rule: `cannot be combined with a ${required ? 'required node affinity' : 'node selector'}`,
        why: 'the scheduler is bypassed, and a node whose labels do not fit rejects the pod (NodeAffinity), which is then made again without end',
        fix: 'remove nodeName, or the affinity and the node selector',
        source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
      },
    }];
  }),
};
