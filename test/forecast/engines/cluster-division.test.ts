import { divideReplicas } from '../../../src/forecast/engines/cluster-division';

const m1m2 = (weights?: number[], duplicated = false) => ({ clusters: ['m1', 'm2'], weights, duplicated });

/** Webster's method as Karmada does it, one replica after the other. */
function slowly(total: number, weights: readonly number[]): number[] {
  const parts = weights.map(() => 0);
  for (let i = 0; i < total; i++) {
    const best = [...weights.keys()].sort((a, b) => (
      weights[b] / (2 * parts[b] + 1) - weights[a] / (2 * parts[a] + 1) || parts[a] - parts[b] || a - b));
    parts[best[0]] += 1;
  }
  return parts;
}

describe('replicas over clusters', () => {
  // As a control plane of Karmada divided them.
  test.each([
    [10, [3, 7], [3, 7]], [10, [30, 70], [3, 7]], [1, [3, 7], [0, 1]], [2, [3, 7], [1, 1]], [3, [3, 7], [1, 2]],
    [4, [3, 7], [1, 3]], [5, [3, 7], [2, 3]], [7, [3, 7], [2, 5]], [11, [3, 7], [3, 8]], [10, [1, 1000], [0, 10]],
    [4, [1, 9], [0, 4]], [12, [1, 1], [6, 6]], [0, [3, 7], [0, 0]],
  ])('%p by weights %p are %p', (total, weights, parts) => {
    expect(divideReplicas(total, m1m2(weights))).toEqual(parts);
  });

  test('each cluster has all of them where they are duplicated, weights or not', () => {
    expect(divideReplicas(4, m1m2([1, 9], true))).toEqual([4, 4]);
  });

  test('the scheduler decides without weights', () => {
    expect(divideReplicas(4, m1m2())).toBeUndefined();
    expect(divideReplicas(4, m1m2([0, 0]))).toBeUndefined();
  });

  test('the first name wins a tie, whatever the order', () => {
    expect(divideReplicas(3, { clusters: ['b', 'a'], weights: [1, 1], duplicated: false })).toEqual([1, 2]);
  });

  test('are the same as one after the other, however many, and always all', () => {
    let seed = 1;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    for (let i = 0; i < 300; i++) {
      const weights = Array.from({ length: 1 + random(6) }, () => 1 + random(i % 2 ? 10 : 1000));
      const clusters = weights.map((_, at) => `c${at}`);
      const total = random(200);
      const parts = divideReplicas(total, { clusters, weights, duplicated: false });
      expect([weights, total, parts]).toEqual([weights, total, slowly(total, weights)]);
    }
  });
});
