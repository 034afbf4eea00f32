import { createColors } from 'picocolors';
import { RULES } from '../rules/catalogue/all-rules';
import { rulePage } from '../validation/documentation-links';
import { SEVERITIES } from './report/reported-finding';
import { CLEAN, type Terminal } from './terminal';

/** Lists all rules: by severity, in the order of their ids. */
export function listRules(format: 'text' | 'json', terminal: Terminal): number {
  terminal.out(format === 'json' ? asJson() : asText(terminal));
  return CLEAN;
}

function asJson(): string {
  const rules = RULES.map(({ id, title, severity, source }) => ({ id, title, severity, source, link: rulePage(id) }));
  return `${JSON.stringify(rules, null, 2)}\n`;
}

function asText({ hasColors }: Terminal): string {
  const { bold, underline } = createColors(hasColors);
  const width = Math.max(...RULES.map(({ id }) => id.length));
  const lines: string[] = [];
  for (const severity of SEVERITIES) {
    const mine = RULES.filter((rule) => rule.severity === severity).sort((a, b) => (a.id < b.id ? -1 : 1));
    lines.push(underline(severity), ...mine.map(({ id, title }) => `  ${bold(id.padEnd(width))}  ${title}`), '');
  }
  lines.push('elastic-inference explain ID shows one with its examples.', '');
  return lines.join('\n');
}
