import { namespaceOf } from './identity';
import { isEmpty, matcher } from './label-selector';
import type { Labels, LabelSelector, Manifest } from './manifest';

/**
 * How much work the selections over one set of objects may be. A set of ordinary selectors never comes near it; many
 * broad selectors over many objects would be the product of both, and end here, so that whatever is read, the cost is
 * linear in the set.
 */
export class SelectionBudget {
  private left: number;
  private refused = false;

  public constructor(private readonly objects: number) {
    this.left = this.whole;
  }

  private get whole(): number {
    return 200_000 + 64 * this.objects;
  }

  /** Takes what looking at so many things costs; false, from then on, when more is asked for than is left. */
  public take(cost: number): boolean {
    this.refused ||= cost > this.left;
    if (!this.refused) this.left -= cost;
    return !this.refused;
  }

  /** Whether something was refused: what selections gave since is not all that they select. */
  public get isUsedUp(): boolean {
    return this.refused;
  }

  /** The whole budget again, for somebody else. */
  public renew(): void {
    this.left = this.whole;
    this.refused = false;
  }
}

/** What is selected: where it lies, and its labels. */
export interface Labelled<T> {
  readonly item: T;
  readonly namespace: string;
  readonly labels: Labels;
}

/** An object as one that is selected by its own labels. */
export function labelled(item: Manifest): Labelled<Manifest> {
  return { item, namespace: namespaceOf(item), labels: item.metadata?.labels ?? {} };
}

/** Lists of things by what they have. */
type Lists<T> = Map<string, Array<Labelled<T>>>;

/** Things by place, key and value of their labels. */
type LabelIndex<T> = Map<string, Map<string, Lists<T>>>;

/** Things with labels, indexed so that a selector looks only at those that it may pick. */
export class Selection<T> {
  private readonly known = new Map<string, readonly T[]>();
  private readonly byOwner = new Map<object, readonly T[]>();
  private readonly items = new Map<ReadonlyArray<Labelled<T>>, readonly T[]>();
  private readonly indexes = new Map<string, Lists<T>>();
  private readonly labelIndexes = new Map<boolean, LabelIndex<T>>();

  public constructor(private readonly all: ReadonlyArray<Labelled<T>>, private readonly budget: SelectionBudget) {}

  /** What a selector picks in a namespace, or in all of them; an empty or missing selector picks nothing here. */
  public select(namespace: string | undefined, selector: LabelSelector | undefined): readonly T[] {
    if (!selector || isEmpty(selector)) return [];
    const place = namespace === undefined ? EVERYWHERE : placeOf(namespace);
    const only = onlyLabel(selector);
    if (only !== undefined) return this.itemsOf(this.withLabel(place, only, selector.matchLabels![only]));
    const question = `${place} ${JSON.stringify([selector.matchLabels, selector.matchExpressions])}`;
    const known = this.known.get(question);
    if (known) return this.budget.take(known.length) ? known : [];
    const candidates = this.candidates(place, selector);
    if (!this.budget.take(candidates.length)) return [];
    const isPicked = matcher(selector);
    const found = candidates.filter(({ labels }) => isPicked(labels)).map(({ item }) => item);
    this.known.set(question, found);
    return found;
  }

  /** What the selector that an owner has picks in its namespace: it is looked up once, however many rules ask. */
  public selectFor(owner: object, namespace: string, selector: LabelSelector | undefined): readonly T[] {
    const known = this.byOwner.get(owner);
    if (known) return this.budget.take(known.length) ? known : [];
    const found = this.select(namespace, selector);
    if (!this.budget.isUsedUp) this.byOwner.set(owner, found);
    return found;
  }

  /** All that lies in a namespace. */
  public within(namespace: string): readonly T[] {
    return this.itemsOf(this.byNamespace.get(placeOf(namespace)) ?? []);
  }

  /** What is in a list, which is the same each time. */
  private itemsOf(list: ReadonlyArray<Labelled<T>>): readonly T[] {
    if (list.length === 0 || !this.budget.take(list.length)) return [];
    const items = this.items.get(list) ?? list.map(({ item }) => item);
    this.items.set(list, items);
    return items;
  }

  /** The shortest of the lists that one condition of the selector leaves. */
  private candidates(place: string, selector: LabelSelector): ReadonlyArray<Labelled<T>> {
    const { matchLabels = {}, matchExpressions = [] } = selector;
    let shortest: ReadonlyArray<Labelled<T>> = place === EVERYWHERE ? this.all : this.byNamespace.get(place) ?? [];
    const consider = (list: ReadonlyArray<Labelled<T>>) => {
      if (list.length < shortest.length) shortest = list;
    };
    for (const [key, value] of Object.entries(matchLabels)) consider(this.withLabel(place, key, value));
    for (const { key = '', operator, values = [] } of matchExpressions) {
      if (operator === 'Exists') consider(this.withKey(place, key));
      if (operator !== 'In') continue;
      const lists = [...new Set(values)].map((value) => this.withLabel(place, key, value));
      // Joining the lists is work too, so only where it spares some.
      const length = lists.reduce((sum, found) => sum + found.length, 0);
      if (length < shortest.length) shortest = lists.flat();
    }
    return shortest;
  }

  private get byNamespace(): Lists<T> {
    return this.index('namespaces', ({ namespace }) => [placeOf(namespace)]);
  }

  private withLabel(place: string, key: string, value: string): ReadonlyArray<Labelled<T>> {
    return this.labelIndex(isEverywhere(place)).get(place)?.get(key)?.get(value) ?? [];
  }

  private withKey(place: string, key: string): ReadonlyArray<Labelled<T>> {
    const keys = this.index(`keys ${isEverywhere(place)}`, (thing) => (
      Object.keys(thing.labels).map((k) => `${within(place, thing)}/${k}`)));
    return keys.get(`${place}/${key}`) ?? [];
  }

  /** An index is made when the first selector needs it. */
  private index(name: string, keysOf: (thing: Labelled<T>) => string[]): Lists<T> {
    const known = this.indexes.get(name);
    if (known) return known;
    const made: Lists<T> = new Map();
    for (const thing of this.all) for (const key of keysOf(thing)) put(made, key, thing);
    this.indexes.set(name, made);
    return made;
  }

  private labelIndex(everywhere: boolean): LabelIndex<T> {
    const known = this.labelIndexes.get(everywhere);
    if (known) return known;
    const made: LabelIndex<T> = new Map();
    for (const thing of this.all) {
      const byKey = got(made, everywhere ? EVERYWHERE : placeOf(thing.namespace), newMap);
      for (const key of Object.keys(thing.labels)) put(got(byKey, key, newMap), thing.labels[key], thing);
    }
    this.labelIndexes.set(everywhere, made);
    return made;
  }
}

const newMap = () => new Map<never, never>();

const EVERYWHERE = 'everywhere';

/** A namespace as a place in an index, whatever its name. */
function placeOf(namespace: string): string {
  return `in ${namespace}`;
}

function isEverywhere(place: string): boolean {
  return place === EVERYWHERE;
}

/** Where a thing stands in an index for a place. */
function within<T>(place: string, { namespace }: Labelled<T>): string {
  return isEverywhere(place) ? EVERYWHERE : placeOf(namespace);
}

/** The key of the label that a selector asks for alone: what has that label is just what the selector picks. */
function onlyLabel({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string | undefined {
  const keys = Object.keys(matchLabels);
  return keys.length === 1 && matchExpressions.length === 0 ? keys[0] : undefined;
}

/** Adds a value to the list of a key. */
export function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** What a map has for a key, made where it has nothing yet. */
export function got<K, V extends object>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}
