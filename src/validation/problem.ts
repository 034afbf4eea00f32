/** One fault or one piece of advice, whether a constructor, a synth or the command reports it. */
export interface Problem {
  /** Stable: `<room>/<what>` for a constructor's check, the rule's id for a rule. */
  readonly code: string;
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

/** The same problems, each one level further inside what the user wrote. */
export function within(field: string, problems: readonly Problem[]): Problem[] {
  if (problems.length === 0) return [];
  return problems.map((p) => ({ ...p, field: join(field, p.field) }));
}

function join(outer: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}
