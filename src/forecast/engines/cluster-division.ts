import type { DivisionModel } from '../model/service-model';

/**
 * The replicas of each cluster, in the order of the division; undefined where Karmada's scheduler decides by the room
 * that it finds. Static weights are divided by Webster's method: each replica goes to the highest
 * weight / (2 * replicas so far + 1), and then to the cluster with fewer. A tie that is left Karmada breaks by a hash
 * of the object's UID, which no manifest has: here the first name wins it.
 */
export function divideReplicas(total: number, { clusters, weights, duplicated }: DivisionModel): number[] | undefined {
  if (duplicated) return clusters.map(() => total);
  if (!weights || weights.length !== clusters.length || weights.every((weight) => !(weight > 0))) return undefined;
  const parts = sureParts(total, weights);
  const order = [...clusters.keys()].sort((a, b) => compare(clusters[a], clusters[b]));
  for (let left = total - sumOf(parts); left > 0; left--) {
    let next = order[0];
    for (const i of order) if (isBefore(i, next, weights, parts)) next = i;
    parts[next] += 1;
  }
  return parts;
}

/**
 * What each cluster certainly gets, so that a large total takes no longer: with a divisor that gives them fewer than
 * the total together, these are parts that the method gives out before the rest.
 */
function sureParts(total: number, weights: readonly number[]): number[] {
  const sum = sumOf(weights.map((weight) => Math.max(weight, 0)));
  const share = Math.max(0, total - weights.length) / sum;
  return weights.map((weight) => (weight > 0 ? Math.floor(weight * share) : 0));
}

/** Whether a cluster gets the next replica before another. */
function isBefore(one: number, other: number, weights: readonly number[], parts: readonly number[]): boolean {
  const [a, b] = [one, other].map((i) => weights[i] / (2 * parts[i] + 1));
  return a === b ? parts[one] < parts[other] : a > b;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
