import { HOSTILE } from './hostile-values';
import type { Manifest } from '../../../src/kubernetes/manifest';
import type { Shape } from '../../../src/kubernetes/schema/manifest-shape';

/** Where a value is in a set of objects: the index of the object, then keys and indexes. */
export type Place = ReadonlyArray<string | number>;

/** One change of a set: a hostile value at a place. */
export interface Mutation {
  readonly objects: readonly Manifest[];
  readonly place: Place;
  /** Which of the hostile values. */
  readonly value: number;
}

/** Every place of a set that holds a value. */
export function places(objects: readonly unknown[]): Place[] {
  const found: Place[] = [];
  const visit = (value: unknown, place: Place) => {
    if (place.length > 0) found.push(place);
    if (typeof value !== 'object' || value === null) return;
    const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
    keys.forEach((key) => visit((value as Record<string | number, unknown>)[key], [...place, key]));
  };
  visit(objects, []);
  return found;
}

/** Every place that a shape describes: of lists the first item, of maps one key. */
export function shapePlaces(shape: Shape, place: Place = []): Place[] {
  if (typeof shape === 'string') return [place];
  if ('list' in shape) return [place, ...shapePlaces(shape.list, [...place, 0])];
  if ('map' in shape) return [place, ...shapePlaces(shape.map, [...place, 'key'])];
  const fields = Object.entries<Shape>(shape.fields);
  return [place, ...fields.flatMap(([key, field]) => shapePlaces(field, [...place, key]))];
}

/** The set with a change; what lies on the way to the place is created, and nothing of the given set is changed. */
export function mutated({ objects, place, value }: Mutation): unknown[] {
  const set: unknown[] = [...objects];
  let holder: any = set;
  place.slice(0, -1).forEach((key, i) => {
    holder[key] = copyFor(holder[key], place[i + 1]);
    holder = holder[key];
  });
  holder[place[place.length - 1]] = HOSTILE[value][1]();
  return set;
}

function copyFor(value: unknown, key: string | number): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? [...value] : [];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** In words, for the message of a failure. */
export function described({ objects, place, value }: Mutation): string {
  const [index, ...path] = place;
  return `${HOSTILE[value][0]} at ${objects[Number(index)]?.kind} ${path.join('.')}`;
}
