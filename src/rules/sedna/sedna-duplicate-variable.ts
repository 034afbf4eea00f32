import type { LegacyRule } from '../rule';

/** A variable given twice: a Deployment takes the last one, the schema of a JointInferenceService takes none. */
export const sednaDuplicateVariable: LegacyRule = {
  id: 'sedna-duplicate-variable',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, worker, pod, podPath }) => {
    if (worker === undefined) return [];
    return (['containers', 'initContainers'] as const).flatMap((list) => (pod[list] ?? []).flatMap((c) => {
      const names = (c.env ?? []).map((v) => v.name).filter((name) => name !== undefined);
      return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => ({
        object,
        problem: {
          field: `${podPath}.${list}[${JSON.stringify(c.name)}].env[${JSON.stringify(name)}]`,
          rule: 'is given twice',
          why: 'the API server rejects the JointInferenceService: its schema keys the variables by name',
          fix: 'keep one of them',
        },
      }));
    }));
  }),
};
