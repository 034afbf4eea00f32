import { adapterRules } from './adapter-config';
import type { LegacyRule } from '../rule';

/** A division that is 0/0 while nobody asks. */
export const adapterRatioUnguarded: LegacyRule = {
  id: 'adapter-ratio-unguarded',
  severity: 'advice',
  check: (facts) => adapterRules(facts).filter(({ query }) => {
    const bare = unquoted(query);
    return /\//.test(bare) && !/[<>]=?\s*[\d.]/.test(bare);
  }).map(({ object, at, query }) => ({
    object,
    problem: {
      field: at,
      value: query,
      rule: 'divides without a guard',
      why: 'what is no number or infinite reaches the autoscaler as 0 or less, and it scales to the minimum while there is load',
      fix: 'write it as (…) >= 0 < 1e9, which gives no value then, and the autoscaler holds',
      source: 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md',
    },
  })),
};

/** Without texts, labels, spans and the adapter's own brackets, in which other characters may stand, and without what is divided by no zero. */
function unquoted(query: string): string {
  return query.replace(/<<[^>]*>>/g, '').replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '').replace(/\{[^}]*\}/g, '').replace(/\[[^\]]*\]/g, '')
    .replace(/\/\s*(?:[\d.]+(?:e[+-]?\d+)?(?![\w.(])|\(\s*[\d.]+\s*\+|clamp_min\s*\()/gi, '');
}
