import { identity, type Autoscaler } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** Two autoscalers of one workload write its replicas in turn. */
export const twoAutoscalers: LegacyRule = {
  id: 'two-autoscalers',
  severity: 'error',
  check: (facts) => {
    const first = new Map<string, Autoscaler>();
    return facts.autoscalers.flatMap((a) => {
      if (a.targetRef === undefined) return [];
      const key = `${a.namespace}/${a.targetRef}`;
      const other = first.get(key);
      if (!other) first.set(key, a);
      if (!other || identity(other.object) === identity(a.object)) return [];
      return [{
        object: a.object,
        problem: {
          field: a.target?.object === a.object ? `spec.${a.target.worker}Worker.hpa` : 'spec.scaleTargetRef',
          value: a.targetRef,
          rule: `is scaled by ${title(other.object)} already`,
          why: [a, other].some((o) => o.object.kind === 'FederatedHPA') ? 'both and Karmada write its replicas in turn, without end'
            : 'both see the same pods, so neither scales (AmbiguousSelector)',
          fix: 'put all metrics into one autoscaler',
        },
      }];
    });
  },
};
