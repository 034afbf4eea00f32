import { Spoke } from './spoke';
import type { Problem } from '../validation/problem';

/** What is wrong with a list of spokes. */
export function spokesProblems(at: string, spokes: unknown): Problem[] {
  if (!Array.isArray(spokes) || spokes.length === 0) {
    return [{ field: at, value: spokes, rule: 'must name at least one spoke', why: 'nothing would be served', fix: 'give Spoke.of(…)' }];
  }
  return spokes.flatMap((s, i): Problem[] => {
    if (!(s instanceof Spoke)) return [{ field: `${at}[${i}]`, value: s, rule: 'must be a Spoke', why: 'nothing else tells how it is reached', fix: 'use Spoke.of' }];
    const twice = spokes.findIndex((o) => o instanceof Spoke && o.name === s.name) < i;
    return [...s._problems(`${at}[${i}]`), ...(twice ? [{
      field: `${at}[${i}]`, value: s.name, rule: 'is named twice', why: 'one of the two could have no effect', fix: 'remove one',
    }] : [])];
  });
}
