import type { Severity } from '../../rules/rule';

/** A finding as the reports print it. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly apiVersion: string;
  readonly kind: string;
  /** As the object gives it; empty where it gives none. */
  readonly namespace: string;
  readonly name: string;
  /** Empty for the whole object. */
  readonly field: string;
  /** As the user named it, from where the command runs; `stdin` for standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What was set, and the rule. */
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly link: string;
  /** The reason that somebody gave for it. */
  readonly acknowledged?: string;
  /** Whether that stands in an annotation of the object, or in the configuration file. */
  readonly acknowledgedIn?: 'annotation' | 'configuration';
}

/** What was read and judged. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly unusable: readonly UnusableInput[];
  /** Objects that were read, and the files that hold them. */
  readonly objects: number;
  readonly files: readonly string[];
  readonly failOn: Severity;
  /** The Kubernetes that was named; undefined where none was. */
  readonly kubernetes?: string;
}

export interface UnusableInput {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly expected: string;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly advice: number;
  readonly acknowledged: number;
}

/** From the heaviest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'advice'];

export function countsOf(findings: readonly ReportedFinding[]): Counts {
  const open = findings.filter(isOpen);
  const of = (severity: Severity) => open.filter((f) => f.severity === severity).length;
  return {
    errors: of('error'),
    warnings: of('warning'),
    advice: of('advice'),
    acknowledged: findings.length - open.length,
  };
}

export function isOpen({ acknowledged }: ReportedFinding): boolean {
  return acknowledged === undefined;
}

/** What is about each file, in its order. */
export function byFileOf<T extends { readonly file: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const byFile = new Map<string, T[]>();
  for (const one of all) {
    const before = byFile.get(one.file);
    if (before) before.push(one);
    else byFile.set(one.file, [one]);
  }
  return byFile;
}

/** Whether a severity is the one asked for, or a heavier one. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** How a report calls the object of a finding. */
export function objectOf({ kind, namespace, name }: ReportedFinding): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** `1 error, 2 warnings`; empty where there is none. */
export function countedWords({ errors, warnings, advice, acknowledged }: Counts): string {
  const words = [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    plural(advice, 'piece of advice', 'pieces of advice'),
    plural(acknowledged, 'acknowledged finding'),
  ];
  return words.filter((word) => word !== '').join(', ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

/** A text on one line, in which nothing commands a terminal. */
export function printable(text: string): string {
  const escaped = text.replace(/\p{Control}/gu, (letter) => JSON.stringify(letter).slice(1, -1));
  return escaped.replace(/\p{Control}/gu, '\uFFFD');
}
