import type { ManifestSet } from './input/manifest-set';
import type { Position } from './input/positions';
import type { ReportedFinding } from './report/reported-finding';
import { acknowledgementFor, annotatedReason, annotationProblems } from './settings/acknowledged';
import type { Acknowledgement } from './settings/configuration';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import { RULES } from '../rules/catalogue/all-rules';
import { findingsOf } from '../rules/catalogue/findings';
import type { Severity } from '../rules/rule';
import { page, rulePage } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';
import { ruled } from '../validation/problem-text';

/** What is judged, and how. */
export interface Judging {
  readonly isSelected: (rule: string) => boolean;
  readonly acknowledge: readonly Acknowledgement[];
}

/** A finding before it is known where it stands. */
interface Found {
  readonly severity: Severity;
  readonly problem: Problem;
  /** The object that it is about. */
  readonly object: Manifest;
  /** The object that stands in a file, and the field of it: another one where the object is inside it. */
  readonly written: Manifest;
  readonly field: string;
  /** Where that is, if the reader knows more than the field says. */
  readonly position?: Position;
}

/** What the rules and the reader find in a set, with the place of each, and what nobody needed to acknowledge. */
export async function judge(set: ManifestSet, { isSelected, acknowledge }: Judging): Promise<{
  findings: ReportedFinding[];
  unused: Acknowledgement[];
}> {
  const found = [...ofReader(set), ...ofRules(set, isSelected)].filter(({ problem }) => isSelected(problem.code));
  const positions = await set.positions(found.map(({ written, field }) => ({ object: written, field })));
  const used = new Set<Acknowledgement>();
  const findings = found.map((finding, i): ReportedFinding => {
    const located = { ...reported(finding, set), ...(finding.position ?? positions[i]) };
    const annotated = annotatedReason(finding.object, finding.problem.code);
    if (annotated !== undefined) return { ...located, acknowledged: annotated, acknowledgedIn: 'annotation' };
    const configured = acknowledgementFor(located, acknowledge);
    if (!configured) return located;
    used.add(configured);
    return { ...located, acknowledged: configured.reason, acknowledgedIn: 'configuration' };
  });
  return { findings, unused: acknowledge.filter((given) => !used.has(given)) };
}

function ofRules(set: ManifestSet, isSelected: (rule: string) => boolean): Found[] {
  const rules = RULES.filter(({ id }) => isSelected(id));
  return findingsOf(new Inventory(set.objects), rules).map(({ severity, problem, object, inside }) => {
    if (!inside) return { severity, problem, object, written: object, field: problem.field };
    return { severity, problem, object, written: inside.owner, field: `${inside.path}.${problem.field}` };
  });
}

function ofReader(set: ManifestSet): Found[] {
  const found: Found[] = set.repeatedKeys.map(({ object, line }) => ({
    severity: 'warning',
    object,
    written: object,
    field: '',
    position: { line, column: 1 },
    problem: {
      code: 'cli/repeated-key',
      field: '',
      rule: 'a key must not be given twice in one mapping',
      why: 'the last one counts, and the others are silently ignored',
      fix: 'remove all but one',
    },
  }));
  for (const object of set.objects) {
    for (const problem of annotationProblems(object)) {
      found.push({ severity: 'warning', object, written: object, field: problem.field, problem });
    }
  }
  return found;
}

function reported({ severity, problem, object, written }: Found, set: ManifestSet) {
  const { code, field } = problem;
  const { namespace, name, generateName }: Record<string, unknown> = object.metadata ?? {};
  return {
    rule: code,
    severity,
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: text(namespace),
    name: text(name ?? generateName),
    field,
    file: set.placeOf(written)?.source.name ?? '',
    ...causeOf(problem),
    link: code.includes('/') ? page('problems.md') : rulePage(code),
  };
}

function causeOf(problem: Problem) {
  const { why, fix } = problem;
  return { message: ruled(problem), why, fix };
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
