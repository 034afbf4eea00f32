import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { adapterConfigs } from '../metrics/adapter/adapter-config';
import { overwrittenRules } from '../metrics/adapter/overwritten-rules';

const PART_OF = 'elastic-inference/adapter-rules';

/** A whole configuration of the adapter, and the part of another program whose rules it removes when it is applied. */
export interface OverwrittenPart {
  readonly whole: Manifest;
  readonly part: Manifest;
  /** The metrics of the part that the configuration lacks. */
  readonly lost: readonly string[];
}

/** The whole configurations beside parts that are merged into one of that name, and whose rules they lack. */
export function overwrittenParts(inventory: Inventory): OverwrittenPart[] {
  const found: OverwrittenPart[] = [];
  const told = new Set<Manifest>();
  for (const { object: part } of adapterConfigs(inventory)) {
    const name = targetOf(part);
    const whole = name === undefined ? undefined : inventory.find('ConfigMap', namespaceOf(part), name);
    if (whole === undefined || whole === part || told.has(whole) || targetOf(whole) !== undefined) continue;
    if (inventory.isPatch(whole) || isOfAnotherCluster(inventory, whole, part)) continue;
    const lost = overwrittenRules(inventory, whole, part)?.onlyInSecond ?? [];
    if (lost.length === 0) continue;
    told.add(whole);
    found.push({ whole, part, lost });
  }
  return found;
}

/** The name of the configuration that a part is merged into. */
function targetOf({ metadata }: Manifest): string | undefined {
  return metadata?.labels?.[PART_OF];
}

function isOfAnotherCluster(inventory: Inventory, one: Manifest, other: Manifest): boolean {
  const [first, second] = [one, other].map((object) => inventory.clusterOf(object));
  return first !== undefined && second !== undefined && first !== second;
}
