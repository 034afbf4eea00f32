import { isOpen, objectOf, type Report, type ReportedFinding } from './reported-finding';

/** Workflow commands of GitHub Actions: an annotation at the line of each finding. */
export function githubReport({ findings, unusable }: Report): string {
  const lines = findings.filter(isOpen).map(annotation);
  for (const { file, line = 1, message, expected } of unusable) {
    lines.push(command('error', { file, line, title: 'unusable input' }, `${message}; expected ${expected}`));
  }
  return lines.map((line) => `${line}\n`).join('');
}

const LEVELS = { error: 'error', warning: 'warning', advice: 'notice' };

function annotation(finding: ReportedFinding): string {
  const { severity, rule, file, line, column, field, message, why, fix, link } = finding;
  const about = [objectOf(finding), field].filter((part) => part !== '').join(' ');
  const text = `${about}: ${message}\nwhy: ${why}\nfix: ${fix}\n${link}`;
  return command(LEVELS[severity], { file, line, col: column, title: rule }, text);
}

function command(level: string, properties: Record<string, string | number>, text: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${level} ${given.join(',')}::${data(text)}`;
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
