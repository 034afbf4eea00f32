import type { Problem } from './problem';

/** A problem on one line, for a log: `<field>: got <value>; <rule> — <why>; <fix> (<source>)`. */
export function describe(problem: Problem): string {
  const { field, why, fix, source } = problem;
  const where = source === undefined ? '' : ` (${source})`;
  const at = field === '' ? '' : `${field}: `;
  return `${at}${ruled(problem)} — ${why}; ${fix}${where}`;
}

/** What stands around a problem in a message. */
export interface Around {
  readonly severity?: string;
  /** The construct or the object; empty where something else says so. */
  readonly about: string;
  /** Where to read on; the problem's source where nothing else is given. */
  readonly see?: string;
}

/** A problem on several lines, for a terminal and an exception. */
export function explain(problem: Problem, { severity = 'error', about, see = problem.source }: Around): string {
  const { code, field, why, fix } = problem;
  const head = [severity, code, about, field].filter((part) => part !== '').join('  ');
  const lines = [head, `  ${ruled(problem)}`, `  why: ${why}`, `  fix: ${fix}`];
  if (see !== undefined) lines.push(`  see: ${see}`);
  return lines.join('\n');
}

/** What was set, and the rule. */
export function ruled(problem: Problem): string {
  return `${gotten(problem)}${problem.rule}`;
}

function gotten(problem: Problem): string {
  return 'value' in problem ? `got ${show(problem.value)}; ` : '';
}

/** A value as a message shows it: short, on one line; NaN, undefined and text differ. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' || (typeof value === 'object' && value !== null) ? json(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** Constructs are cyclic: show the class name. */
function json(value: object | string): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    const name = (value as object).constructor?.name || 'value';
    return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
  }
}

/** A problem on several lines behind a path, as cdk8s prints what it finds itself. */
export function indented(message: string): string {
  return message.replace(/\n/g, '\n    ');
}
