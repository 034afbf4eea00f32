import type { LegacyRule } from '../rule';

/** A rollout that is given up while its pods may still be loading. */
export const startupOverDeadline: LegacyRule = {
  id: 'startup-over-deadline',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, containers }) => {
    if (object.kind !== 'Deployment') return [];
    const deadline = object.spec?.progressDeadlineSeconds ?? 600;
    return containers.flatMap(({ name, startupProbe: p }) => {
      const budget = p ? (p.initialDelaySeconds ?? 0) + (p.failureThreshold ?? 3) * (p.periodSeconds ?? 10) : 0;
      if (budget < deadline) return [];
      return [{
        object,
        problem: {
          field: 'spec.progressDeadlineSeconds',
          value: deadline,
          rule: `must be above the ${budget} s that container "${name}" may take to start`,
          why: 'a rollout would be reported as failed (ProgressDeadlineExceeded) while the model is still loading',
          fix: `raise the deadline above ${budget} s, or shorten the startup probe`,
          source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
        },
      }];
    });
  }),
};
