import { create, type XMLElement } from 'xmlbuilder';
import { isAtLeast, isOpen, objectOf } from './reported-finding';
import type { Report, ReportedFinding } from './reported-finding';

/** JUnit's XML: a suite for each file; a finding fails its test where the command fails for it. */
export function junitReport(report: Report): string {
  const root = create('testsuites', { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const files = new Set([...report.files, ...report.unusable.map(({ file }) => file)]);
  const totals = [...files].map((file) => suite(root, file, report));
  root.att('name', 'elastic-inference check');
  root.att('tests', sum(totals.map(({ tests }) => tests)));
  root.att('failures', sum(totals.map(({ failures }) => failures)));
  root.att('errors', report.unusable.length);
  return `${root.end({ pretty: true })}\n`;
}

interface Totals { readonly tests: number; readonly failures: number }

function suite(root: XMLElement, file: string, { findings, unusable, failOn }: Report): Totals {
  const mine = findings.filter((f) => f.file === file);
  const unread = unusable.filter((u) => u.file === file);
  const failing = mine.filter((f) => isOpen(f) && isAtLeast(f.severity, failOn));
  const tests = Math.max(1, mine.length + unread.length);
  const element = root.ele('testsuite', { name: file, tests, failures: failing.length, errors: unread.length });
  for (const finding of mine) testCase(element, finding, failing.includes(finding));
  for (const { line = 1, message, expected } of unread) {
    const failed = element.ele('testcase', { name: `${file} can be read`, classname: file });
    failed.ele('error', { type: 'unusable-input', message }, `${file}:${line}: ${message}; expected ${expected}`);
  }
  if (mine.length + unread.length === 0) element.ele('testcase', { name: 'no findings', classname: file });
  return { tests, failures: failing.length };
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
