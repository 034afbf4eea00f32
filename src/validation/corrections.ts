import { isIPv4, isIPv6 } from 'net';
import * as names from './names';
import { nearest } from './nearest';
import { parseQuantity } from './quantity';

/**
 * What was most likely meant by a value that cannot be used: undefined where nothing of it says that. Whatever is
 * returned is accepted by the check that it is for.
 */

/** Longer texts are no slips, and looking at them would take time. */
const LONGEST = 500;

function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A fix that names what to write, where that is known. */
export function fixWith(correction: string | undefined, fix: string): string {
  return correction === undefined ? fix : `write ${correction}; or ${fix}`;
}

/** The name of a list that is written most like another one, in quotes. */
export function similarName(value: unknown, known: readonly string[]): string | undefined {
  const text = textIn(value);
  const found = text === undefined ? undefined : known.find((name) => name.toLowerCase() === text.toLowerCase())
    ?? nearest(text, known);
  return found === undefined || found === value ? undefined : `"${found}"`;
}

/** A name in a grammar: its letters, with "-" in place of what is not allowed. */
export function correctedName(grammar: names.Grammar, value: unknown): string | undefined {
  const text = textIn(value);
  if (text === undefined) return undefined;
  const written = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[\s_/:@+]+/g, '-');
  const candidates = [text, written, written.toLowerCase(), written.replace(/[^\w.-]/g, '')];
  const plain = written.toLowerCase().replace(/[^a-z0-9.-]/g, '').replace(/^[-.]+/, '');
  candidates.push(plain, plain.replace(/\./g, '-'), plain.replace(/^[^a-z]+/, '').replace(/\./g, '-'));
  for (const candidate of candidates) {
    const cut = candidate.slice(0, grammar.max).replace(/[-_.]+$/, '');
    if (names.matches(grammar, cut) && cut !== value) return cut;
  }
  return undefined;
}

/** The key of a label: each of its two parts by its grammar. */
export function correctedKey(key: string): string | undefined {
  if (key.length > LONGEST) return undefined;
  const slash = key.lastIndexOf('/');
  const part = (grammar: names.Grammar, text: string) => (
    names.matches(grammar, text) ? text : correctedName(grammar, text));
  const name = part(names.LABEL_VALUE, key.slice(slash + 1));
  if (slash < 0) return name;
  const prefix = part(names.DNS_SUBDOMAIN, key.slice(0, slash));
  return name === undefined || prefix === undefined ? undefined : `${prefix}/${name}`;
}

/** The whole number of a range that is nearest to a number, also of one in quotes. */
export function correctedInteger(value: unknown, min: number, max: number): string | undefined {
  const isText = typeof value === 'string' && /^\s*[+-]?\d{1,15}(\.\d{1,15})?\s*$/.test(value);
  const number = isText ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
  const closest = Math.min(Math.max(Math.round(number), min), max);
  return isText && closest === number ? `${closest} without quotes` : String(closest);
}

/** A quantity as Kubernetes writes it: `2GB` is `2G`, `500 m` is `500m`, the number 0.5 is `500m`. */
export function correctedQuantity(value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) return undefined;
    const text = Number.isInteger(value) || value < 0.001 ? String(value) : `${Math.round(value * 1000)}m`;
    return parseQuantity(text) === undefined ? undefined : `'${text}'`;
  }
  const text = textIn(value)?.replace(/\s+/g, '').replace(/,(?=\d{1,2}(\D|$))/, '.');
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,15})?)([A-Za-z]{0,9})$/.exec(text ?? '') ?? [];
  if (digits === undefined) return undefined;
  const suffix = UNITS[unit.toLowerCase()] ?? unit;
  return parseQuantity(`${digits}${suffix}`) === undefined ? undefined : `'${digits}${suffix}'`;
}

/** Units as people write them, in lower case; `m` is a thousandth, and never meant as mega here. */
const UNITS: Readonly<Record<string, string>> = {
  '': '',
  'b': '',
  'k': 'k',
  'kb': 'k',
  'mb': 'M',
  'g': 'G',
  'gb': 'G',
  't': 'T',
  'tb': 'T',
  'ki': 'Ki',
  'kib': 'Ki',
  'mi': 'Mi',
  'mib': 'Mi',
  'gi': 'Gi',
  'gib': 'Gi',
  'ti': 'Ti',
  'tib': 'Ti',
  'millicores': 'm',
  'millicpu': 'm',
  'cores': '',
  'core': '',
  'cpu': '',
  'cpus': '',
};

/** A Duration of whole seconds in a range: of a number, of a text such as `30s` or of a Duration. */
export function correctedSeconds(value: unknown, min: number, max: number): string | undefined {
  const seconds = secondsIn(value);
  if (seconds === undefined) return undefined;
  const closest = Math.min(Math.max(Math.round(seconds), min), max);
  return closest % 60 === 0 && closest > 0 ? `Duration.minutes(${closest / 60})` : `Duration.seconds(${closest})`;
}

function secondsIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const [, digits, unit] = /^(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|m|h)?$/.exec(textIn(value) ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * { ms: 0.001, s: 1, m: 60, h: 3600 }[unit ?? 's']!;
}

/** An absolute path without `..`. */
export function correctedPath(value: unknown): string | undefined {
  const text = textIn(value);
  if (text === undefined || text.includes(':')) return undefined;
  const parts: string[] = [];
  for (const part of text.replace(/\\/g, '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  // A folder of the user's home has another path in a container.
  return parts.length === 0 || parts[0].startsWith('~') ? undefined : `/${parts.join('/')}`;
}

/** A reference of an image: its path has no capitals, and stands behind no scheme. */
export function correctedImage(value: unknown): string | undefined {
  const text = textIn(value)?.replace(/^(https?|docker|oci):\/\//, '').replace(/\s+/g, '');
  if (text === undefined) return undefined;
  const [, path, rest] = /^([^:@]*(?::\d+\/[^:@]*)?)(.*)$/.exec(text) ?? [];
  const candidates = [text, `${path?.toLowerCase()}${rest}`];
  return candidates.find((candidate) => candidate !== value && names.matches(names.IMAGE, candidate));
}

/** A block of addresses: one address alone is a block of its own, and bits behind the prefix are zero. */
export function correctedCidr(value: unknown): string | undefined {
  const [address, bits, ...rest] = (textIn(value) ?? '').split('/');
  if (rest.length > 0) return undefined;
  if (isIPv6(address)) return bits === undefined ? `${address}/128` : undefined;
  if (!isIPv4(address)) return undefined;
  if (bits === undefined || bits === '') return `${address}/32`;
  const prefix = /^\d{1,3}$/.test(bits) ? Math.min(Number(bits), 32) : 32;
  const size = 2 ** (32 - prefix);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** A size in whole mebibytes that is not smaller. */
export function correctedMebibytes(kibibytes: number): string | undefined {
  if (!Number.isFinite(kibibytes) || kibibytes <= 0) return undefined;
  return `Size.mebibytes(${Math.ceil(kibibytes / 1024)})`;
}

/** True or false, of a text or a number that says it. */
export function correctedBoolean(value: unknown): string | undefined {
  if (value === 1 || /^(true|yes|on)$/i.test(typeof value === 'string' ? value : '')) return 'true';
  return value === 0 || /^(false|no|off)$/i.test(typeof value === 'string' ? value : '') ? 'false' : undefined;
}
