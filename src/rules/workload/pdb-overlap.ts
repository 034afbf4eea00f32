import type { Workload } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** The eviction API refuses a pod that two budgets select. */
export const pdbOverlap: LegacyRule = {
  id: 'pdb-overlap',
  severity: 'error',
  check: (facts) => {
    const first = new Map<Workload, Manifest>();
    return facts.of('PodDisruptionBudget').flatMap((object) => facts.guarded(object).flatMap((w) => {
      const other = first.get(w);
      if (!other) first.set(w, object);
      if (!other || other.metadata?.name === object.metadata?.name) return [];
      return [{
        object,
        problem: {
          field: 'spec.selector',
          rule: `picks the pods of ${title(w.object)}, which ${title(other)} picks too`,
          why: 'the eviction API refuses pods with more than one budget, so draining a node never ends',
          fix: 'keep one budget for each workload',
          source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
        },
      }];
    }));
  },
};
