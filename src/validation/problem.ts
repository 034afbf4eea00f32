/** One fault or one piece of advice, whether a constructor, a synth or the command reports it. */
export interface Problem {
  /** Stable: `<room>/<what>` for a constructor's check, the rule's id for a rule. */
  readonly code?: string;
  /** What was set, as its user spells it: `maxReplicas`, `metrics[0]`, `spec.replicas`; empty for the whole. */
  readonly field: string;
  /** What it was set to, where that helps. */
  readonly value?: unknown;
  readonly rule: string;
  readonly why: string;
  readonly fix: string;
  /** Where the rule is written down. */
  readonly source?: string;
}

/** A problem on one line, for a log: `<field>: got <value>; <rule> — <why>; <fix> (<source>)`. */
export function describe(problem: Problem): string {
  const { field, rule, why, fix, source } = problem;
  const where = source === undefined ? '' : ` (${source})`;
  return `${field}: ${gotten(problem)}${rule} — ${why}; ${fix}${where}`;
}

/** A problem on several lines, for a terminal and an exception; `about` is the construct or the object. */
export function explain(problem: Problem, about: string, severity: string = 'error'): string {
  const { code, field, why, fix, source } = problem;
  const head = [severity, code, about, field].filter((part) => part !== '').join('  ');
  const lines = [head, `  ${gotten(problem)}${problem.rule}`, `  why: ${why}`, `  fix: ${fix}`];
  return [...lines, ...(source === undefined ? [] : [`  see: ${source}`])].join('\n');
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

/** The same problems, each one level further inside what the user wrote. */
export function within(field: string, problems: readonly Problem[]): Problem[] {
  return problems.map((p) => ({ ...p, field: join(field, p.field) }));
}

function join(outer: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}
