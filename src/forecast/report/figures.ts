/** Figures as people write them: one form each, for the table, the page and the pictures. */

const PLAIN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const ONE_PLACE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const TWO_PLACES = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const TWO_DIGITS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

const UNITS: ReadonlyArray<readonly [number, string]> = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

/** What stands where a figure is unknown. */
export const UNKNOWN = 'unknown';

/** `1,234`, `41.2`, `0.25`: as many places as a reader can use. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) {
    return UNKNOWN;
  }
  const size = Math.abs(value);
  if (size >= 100) {
    return positiveZero(PLAIN.format(value));
  }
  if (size >= 10) {
    return positiveZero(ONE_PLACE.format(value));
  }
  return size > 0 && size < 0.005 ? value.toPrecision(1) : positiveZero(TWO_PLACES.format(value));
}

/** The same where there is little room: `20K`, `1.5M`. */
export function compact(value: number): string {
  return Math.abs(value) >= 10000 && Number.isFinite(value) ? COMPACT.format(value) : amount(value);
}

/** A share of 0 to 1 as a percentage; what is not zero never reads as zero, and what is not all never as all. */
export function share(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) {
    return UNKNOWN;
  }
  const percent = value * 100;
  if (percent > 0 && percent < 0.0005) {
    return '< 0.001 %';
  }
  if (percent > 0 && percent < 1) {
    return `${TWO_DIGITS.format(percent)} %`;
  }
  if (percent < 100 && percent >= 99.95) {
    return '> 99.9 %';
  }
  return `${ONE_PLACE.format(percent)} %`;
}

/** `45 s`, `12 min`, `1 h 30 min`, `24 h`, `2 d 3 h`: the two largest units. */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) {
    return UNKNOWN;
  }
  const whole = Math.round(Math.abs(seconds));
  // A day is 24 h: days begin where hours are hard to read.
  const first = UNITS.findIndex(([size], i) => whole >= (i === 0 ? 2 * size : size));
  if (first < 0) {
    return '0 s';
  }
  const [size, unit] = UNITS[first];
  const text = `${Math.floor(whole / size)} ${unit}`;
  const [nextSize, nextUnit] = UNITS[first + 1] ?? [whole + 1, ''];
  const rest = Math.floor((whole % size) / nextSize);
  return rest > 0 ? `${text} ${rest} ${nextUnit}` : text;
}

/** `1 service`, `3 services`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${PLAIN.format(count)} ${count === 1 ? one : many}`;
}

/** With its sign, for a difference: `+3.2`, `-1`, `0`. */
export function signed(value: number): string {
  const text = amount(value);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** A difference of two shares, in percentage points. */
export function points(value: number): string {
  const percent = value * 100;
  const text = positiveZero((Math.abs(percent) < 1 ? TWO_DIGITS : TWO_PLACES).format(percent));
  const sign = value > 0 && text !== '0' ? '+' : '';
  return `${sign}${text} points`;
}

/** A difference of two durations. */
export function longer(seconds: number): string {
  const text = duration(seconds);
  if (text === '0 s') {
    return text;
  }
  return `${seconds < 0 ? '-' : '+'}${text}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

function positiveZero(text: string): string {
  return text === '-0' ? '0' : text;
}
