import { createColors } from 'picocolors';
import { RULES } from '../rules/catalogue/all-rules';
import type { Rule } from '../rules/rule';
import { page, rulePage } from '../validation/documentation-links';
import { nearest } from '../validation/nearest';
import { ruleNames } from './settings/selection';
import { UsageError } from './settings/usage-error';
import { CLEAN, type Terminal } from './terminal';

/**
 * Explains one rule: title, why, failing and repaired manifests, fix, source.
 *
 * Fails with a UsageError for an id of no rule.
 */
export function explainRule(id: string, terminal: Terminal): number {
  const rule = RULES.find((known) => known.id === id);
  if (rule) terminal.out(explanation(rule, terminal));
  else if (ruleNames().includes(id)) terminal.out(`${id}: see ${page('problems.md')}\n`);
  else throw unknown(id);
  return CLEAN;
}

function unknown(id: string): UsageError {
  const similar = nearest(id, ruleNames());
  const hint = similar === undefined ? 'elastic-inference rules lists them' : `did you mean ${similar}?`;
  return new UsageError(`there is no rule ${id}`, hint);
}

function explanation(rule: Rule, { hasColors }: Terminal): string {
  const { bold, dim, underline } = createColors(hasColors);
  const section = (title: string, text: string) => ['', underline(title), '', text.trim()];
  return [
    `${bold(rule.id)}  ${rule.severity}`,
    rule.title,
    ...section('Why', rule.description),
    ...section('Fails', rule.failing),
    ...section('Works', rule.repaired),
    ...section('Fix', rule.fix),
    ...section('Where it is intended', `annotation acknowledge.elastic-inference/${rule.id}: <the reason>`),
    '',
    dim(`source: ${rule.source}`),
    dim(`page:   ${rulePage(rule.id)}`),
    '',
  ].join('\n');
}
