import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A Service over several workloads: meant so for a canary, an accident otherwise. */
export const serviceSpansWorkloads: LegacyRule = {
  id: 'service-spans-workloads',
  severity: 'advice',
  check: (facts) => facts.of('Service').flatMap((object) => {
    const pods = facts.behind(object);
    if (pods.length < 2) return [];
    return [{
      object,
      problem: {
        field: 'spec.selector',
        value: object.spec?.selector,
        rule: `picks the pods of ${pods.length} workloads: ${pods.map((w) => title(w.object)).join(', ')}`,
        why: 'their replicas share the traffic, so the load of one does not follow its own autoscaler alone',
        fix: 'select by a label of one workload, or acknowledge this where the traffic is meant to be shared',
      },
    }];
  }),
};
