/** Grammars, quantities and small checks of what Kubernetes asks; none of them is the library's own. */

export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
export const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
export const DNS_1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
export const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/;
const UNIT: Record<string, bigint> = {
  Ki: 1024n,
  Mi: 1024n ** 2n,
  Gi: 1024n ** 3n,
  Ti: 1024n ** 4n,
  k: 1000n,
  M: 1000n ** 2n,
  G: 1000n ** 3n,
  T: 1000n ** 4n,
};
/** The units below one, as the part of it that they are. */
const PART: Record<string, bigint> = { m: 1000n, u: 10n ** 6n, n: 10n ** 9n };
const QUANTITY = /^(\d*)\.?(\d*)(?:(Ki|Mi|Gi|Ti|k|M|G|T|m|u|n)|[eE](\d+))?$/;

export type Say = (wrong: string) => void;

/** A quantity in billionths, or undefined when it is none. */
export function billionths(text: unknown): bigint | undefined {
  const match = typeof text === 'string' ? QUANTITY.exec(text) : null;
  if (!match || match[1] + match[2] === '') return undefined;
  const [, whole, part, unit, exponent] = match;
  const digits = BigInt(whole + part) * 10n ** 9n;
  const times = UNIT[unit] ?? 10n ** BigInt(exponent ?? 0);
  const scaled = unit in PART ? digits / PART[unit] : digits * times;
  return scaled / 10n ** BigInt(part.length);
}

export function labelsOf(map: Record<string, string> | undefined, at: string, say: Say, values = true): void {
  for (const [key, value] of Object.entries(map ?? {})) {
    const [name, prefix, ...rest] = key.split('/').reverse();
    const isName = name !== '' && LABEL_VALUE.test(name);
    const isPrefix = prefix === undefined || SUBDOMAIN.test(prefix);
    if (rest.length > 0 || !isName || !isPrefix) say(`${at}: key ${key}`);
    if (typeof value !== 'string' || (values && !LABEL_VALUE.test(value))) say(`${at}: value ${value}`);
  }
}

/** Whether all labels of a selector are among those of the pods. */
export function picks(selector: Record<string, string> | undefined, pods: Record<string, string>): boolean {
  const entries = Object.entries(selector ?? {});
  return entries.length > 0 && entries.every(([key, value]) => pods[key] === value);
}

export function doubles(list: unknown[], at: string, say: Say): void {
  list.forEach((v, i) => { if (v !== undefined && list.indexOf(v) !== i) say(`${at}: ${String(v)} twice`); });
}

export function within(value: any, least: number, most: number, at: string, say: Say): void {
  if (!Number.isInteger(value) || value < least || value > most) say(`${at} is ${value}`);
}
