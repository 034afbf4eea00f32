import { adapterRules, type AdapterRule } from './adapter-config';
import type { LegacyRule } from '../rule';

/** Two rules of one name, of which the adapter takes the last. */
export const adapterNameTwice: LegacyRule = {
  id: 'adapter-name-twice',
  severity: 'error',
  check: (facts) => {
    const seen = new Map<string, AdapterRule[]>();
    return adapterRules(facts).flatMap((rule) => {
      const { object, at, external, name, query } = rule;
      if (name === undefined) return [];
      const place = `${object.metadata?.namespace}/${object.metadata?.name}/${at}/${external}`;
      const others = seen.get(place) ?? [];
      seen.set(place, [...others, rule]);
      if (!others.some((other) => other.query !== query && overlap(other, rule))) return [];
      return [{
        object,
        problem: {
          field: at.replace(/\.metricsQuery$/, ''),
          rule: 'is the name of two rules',
          why: 'the adapter takes the last one without a word',
          fix: 'rename one of them (name.as)',
          source: 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md',
        },
      }];
    });
  },
};

/** Whether both may be metrics of the same object: one name may serve pods and, by another rule, services. */
function overlap(one: AdapterRule, other: AdapterRule): boolean {
  if (one.external || !one.resources || !other.resources) return true;
  return one.resources.some((r) => other.resources!.includes(r));
}
