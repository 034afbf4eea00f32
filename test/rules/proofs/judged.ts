import type { Shown } from './by-control-plane';
import { isAbout } from './completed';

/** What the judge's faults say of the rules whose failing examples it was given. */
export interface Judged {
  /** Rules that are shown, each with the fault that shows it. */
  readonly shown: Array<[id: string, fault: string]>;
  /** Rules whose fault is not there, each with the other faults of its example. */
  readonly missing: Array<[id: string, faults: string[]]>;
  /** Faults of no rule. */
  readonly foreign: string[];
}

/** Attributes the FAULT lines of `prove` to the rules, by the names of their objects and namespaces. */
export function judged(printed: string, rules: Readonly<Record<string, Shown>>): Judged {
  const faults = printed.split('\n').filter((line) => line.startsWith('FAULT')).map((line) => line.slice(5).trim());
  const result: Judged = { shown: [], missing: [], foreign: [] };
  for (const [id, { fault }] of Object.entries(rules)) {
    const own = faults.filter((line) => isAbout(id, line));
    const proof = own.find((line) => fault.test(line));
    if (proof === undefined) result.missing.push([id, own]);
    else result.shown.push([id, proof]);
  }
  result.foreign.push(...faults.filter((line) => !Object.keys(rules).some((id) => isAbout(id, line))));
  return result;
}
