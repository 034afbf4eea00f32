import { isEmpty, picks } from './facts';
import type { Rule } from './rule';

/** A selector that does not pick the workload's own pods. */
export const selectorMismatch: Rule = {
  id: 'selector-mismatch',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, selector, podLabels }) => {
    if (!selector || isEmpty(selector) || picks(selector, podLabels)) return [];
    return [{
      object,
      problem: {
        at: 'spec.selector',
        got: selector.matchExpressions?.length ? selector : selector.matchLabels,
        rule: 'must pick the pods of its own template',
        why: 'the API server would reject the object',
        fix: `use labels that the pods carry: ${Object.entries(podLabels).map(([k, v]) => `${k}=${v}`).join(', ') || 'none so far'}`,
      },
    }];
  }),
};
