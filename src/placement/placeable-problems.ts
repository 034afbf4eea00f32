import type { IConstruct } from 'constructs';
import { isPlaced } from './placed-pods';
import type { NoPods, PodScheduling } from './pod-scheduling';
import type { Problem } from '../validation/problem';

const WITHOUT_PODS: Readonly<Record<NoPods, string>> = {
  'no-construct': 'is no construct',
  'no-scheduling': 'has no `scheduling` with `attract`, `tolerate` and `assign`, and is no ApiObject',
  'no-pod-template': 'has no containers in `spec.template.spec`',
};

/** Problems of what a placement is asked to place. */
export function podProblems(pod: IConstruct, scheduling: PodScheduling | NoPods): Problem[] {
  if (typeof scheduling === 'string') {
    return [{
      code: 'placement/not-a-workload',
      field: 'workload',
      value: pod,
      rule: 'must be a workload or a pod',
      why: `it ${WITHOUT_PODS[scheduling]}, so it has no pods that can be placed`,
      fix: 'set a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of any cdk8s-plus, or the ApiObject of one',
    }];
  }
  if (!isPlaced(pod)) return [];
  return [{
    code: 'placement/placed-twice',
    field: 'workload',
    value: pod.node.path,
    rule: 'must be placed once',
    why: 'several node affinity terms are alternatives, so the pods could run on the nodes of either placement',
    fix: 'remove one of the placements',
  }];
}

/** What is required of nodes already, beside which a placement that requires more of them would be an alternative. */
export function attractedProblems(pod: IConstruct, scheduling: PodScheduling): Problem[] {
  if (scheduling.alternatives().length === 0) return [];
  return [{
    code: 'placement/attracted-already',
    field: 'workload',
    value: pod.node.path,
    rule: 'must not require anything of its nodes yet (scheduling.attract without a weight)',
    why: 'several node affinity terms are alternatives, so the pods could run on nodes that meet either',
    fix: 'have the placement choose the nodes by all labels (EdgeNodes.labelled, CloudNodes.all), or give attract a '
      + 'weight',
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  }];
}
