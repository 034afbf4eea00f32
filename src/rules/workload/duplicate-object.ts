import { identity } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** Two objects of one kind, namespace and name: the second apply overwrites the first. */
export const duplicateObject: LegacyRule = {
  id: 'duplicate-object',
  severity: 'error',
  check: (facts) => {
    const seen = new Map<string, Manifest>();
    return facts.objects.flatMap((object) => {
      const key = identity(object);
      const first = seen.get(key);
      if (object.metadata?.name === undefined || !first) {
        seen.set(key, object);
        return [];
      }
      if (grantsTheSame(first, object)) return [];
      return [{
        object,
        problem: {
          field: 'metadata.name',
          value: object.metadata.name,
          rule: `there is another ${title(object)}`,
          why: 'applying the second would overwrite the first',
          fix: 'give one of them another name or namespace',
        },
      }];
    });
  },
};

function granted({ rules, aggregationRule, roleRef, subjects }: Manifest): unknown[] {
  return [rules, aggregationRule, roleRef, subjects];
}

/** Charts that are applied each for itself may each bring the same right. */
function grantsTheSame(a: Manifest, b: Manifest): boolean {
  if (!a.rules && !a.roleRef) return false;
  return JSON.stringify(granted(a)) === JSON.stringify(granted(b));
}
