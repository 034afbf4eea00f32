import { create, type XMLElement } from 'xmlbuilder';
import { byFileOf, isAtLeast, isOpen, objectOf } from './reported-finding';
import type { Report, ReportedFinding, UnusableInput } from './reported-finding';

/** JUnit's XML: a suite for each file; a finding fails its test where the command fails for it. */
export function junitReport(report: Report): string {
  const root = create('testsuites', { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const files = new Set([...report.files, ...report.unusable.map(({ file }) => file)]);
  const found = byFileOf(report.findings);
  const unread = byFileOf(report.unusable);
  const totals = [...files].map((file) => suite(root, {
    file,
    findings: found.get(file) ?? [],
    unusable: unread.get(file) ?? [],
    isFailing: (finding) => isOpen(finding) && isAtLeast(finding.severity, report.failOn),
  }));
  root.att('name', 'elastic-inference check');
  root.att('tests', sum(totals.map(({ tests }) => tests)));
  root.att('failures', sum(totals.map(({ failures }) => failures)));
  root.att('errors', report.unusable.length);
  return `${root.end({ pretty: true })}\n`;
}

interface Totals { readonly tests: number; readonly failures: number }

interface Suite {
  readonly file: string;
  readonly findings: readonly ReportedFinding[];
  readonly unusable: readonly UnusableInput[];
  readonly isFailing: (finding: ReportedFinding) => boolean;
}

function suite(root: XMLElement, { file, findings, unusable, isFailing }: Suite): Totals {
  const failures = findings.filter(isFailing).length;
  const found = findings.length + unusable.length;
  const tests = Math.max(1, found);
  const skipped = findings.filter((finding) => !isOpen(finding)).length;
  const element = root.ele('testsuite', { name: file, tests, failures, errors: unusable.length, skipped });
  for (const finding of findings) testCase(element, finding, isFailing(finding));
  for (const { line = 1, message, expected } of unusable) {
    const failed = element.ele('testcase', { name: `${file} can be read`, classname: file });
    failed.ele('error', { type: 'unusable-input', message }, `${file}:${line}: ${message}; expected ${expected}`);
  }
  if (found === 0) element.ele('testcase', { name: 'no findings', classname: file });
  return { tests, failures };
}

function testCase(element: XMLElement, finding: ReportedFinding, isFailing: boolean): void {
  const { rule, severity, field, file, line, message, why, fix, link, acknowledged } = finding;
  const name = [rule, objectOf(finding), field].filter((part) => part !== '').join(' ');
  const test = element.ele('testcase', { name, classname: file });
  const text = `${file}:${line}\n${message}\nwhy: ${why}\nfix: ${fix}\nsee: ${link}`;
  if (isFailing) test.ele('failure', { type: severity, message }, text);
  else if (acknowledged !== undefined) test.ele('skipped', { message: `acknowledged: ${acknowledged}` });
  else test.ele('system-out', {}, `${severity}: ${text}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}
