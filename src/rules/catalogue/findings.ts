import { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { RULES } from './all-rules';
import type { AnyRule, Finding, Reported } from '../rule';

/** What rules find in a set of objects from anywhere. */
export function findings(objects: readonly Manifest[], rules: readonly AnyRule[] = RULES): Finding[] {
  return findingsOf(new Inventory(objects), rules);
}

/** What rules find in an inventory, in the order of the rules. */
export function findingsOf(inventory: Inventory, rules: readonly AnyRule[] = RULES): Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const report = (object: Manifest, problem: Reported): void => {
      found.push({
        rule: rule.id,
        severity: rule.severity,
        object: inventory.original(object),
        problem: { code: rule.id, ...problem },
      });
    };
    if ('title' in rule) rule.check(inventory, report);
    else for (const { object, problem } of rule.check(inventory)) report(object, problem);
  }
  return found;
}
