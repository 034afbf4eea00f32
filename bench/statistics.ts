/** The value in the middle; between two, half way. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What something takes at a size. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/** The exponent of growth between two sizes: 1 is linear, 2 is quadratic; undefined where it grows from nothing. */
export function exponent(from: Point, to: Point): number | undefined {
  if (!(from.value > 0) || !(to.value > 0) || from.size === to.size) return undefined;
  return Math.log(to.value / from.value) / Math.log(to.size / from.size);
}

/** What is shown of several values: the median, the least and the greatest. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function summary(values: readonly number[]): Summary | undefined {
  if (values.length === 0) return undefined;
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}
