import { countsOf, type Report } from './reported-finding';

/** One object: `findings`, `unusable` and `summary`. */
export function jsonReport(report: Report): string {
  const { findings, unusable, objects, files, failOn, kubernetes } = report;
  const counts = { files: files.length, objects, ...countsOf(findings), unusable: unusable.length };
  const summary = { ...counts, failOn, kubernetes };
  const shown = findings.map(({ acknowledgedIn, ...finding }) => finding);
  return `${JSON.stringify({ findings: shown, unusable, summary }, null, 2)}\n`;
}
