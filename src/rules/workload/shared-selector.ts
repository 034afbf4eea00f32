import type { Workload } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** Two workloads whose selectors pick each other's pods: their controllers and autoscalers count the wrong ones. */
export const sharedSelector: LegacyRule = {
  id: 'shared-selector',
  severity: 'error',
  check: (facts) => {
    const scaled = new Set(facts.autoscalers.map((a) => a.target));
    return facts.workloads.flatMap((w) => {
      const { selector } = w;
      // A Job beside its Deployment, such as a hook, often has its labels; only an autoscaler minds.
      const other = facts.selected(w.namespace, selector).find((o) => o !== w && (!ends(o) || scaled.has(w)));
      if (!other || !selector) return [];
      return [{
        object: w.object,
        problem: {
          field: 'spec.selector',
          value: selector.matchExpressions?.length ? selector : selector.matchLabels,
          rule: `picks the pods of ${title(other.object)} too`,
          why: 'a controller and an autoscaler count every pod that the selector picks, so the replicas would follow the other workload too',
          fix: 'give each workload a label of its own in its selector',
          source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
        },
      }];
    });
  },
};

function ends({ object }: Workload): boolean {
  return object.kind === 'Job' || object.kind === 'CronJob';
}
