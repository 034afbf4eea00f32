import { parseQuantity } from '../validation/quantity';

/** Quantities by resource name, as YAML has them. */
export type Quantities = Readonly<Record<string, any>>;

/** The quantities that were read: a fleet has few, each of them very often. */
const known = new Map<string, number | undefined>();
const MOST_KNOWN = 1000;

/** The number of a quantity, which YAML may read as a number; undefined where there is none. */
export function amountOf(quantity: unknown): number | undefined {
  const text = String(quantity ?? '');
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  const amount = parseQuantity(text);
  known.set(text, amount);
  return amount;
}
