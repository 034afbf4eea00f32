import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import { Selection, SelectionBudget, type Labelled } from '../../kubernetes/label-index';
import type { Labels, Manifest } from '../../kubernetes/manifest';
import { isObject } from '../../validation/value-checks';

/** How deep a template may lie in an object. */
const DEPTH = 12;

const known = new WeakMap<Inventory, Selection<Manifest>>();

/** The objects in which a template of pods has labels, of whatever kind: a LeaderWorkerSet, a RayService. */
export function templatesWith(inventory: Inventory, namespace: string, matchLabels: Labels): readonly Manifest[] {
  const selection = known.get(inventory) ?? selectionOf(inventory);
  known.set(inventory, selection);
  return selection.select(namespace, { matchLabels });
}

function selectionOf(inventory: Inventory): Selection<Manifest> {
  const found = inventory.objects.flatMap((item) => labelsIn(item.spec, DEPTH).map((labels): Labelled<Manifest> => (
    { item, namespace: namespaceOf(item), labels })));
  return new Selection(found, new SelectionBudget(found.length));
}

/** The labels under each `metadata` inside an object. */
function labelsIn(value: unknown, depth: number): Labels[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => labelsIn(one, depth - 1));
  const { metadata } = value as { metadata?: unknown };
  const own = isObject(metadata) && isObject((metadata as { labels?: unknown }).labels)
    ? [(metadata as { labels: Labels }).labels] : [];
  return [...own, ...Object.values(value).flatMap((one) => labelsIn(one, depth - 1))];
}
