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
  /** The version of the cluster; the newest that is known where none is given. */
  readonly kubernetes?: string;
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
export async function judge(set: ManifestSet, { isSelected, acknowledge, kubernetes }: Judging): Promise<{
  findings: ReportedFinding[];
  unused: Acknowledgement[];
}> {
  const all = [...ofReader(set), ...ofRules(set, isSelected, kubernetes)];
  const found = all.filter(({ problem }) => isSelected(problem.code));
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

function ofRules(set: ManifestSet, isSelected: (rule: string) => boolean, kubernetes: string | undefined): Found[] {
  const rules = RULES.filter(({ id }) => isSelected(id));
  const inventory = new Inventory(set.objects, { kubernetes });
  return findingsOf(inventory, rules).map(({ severity, problem, object, inside }) => {
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
  const { namespace, name, generateName }: Record<string, unknown> = object.metadata ?? {};
  return {
    rule: problem.code,
    severity,
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: text(namespace),
    name: text(name ?? generateName),
    field: problem.field,
    file: set.placeOf(written)?.source.name ?? '',
    ...wordsOf(problem),
  };
}

function wordsOf(problem: Problem): Pick<ReportedFinding, 'message' | 'why' | 'fix' | 'link'> {
  const { code, why, fix } = problem;
  return { message: ruled(problem), why, fix, link: code.includes('/') ? page('problems.md') : rulePage(code) };
}

function text(value: unknown): string {
  // A name of another type is another finding.
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
