/**
 * How many values a value holds when each alias is written out; more than the limit where it is more, or where a value
 * holds itself. What is shared is counted once, so that a bomb is found without being set off.
 */
export function nodesBehindAliases(value: unknown, limit: number): number {
  const known = new Map<object, number>();
  const open = new Set<object>();

  function count(node: unknown): number {
    if (typeof node !== 'object' || node === null) return 1;
    const before = known.get(node);
    if (before !== undefined) return before;
    if (open.has(node)) return limit + 1;
    open.add(node);
    let total = 1;
    for (const inner of Object.values(node)) {
      total += count(inner);
      if (total > limit) break;
    }
    open.delete(node);
    known.set(node, total);
    return total;
  }

  return count(value);
}
