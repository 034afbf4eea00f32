import type { Rule } from './rule';
import { RESERVED_VARIABLES, SEDNA_SOURCE } from '../private/sedna';

/** A variable that Sedna's controller appends itself: the last one of a name wins. */
export const sednaReservedVariable: Rule = {
  id: 'sedna-reserved-variable',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, worker, pod, podPath }) => (pod.containers ?? []).flatMap((c) => (c.env ?? []).flatMap((v) => {
    if (worker === undefined || !RESERVED_VARIABLES[worker].includes(v.name)) return [];
    return [{
      object,
      problem: {
        at: `${podPath}.containers[${JSON.stringify(c.name)}].env[${JSON.stringify(v.name)}]`,
        got: v.value,
        rule: 'is set by Sedna itself',
        why: 'Sedna appends a variable of this name, and a container takes the last one',
        fix: 'remove it, or give your own variable another name',
        source: SEDNA_SOURCE,
      },
    }];
  }))),
};
