import { RULES } from './all-rules';
import { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { nestedSets, type NestedSet } from '../../kubernetes/objects-by-cluster';
import type { Finding, Reported, Rule } from '../rule';

/** What rules find in a set of objects from anywhere. */
export function findings(objects: readonly Manifest[], rules: readonly Rule[] = RULES): Finding[] {
  return findingsOf(new Inventory(objects), rules);
}

/**
 * What rules find in an inventory, in the order of the rules; then what they find in each set of objects that stands
 * inside another one, for the clusters that get it.
 */
export function findingsOf(inventory: Inventory, rules: readonly Rule[] = RULES): Finding[] {
  const found = run(inventory, rules);
  for (const owner of inventory.of('HyperMLService')) found.push(...inside(inventory.original(owner), rules));
  return found;
}

function run(inventory: Inventory, rules: readonly Rule[]): Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const report = (object: Manifest, problem: Reported): void => {
      found.push({
        rule: rule.id,
        severity: rule.severity,
        object: inventory.original(object),
        problem: { code: rule.id, source: rule.source, ...problem },
      });
    };
    rule.check(inventory, report);
  }
  return found;
}

/** Two sets of clusters may share a group, and so a finding, which is reported once. */
function inside(owner: Manifest, rules: readonly Rule[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const set of nestedSets(owner)) {
    const paths = pathsOf(set);
    for (const finding of run(new Inventory([...paths.keys()]), rules)) {
      const path = paths.get(finding.object) ?? '';
      const key = `${finding.rule} ${path} ${finding.problem.field}`;
      if (!found.has(key)) found.set(key, { ...finding, inside: { owner, path, clusters: set.clusters } });
    }
  }
  return [...found.values()];
}

function pathsOf({ objects }: NestedSet): Map<Manifest, string> {
  return new Map(objects.map(({ manifest, path }) => [manifest, path]));
}
