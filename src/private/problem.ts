/**
 * One thing that is wrong with what a user set, in the four parts of every message of this library:
 * what was set, the rule, why it would fail, what to change.
 */
export interface Problem {
  /** What was set, as its user spells it: `maxReplicas`, `metrics[0]`, `service.ports[1].name`. */
  readonly at: string;
  /** The value, when it helps to see it. */
  readonly got?: unknown;
  readonly rule: string;
  readonly why: string;
  readonly fix: string;
  /** Where the rule is written down. */
  readonly source?: string;
}

/** A problem as one line: `<at>: got <value>; <rule> — <why>; <fix> (<source>)`. */
export function describe(problem: Problem): string {
  const got = 'got' in problem ? `got ${show(problem.got)}; ` : '';
  const source = problem.source ? ` (${problem.source})` : '';
  return `${problem.at}: ${got}${problem.rule} — ${problem.why}; ${problem.fix}${source}`;
}

/** A value as a message shows it: short, on one line, and telling NaN, undefined and text apart. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' || (typeof value === 'object' && value !== null) ? json(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** A construct holds itself, so it is told by its class. */
function json(value: object | string): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    const name = (value as object).constructor?.name || 'value';
    return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
  }
}

/** The same problems, each one level further inside what the user wrote. */
export function within(at: string, problems: Problem[]): Problem[] {
  if (problems.length === 0) return problems;
  return problems.map((p) => ({ ...p, at: p.at.startsWith('[') || p.at === '' ? `${at}${p.at}` : `${at}.${p.at}` }));
}
