/** A number in Kubernetes notation: sign, digits before and after the point, then an exponent or a suffix. */
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)$/;

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 2n ** 10n, Mi: 2n ** 20n, Gi: 2n ** 30n, Ti: 2n ** 40n, Pi: 2n ** 50n, Ei: 2n ** 60n,
};

/** A whole number and the power of ten that it is multiplied with. */
interface Scaled {
  readonly value: bigint;
  readonly exponent: number;
}

/** More than this Go cannot count. */
const MOST = 2n ** 63n;

/** A quantity as whole thousandths, rounded away from zero, as `MilliValue` of Go reads it. */
export function milliOf(quantity: unknown): number | undefined {
  const scaled = scaledOf(quantity);
  if (!scaled) return undefined;
  const milli = thousandths(scaled);
  return Number(milli < MOST ? milli : MOST);
}

function thousandths(scaled: Scaled): bigint {
  const { value, exponent } = scaled;
  if (exponent >= -3) return value * 10n ** BigInt(exponent + 3);
  return value < 0n ? -toScale({ value: -value, exponent }, -3).value : toScale(scaled, -3).value;
}

/**
 * A quantity as a number, as `AsApproximateFloat64` of Go reads what the API server gives: it stores a quantity as a
 * whole number with a suffix (`350m` for `0.35`), which is multiplied with a power of ten.
 */
export function approximateOf(quantity: unknown): number | undefined {
  const scaled = scaledOf(quantity);
  if (!scaled || scaled.value === 0n) return scaled && 0;
  let { value, exponent } = scaled;
  while (value % 10n === 0n) {
    value /= 10n;
    exponent += 1;
  }
  while (exponent % 3 !== 0) {
    value *= 10n;
    exponent -= 1;
  }
  return exponent === 0 ? Number(value) : Number(value) * Number(`1e${exponent}`);
}

/** YAML may read a quantity as a number. */
function scaledOf(quantity: unknown): Scaled | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return undefined;
  const match = QUANTITY.exec(String(quantity));
  if (!match) return undefined;
  const { 1: sign, 2: whole, 3: part = '', 4: exponent, 5: suffix = '' } = match;
  if (whole + part === '') return undefined;
  const digits = BigInt(whole + part) * (BINARY[suffix] ?? 1n);
  const power = exponent === undefined ? DECIMAL[suffix] ?? 0 : Number(exponent);
  const read = { value: digits, exponent: power - part.length };
  const { value, exponent: scale } = read.exponent < SMALLEST ? toScale(read, SMALLEST) : read;
  return { value: sign === '-' ? -value : value, exponent: scale };
}

/** A billionth: what is less counts as one. */
const SMALLEST = -9;

/** A positive number in whole units of a power of ten, rounded up. */
function toScale({ value, exponent }: Scaled, scale: number): Scaled {
  const divisor = 10n ** BigInt(scale - exponent);
  return { value: (value + divisor - 1n) / divisor, exponent: scale };
}
