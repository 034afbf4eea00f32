import type { IConstruct } from 'constructs';
import type { LocatedFinding } from './located-finding';
import { titleOf } from '../rules/rule';
import { rulePage } from '../validation/documentation-links';
import { explain, indented } from '../validation/problem-text';

/** How many findings of one rule a message shows. */
const MOST = 20;

/** A finding on several lines. */
export function messageOf(finding: LocatedFinding): string {
  const { problem, severity, rule } = finding;
  // What a construct found has no page of its own, and its source in the problem.
  const see = rule.includes('/') ? problem.source : rulePage(rule);
  return explain(problem, { severity, about: titleOf(finding), see });
}

/** Findings by the construct that reports them. */
type Reported = ReadonlyMap<IConstruct, readonly LocatedFinding[]>;

/** What each construct reports, as cdk8s prints it: indented, and of one rule no more than anybody reads. */
export function errorLines(findings: Reported): Map<IConstruct, string[]> {
  const shown = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { rule } of [...findings.values()].flat()) totals.set(rule, (totals.get(rule) ?? 0) + 1);
  const lines = new Map<IConstruct, string[]>();
  for (const [teller, mine] of findings) {
    for (const finding of mine) {
      const count = (shown.get(finding.rule) ?? 0) + 1;
      shown.set(finding.rule, count);
      if (count > MOST) continue;
      const reported = lines.get(teller) ?? [];
      reported.push(indented(messageOf(finding)));
      lines.set(teller, reported);
      const rest = totals.get(finding.rule)! - MOST;
      if (count !== MOST || rest <= 0) continue;
      reported.push(`… and ${rest} more of ${finding.rule}: InferenceRules.check lists them all`);
    }
  }
  return lines;
}
