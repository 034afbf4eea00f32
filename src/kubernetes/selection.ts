import { isEmpty, matcher } from './label-selector';
import type { Labels, LabelSelector } from './manifest';

/**
 * How much work the selections over one set of objects may be. A set of ordinary selectors never comes near it; many
 * broad selectors over many objects would be the product of both, and end here, so that whatever is read, the cost is
 * linear in the set.
 */
export class SelectionBudget {
  private left: number;

  public constructor(objects: number) {
    this.left = 200_000 + 64 * objects;
  }

  /** Takes what looking at so many things costs; false when the budget is used up. */
  public take(cost: number): boolean {
    if (cost > this.left) return false;
    this.left -= cost;
    return true;
  }
}

/** How many things a selection looks at once the budget is used up. */
const FEW = 25;

/** What is selected: where it lies, and its labels. */
export interface Labelled<T> {
  readonly item: T;
  readonly namespace: string;
  readonly labels: Labels;
}

/** Things with labels, indexed so that a selector looks only at those that it may pick. */
export class Selection<T> {
  private readonly all: Array<Labelled<T>>;
  private readonly byNamespace = new Map<string, Array<Labelled<T>>>();
  private readonly byLabel = new Map<string, Array<Labelled<T>>>();
  private readonly byKey = new Map<string, Array<Labelled<T>>>();
  private readonly known = new Map<string, readonly T[]>();

  public constructor(things: ReadonlyArray<Labelled<T>>, private readonly budget: SelectionBudget) {
    this.all = [...things];
    for (const thing of things) {
      put(this.byNamespace, thing.namespace, thing);
      for (const [key, value] of Object.entries(thing.labels)) {
        for (const namespace of [thing.namespace, EVERYWHERE]) {
          put(this.byLabel, `${namespace}/${key}=${value}`, thing);
          put(this.byKey, `${namespace}/${key}`, thing);
        }
      }
    }
  }

  /** What a selector picks in a namespace, or in all of them; an empty or missing selector picks nothing here. */
  public select(namespace: string | undefined, selector: LabelSelector | undefined): readonly T[] {
    if (!selector || isEmpty(selector)) return [];
    const place = namespace ?? EVERYWHERE;
    const question = `${place} ${JSON.stringify([selector.matchLabels, selector.matchExpressions])}`;
    const known = this.known.get(question);
    if (known) return this.budget.take(known.length) ? known : known.slice(0, FEW);
    const found = this.pick(this.candidates(place, selector), selector);
    this.known.set(question, found);
    return found;
  }

  /** All that lies in a namespace. */
  public within(namespace: string): readonly T[] {
    const there = this.byNamespace.get(namespace) ?? [];
    return (this.budget.take(there.length) ? there : there.slice(0, FEW)).map(({ item }) => item);
  }

  private pick(candidates: ReadonlyArray<Labelled<T>>, selector: LabelSelector): readonly T[] {
    const looked = this.budget.take(candidates.length) ? candidates : candidates.slice(0, FEW);
    const isPicked = matcher(selector);
    return looked.filter(({ labels }) => isPicked(labels)).map(({ item }) => item);
  }

  /** The shortest of the lists that one condition of the selector leaves. */
  private candidates(place: string, selector: LabelSelector): ReadonlyArray<Labelled<T>> {
    const { matchLabels = {}, matchExpressions = [] } = selector;
    const { byLabel } = this;
    let shortest: ReadonlyArray<Labelled<T>> = place === EVERYWHERE ? this.all : this.byNamespace.get(place) ?? [];
    const consider = (list: ReadonlyArray<Labelled<T>>) => {
      if (list.length < shortest.length) shortest = list;
    };
    for (const [key, value] of Object.entries(matchLabels)) consider(byLabel.get(`${place}/${key}=${value}`) ?? []);
    for (const { key, operator, values = [] } of matchExpressions) {
      if (operator === 'Exists') consider(this.byKey.get(`${place}/${key}`) ?? []);
      if (operator !== 'In') continue;
      const lists = [...new Set(values)].map((value) => byLabel.get(`${place}/${key}=${value}`) ?? []);
      // Joining the lists is work too, so only where it spares some.
      const length = lists.reduce((sum, found) => sum + found.length, 0);
      if (length < shortest.length) shortest = lists.flat();
    }
    return shortest;
  }
}

/** No namespace has this name. */
const EVERYWHERE = '*';

export function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
