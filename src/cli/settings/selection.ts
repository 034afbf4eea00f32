import { CLI_CODES } from './codes';
import { UsageError } from './usage-error';
import { RULES } from '../../rules/catalogue/all-rules';
import { nearest } from '../../validation/nearest';

/** What a rule can be called where one is chosen: every id, and the codes of the reader. */
export function ruleNames(): string[] {
  return [...RULES.map(({ id }) => id), ...CLI_CODES];
}

/**
 * A choice of rules by ids, with `*` for any letters: `hpa-*`.
 *
 * Fails with a UsageError for an id of no rule.
 *
 * @param option what the user calls the choice
 */
export function ruleFilter(option: string, patterns: readonly string[]): (rule: string) => boolean {
  const names = ruleNames();
  const tests = patterns.map((pattern) => {
    const test = wildcard(pattern);
    if (names.some(test)) return test;
    const similar = nearest(pattern, names);
    const hint = similar === undefined ? 'elastic-inference rules lists them' : `did you mean ${similar}?`;
    throw new UsageError(`${option}: there is no rule ${pattern}`, hint);
  });
  return (rule) => tests.some((test) => test(rule));
}

/** Without a regular expression: a hostile pattern would hang it. */
function wildcard(pattern: string): (rule: string) => boolean {
  const [first, ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (rule) => rule === pattern;
  return (rule) => {
    if (!rule.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = rule.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return rule.length - last.length >= at && rule.endsWith(last);
  };
}
