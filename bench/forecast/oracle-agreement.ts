import type { Answer, Point } from './oracle-case';

/** How an answer of the forecast compares with one of the oracle. */
export type Agreement = 'same' | 'race' | 'different';

/**
 * Whether two answers have the same replicas in the same order, each at the same second or at the next: what happens at
 * the very second at which the oracle looks is seen then or a second later, by chance. Of a difference it says whether
 * a race of the oracle comes before it.
 */
export function agreement(answer: Answer, oracle: readonly Point[]): Agreement {
  const own = replicaChanges(answer.points);
  const theirs = replicaChanges(oracle);
  const length = Math.max(own.length, theirs.length);
  for (let i = 0; i < length; i++) {
    if (isSame(own[i], theirs[i])) continue;
    const since = Math.min(own[i]?.at ?? Infinity, theirs[i]?.at ?? Infinity);
    return answer.race !== undefined && answer.race <= since ? 'race' : 'different';
  }
  return 'same';
}

function isSame(one: Point | undefined, other: Point | undefined): boolean {
  return one !== undefined && one.replicas === other?.replicas && Math.abs(one.at - other.at) <= 1;
}

function replicaChanges(points: readonly Point[]): Point[] {
  return points.filter(({ replicas }, i) => replicas !== points[i - 1]?.replicas);
}
