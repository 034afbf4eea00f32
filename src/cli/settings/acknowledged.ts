import type { Acknowledgement } from './configuration';
import { ruleNames } from './selection';
import type { Manifest } from '../../kubernetes/manifest';
import type { Reported } from '../../rules/rule';
import { nearest } from '../../validation/nearest';
import type { ReportedFinding } from '../report/reported-finding';
import { objectOf } from '../report/reported-finding';

/**
 * The annotations that acknowledge what rules find in their object: `acknowledge.elastic-inference/<rule>`, with the
 * reason.
 */
export const ANNOTATION = 'acknowledge.elastic-inference/';

/** The reason in an annotation of an object; undefined where there is none. */
export function annotatedReason(object: Manifest, rule: string): string | undefined {
  if (!canAnnotate(rule)) return undefined;
  const reason = annotationsOf(object)[`${ANNOTATION}${rule}`];
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}

/** The API server takes one slash in the name of an annotation: what the reader finds is acknowledged in a file. */
function canAnnotate(rule: string): boolean {
  return !rule.includes('/');
}

function annotationsOf({ metadata }: Manifest): Record<string, unknown> {
  const annotations: unknown = (metadata as { annotations?: unknown } | null | undefined)?.annotations;
  return typeof annotations === 'object' && annotations !== null ? annotations as Record<string, unknown> : {};
}

/** What is wrong with the annotations of an object that acknowledge. */
export function annotationProblems(object: Manifest): Array<Reported & { readonly code: string }> {
  const problems: Array<Reported & { readonly code: string }> = [];
  for (const [key, reason] of Object.entries(annotationsOf(object))) {
    if (!key.startsWith(ANNOTATION)) continue;
    const rule = key.slice(ANNOTATION.length);
    const field = `metadata.annotations[${JSON.stringify(key)}]`;
    const names = ruleNames().filter(canAnnotate);
    if (!names.includes(rule)) {
      const similar = nearest(rule, names);
      problems.push({
        code: 'cli/unknown-rule',
        field,
        value: rule,
        rule: 'must name a rule',
        why: 'it acknowledges nothing',
        fix: similar === undefined ? 'take an id that elastic-inference rules lists' : `write ${ANNOTATION}${similar}`,
      });
    } else if (typeof reason !== 'string' || reason.trim() === '') {
      problems.push({
        code: 'cli/reason-missing',
        field,
        value: reason,
        rule: 'must say why the finding is intended',
        why: 'without a reason it acknowledges nothing',
        fix: 'write the reason as the value',
      });
    }
  }
  return problems;
}

/** The acknowledgement of a configuration file for a finding; undefined where there is none. */
export function acknowledgementFor(finding: ReportedFinding, given: readonly Acknowledgement[]) {
  return given.find(({ rule, object, file, field }) => (
    rule === finding.rule
    && (object === undefined || object === objectOf(finding))
    && (file === undefined || file === finding.file)
    && (field === undefined || field === finding.field)));
}
