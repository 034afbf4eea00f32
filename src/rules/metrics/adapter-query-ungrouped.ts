import { adapterRules } from './adapter-config';
import type { LegacyRule } from '../rule';

const SOURCE = 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md';
const AGGREGATION = '(?:sum|avg|max|min|count|group|stddev|stdvar|quantile|topk|bottomk)';
/** What the outermost call groups by: before its arguments, or after them and before a guard. */
const BEFORE = new RegExp(`^[(\\s]*${AGGREGATION}\\s+by\\s*\\(([^()]*)\\)`, 'i');
const AFTER = new RegExp(`^[(\\s]*${AGGREGATION}\\s*\\(.*\\)\\s*by\\s*\\(([^()]*)\\)\\s*\\)*(?:\\s*[<>]=?\\s*[\\d.e+]+)*\\s*$`, 'is');

/** A query that gives a pod the value of whichever series comes last. */
export const adapterQueryUngrouped: LegacyRule = {
  id: 'adapter-query-ungrouped',
  severity: 'error',
  check: (facts) => adapterRules(facts).filter(({ external }) => !external).flatMap(({ object, at, query }) => {
    if (!/<<[^>]*\.GroupBy/.test(query)) {
      return [{
        object,
        problem: {
          field: at,
          value: query,
          rule: 'must group by <<.GroupBy>>',
          why: 'a pod with two series gets the value of the last one, and a query without groups gives none, all without a word',
          fix: 'wrap it as sum(…) by (<<.GroupBy>>)',
          source: SOURCE,
        },
      }];
    }
    const more = ((BEFORE.exec(query) ?? AFTER.exec(query))?.[1] ?? '').split(',').map((label) => label.trim()).filter((label) => /^\w+$/.test(label));
    if (more.length === 0) return [];
    return [{
      object,
      problem: {
        field: at,
        value: query,
        rule: `must not group by ${more.join(', ')} too`,
        why: `a pod with two of ${more[0]} gets the value of the last one without a word`,
        fix: 'group by <<.GroupBy>> alone, which adds them up',
        source: SOURCE,
      },
    }];
  }),
};
