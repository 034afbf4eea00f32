import { RULES } from './all-rules';
import { besidePlainAutoscaler } from './beside-plain-autoscaler';
import { identity } from '../../kubernetes/identity';
import { Inventory, type InventoryOptions } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { nestedSets, type NestedSet } from '../../kubernetes/objects-by-cluster';
import type { TargetVersion } from '../../kubernetes/versions/target-version';
import type { Finding, Reported, Rule } from '../rule';

/** What rules find in a set of objects from anywhere. */
export function findings(
  objects: readonly Manifest[],
  rules: readonly Rule[] = RULES,
  options: InventoryOptions = {},
): Finding[] {
  return findingsOf(new Inventory(objects, options), rules);
}

/**
 * What rules find in an inventory, in the order of the rules; then what they find in each set of objects that stands
 * inside another one, for the clusters that get it.
 */
export function findingsOf(inventory: Inventory, rules: readonly Rule[] = RULES): Finding[] {
  const found = run(inventory, rules);
  const owners = new Map(inventory.of('HyperMLService').map((owner) => [identity(owner), owner]));
  for (const owner of owners.values()) {
    // What stands inside an object is for clusters of the same version.
    const version = inventory.versions.of(owner);
    for (const finding of inside(inventory.original(owner), rules, version)) found.push(finding);
  }
  return found;
}

function run(inventory: Inventory, rules: readonly Rule[]): Finding[] {
  const found: Finding[] = [];
  const beside = besidePlainAutoscaler(inventory);
  for (const rule of rules) {
    const ofRule: Finding[] = [];
    inventory.startRule();
    rule.check(inventory, (object, problem) => {
      ofRule.push(weighed(findingOf(rule, inventory.original(object), problem), beside));
    });
    // One by one: a call takes no hundred thousand arguments.
    if (!inventory.isCut) ofRule.forEach((finding) => found.push(finding));
  }
  return found;
}

function findingOf(rule: Rule, object: Manifest, { severity = rule.severity, ...problem }: Reported): Finding {
  const { id: code, source } = rule;
  return { rule: code, severity, object, problem: { code, source, ...problem } };
}

function weighed(finding: Finding, beside: ReadonlySet<Manifest>): Finding {
  const isNoReason = finding.severity === 'error' && beside.has(finding.object);
  return isNoReason ? { ...finding, severity: 'warning' } : finding;
}

/** Two sets of clusters may share a group, and so a finding, which is reported once. */
function inside(owner: Manifest, rules: readonly Rule[], version: TargetVersion | undefined): Finding[] {
  const found = new Map<string, Finding>();
  for (const set of nestedSets(owner)) {
    const paths = pathsOf(set);
    for (const finding of run(new Inventory([...paths.keys()], { kubernetes: () => version }), rules)) {
      const path = paths.get(finding.object) ?? '';
      const key = JSON.stringify([finding.rule, path, finding.problem.field, finding.problem.value]);
      if (!found.has(key)) found.set(key, { ...finding, inside: { owner, path, clusters: set.clusters } });
    }
  }
  return [...found.values()];
}

function pathsOf({ objects }: NestedSet): Map<Manifest, string> {
  return new Map(objects.map(({ manifest, path }) => [manifest, path]));
}
