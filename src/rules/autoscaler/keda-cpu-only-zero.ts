import type { LegacyRule } from '../rule';

/** A ScaledObject that may go to zero on what only pods show. Its minimum is 0 when it says none. */
export const kedaCpuOnlyZero: LegacyRule = {
  id: 'keda-cpu-only-zero',
  severity: 'error',
  check: (facts) => facts.of('ScaledObject').flatMap((object) => {
    const { minReplicaCount = 0, triggers = [] } = object.spec ?? {};
    const types: string[] = triggers.map((t: any) => t.type);
    if (minReplicaCount > 0 || types.length === 0 || !types.every((t) => t === 'cpu' || t === 'memory')) return [];
    return [{
      object,
      problem: {
        field: 'spec.minReplicaCount',
        value: object.spec?.minReplicaCount,
        rule: `must be at least 1 with ${[...new Set(types)].join(' and ')} alone`,
        why: 'without a pod there is no CPU and memory to see, so nothing would start the first one; KEDA refuses it',
        fix: 'set it to 1, or add a trigger for the queue or the requests',
        source: 'https://keda.sh/docs/latest/scalers/cpu/',
      },
    }];
  }),
};
