import { adapterConfigs, type AdapterConfig } from './adapter-config';
import type { Inventory } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';

/** The metrics that are lost when one of two configurations of an adapter overwrites the other. */
export interface OverwrittenRules {
  readonly onlyInFirst: readonly string[];
  readonly onlyInSecond: readonly string[];
}

/** What is lost; undefined where neither has a rule that the other lacks, or where that cannot be read. */
export function overwrittenRules(
  inventory: Inventory,
  first: Manifest,
  second: Manifest,
): OverwrittenRules | undefined {
  const [one, other] = [rulesIn(inventory, first), rulesIn(inventory, second)];
  if (one === undefined || other === undefined) return undefined;
  const onlyInFirst = missing(one, other);
  const onlyInSecond = missing(other, one);
  return onlyInFirst.length + onlyInSecond.length === 0 ? undefined : { onlyInFirst, onlyInSecond };
}

/** Whether an object is a configuration of the adapter of which not every rule can be compared. */
export function isIncomparable(inventory: Inventory, object: Manifest): boolean {
  return adapterConfigs(inventory).some((config) => config.object === object)
    && rulesIn(inventory, object) === undefined;
}

/** The query of each metric, by its name; undefined where a configuration is not wholly read, or there is none. */
function rulesIn(inventory: Inventory, object: Manifest): Map<string, string> | undefined {
  const configs = adapterConfigs(inventory).filter((config) => config.object === object);
  if (configs.length === 0 || !configs.every(isRead)) return undefined;
  const rules = configs.flatMap((config) => config.rules);
  return new Map(rules.map(({ name, query }) => [name!, query]));
}

function isRead({ whole, rules }: AdapterConfig): boolean {
  return whole && rules.every(({ name }) => name !== undefined);
}

/** The metrics for which the other has no rule, or another one. */
function missing(rules: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  return [...rules].filter(([name, query]) => others.get(name) !== query).map(([name]) => name);
}
