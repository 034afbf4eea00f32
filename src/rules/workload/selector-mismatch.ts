import { isEmpty, picks } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';

/** A selector that does not pick the workload's own pods. */
export const selectorMismatch: LegacyRule = {
  id: 'selector-mismatch',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, selector, podLabels }) => {
    if (!selector || isEmpty(selector) || picks(selector, podLabels)) return [];
    return [{
      object,
      problem: {
        field: 'spec.selector',
        value: selector.matchExpressions?.length ? selector : selector.matchLabels,
        rule: 'must pick the pods of its own template',
        why: 'the API server would reject the object',
        fix: `use labels that the pods carry: ${Object.entries(podLabels).map(([k, v]) => `${k}=${v}`).join(', ') || 'none so far'}`,
      },
    }];
  }),
};
