import { Spoke } from './spoke';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The problems of a list of spokes. */
export function spokesProblems(field: string, spokes: unknown): Problem[] {
  if (!Array.isArray(spokes) || spokes.length === 0) {
    return [{
      code: 'fleet/no-spoke',
      field,
      value: spokes,
      rule: 'must name at least one spoke',
      why: 'the service would run on no cluster',
      fix: 'give a list of Spoke.of(…)',
    }];
  }
  const problems = new Problems();
  const names = new Set<string>();
  for (const [i, spoke] of spokes.entries()) {
    if (spoke instanceof Spoke && names.has(spoke.name)) {
      problems.add({
        code: 'fleet/spoke-repeated',
        field: `${field}[${i}]`,
        value: spoke.name,
        rule: 'must name each spoke once',
        why: 'only one of the two could take effect',
        fix: 'remove one of them',
      });
    } else {
      problems.addAll(spokeProblems(`${field}[${i}]`, spoke));
    }
    if (spoke instanceof Spoke) names.add(spoke.name);
  }
  return problems.all;
}

/** The problems of one spoke. */
export function spokeProblems(field: string, spoke: unknown): Problem[] {
  if (spoke instanceof Spoke) return spoke._problems(field);
  return [{
    code: 'fleet/not-a-spoke',
    field,
    value: spoke,
    rule: 'must be a Spoke',
    why: 'the name and the domain of the cluster are unknown',
    fix: 'use Spoke.of',
  }];
}
