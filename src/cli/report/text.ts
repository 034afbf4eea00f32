import type { Formatter } from 'picocolors/types';
import { countedWords, countsOf, isOpen, objectOf, plural, SEVERITIES } from './reported-finding';
import type { Report, ReportedFinding } from './reported-finding';
import type { Severity } from '../../rules/rule';

/** The colours that a text report uses. */
export interface Colors {
  readonly bold: Formatter;
  readonly dim: Formatter;
  readonly red: Formatter;
  readonly yellow: Formatter;
  readonly cyan: Formatter;
  readonly green: Formatter;
  readonly underline: Formatter;
}

/** A report for people: by file, from the heaviest, in the order of the lines. */
export function textReport(report: Report, colors: Colors): string {
  const byFile = new Map<string, ReportedFinding[]>(report.files.map((file) => [file, []]));
  for (const finding of report.findings.filter(isOpen)) byFile.get(finding.file)?.push(finding);
  const blocks = [...byFile].map(([file, findings]) => fileBlock(file, findings, colors));
  return [...blocks.filter((block) => block !== ''), summaryLine(report, colors), ''].join('\n');
}

function fileBlock(file: string, findings: readonly ReportedFinding[], colors: Colors): string {
  if (findings.length === 0) return '';
  const sorted = [...findings].sort((a, b) => (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.line - b.line || a.column - b.column));
  return [colors.underline(file), ...sorted.map((finding) => findingLines(finding, colors)), ''].join('\n');
}

function findingLines(finding: ReportedFinding, colors: Colors): string {
  const { severity, rule, field, file, line, column, message, why, fix, link } = finding;
  const head = [colorOf(severity, colors)(severity), colors.bold(rule), objectOf(finding), field];
  return [
    `  ${head.filter((part) => part !== '').join('  ')}`,
    `    ${colors.dim(`${file}:${line}:${column}`)}`,
    `    ${message}`,
    `    why: ${why}`,
    `    fix: ${fix}`,
    `    ${colors.dim(`see: ${link}`)}`,
  ].join('\n');
}

function colorOf(severity: Severity, { red, yellow, cyan }: Colors): Formatter {
  return { error: red, warning: yellow, advice: cyan }[severity];
}

function summaryLine({ findings, objects, files, unusable }: Report, colors: Colors): string {
  const read = `${plural(objects, 'object') || 'no object'} in ${plural(files.length, 'file') || 'no file'}`;
  const counts = countsOf(findings);
  const found = countedWords(counts);
  const unread = plural(unusable.length, 'input that could not be read', 'inputs that could not be read');
  const line = [read, found === '' ? 'no findings' : found, unread].filter((part) => part !== '').join(': ');
  const isClean = counts.errors + counts.warnings + counts.advice + unusable.length === 0;
  return (isClean ? colors.green : colors.bold)(line);
}
