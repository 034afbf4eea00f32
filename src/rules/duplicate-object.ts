import { identity } from './facts';
import type { Rule } from './rule';
import { title } from './rule';

/** Two objects of one kind, namespace and name: the second apply overwrites the first. */
export const duplicateObject: Rule = {
  id: 'duplicate-object',
  severity: 'error',
  check: (facts) => {
    const seen = new Set<string>();
    return facts.objects.flatMap((object) => {
      const key = identity(object);
      if (object.metadata?.name === undefined || !seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [{
        object,
        problem: {
          at: 'metadata.name',
          got: object.metadata.name,
          rule: `there is another ${title(object)}`,
          why: 'applying the second would overwrite the first',
          fix: 'give one of them another name or namespace',
        },
      }];
    });
  },
};
