import type { Report, ReportedFinding } from '../../../src/cli/report/reported-finding';

/** A finding, with changes. */
export function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    rule: 'latest-tag',
    severity: 'warning',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'vision',
    name: 'a',
    field: 'spec.x',
    file: 'a.yaml',
    line: 3,
    column: 5,
    message: 'got "x"; should have a fixed tag',
    why: 'the tag moves',
    fix: 'set a version',
    link: 'https://example.com/latest-tag.md',
    ...changes,
  };
}

/** A report of findings, with changes. */
export function reportOf(findings: readonly ReportedFinding[], changes: Partial<Report> = {}): Report {
  const files = [...new Set(findings.map(({ file }) => file))];
  return { findings, unusable: [], objects: 1, files, failOn: 'error', ...changes };
}

/** Texts that break what is not escaped. */
export const HOSTILE = [
  '<a b="c">&amp;\'</a>',
  ']]>',
  '<![CDATA[x]]>',
  '--><!--',
  'line\nline\r\nline\ttab',
  'bell\u0007 escape\u001b[31m zero\u0000 del\u007f \u0085 \u2028 \ufffe \uffff',
  'half \ud83d a letter',
  '🙂 ü',
  '%0A::error::x, a:b%',
  '::warning file=x::y',
  '{{ }} ${x} `x`',
  '"quotes" \\ \'single\'',
];
