import * as fc from 'fast-check';
import { got, put, Selection, SelectionBudget } from '../../src/kubernetes/label-index';
import { picks } from '../../src/kubernetes/label-selector';
import type { LabelSelector } from '../../src/kubernetes/manifest';

interface Thing { readonly item: number; readonly namespace: string; readonly labels: Record<string, string> }

const selection = (things: readonly Thing[], budget = new SelectionBudget(things.length)) => (
  new Selection<number>(things, budget));

const word = fc.constantFrom('a', 'b', 'c', 'toString');
const labelled = fc.record({
  namespace: fc.constantFrom('x', 'y'),
  labels: fc.dictionary(word, word, { noNullPrototype: true }),
});
const things = fc.array(labelled, { maxLength: 12 })
  .map((list) => list.map((thing, item): Thing => ({ ...thing, item })));
const selectors: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(word, word, { maxKeys: 2, noNullPrototype: true }),
  matchExpressions: fc.array(fc.record({
    key: word,
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt'),
    values: fc.array(word, { maxLength: 3 }),
  }), { maxLength: 2 }),
}, { requiredKeys: [] });

describe('a selection', () => {
  test('picks just what the selector picks, in one namespace or in all', () => {
    fc.assert(fc.property(things, selectors, fc.constantFrom(undefined, 'x', 'y', 'z'), (list, selector, namespace) => {
      const empty = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
      const there = list.filter((t) => namespace === undefined || t.namespace === namespace);
      const expected = empty ? [] : there.filter((t) => picks(selector, t.labels)).map((t) => t.item);
      expect([...selection(list).select(namespace, selector)].sort((a, b) => a - b)).toEqual(expected);
    }));
  });

  test('gives the same again for the same question', () => {
    const one = selection([{ item: 1, namespace: 'x', labels: { a: 'b' } }]);
    const ask = () => one.select('x', { matchLabels: { a: 'b' } });
    expect(ask()).toBe(ask());
  });

  test('knows all of a namespace', () => {
    const one = selection([{ item: 1, namespace: 'x', labels: {} }, { item: 2, namespace: 'y', labels: {} }]);
    expect([one.within('x'), one.within('z')]).toEqual([[1], []]);
  });
});

describe('the budget of a set', () => {
  /** Many things under one label, and as many selectors, each of its own. */
  const one = (item: number): Thing => ({ item, namespace: 'x', labels: { app: 'all', id: `${item}` } });
  const many = (count: number) => Array.from({ length: count }, (_, item) => one(item));

  test('is not felt by selectors that each pick their own', () => {
    const list = many(5000);
    const budget = new SelectionBudget(list.length);
    const all = selection(list, budget);
    expect(list.map((t) => all.select('x', { matchLabels: t.labels }))).toEqual(list.map((t) => [t.item]));
    expect(budget.isUsedUp).toBe(false);
  });

  test.each<[string, (i: number) => LabelSelector]>([
    ['under one label', () => ({ matchLabels: { app: 'all' } })],
    ['by expressions alone', (i) => ({ matchExpressions: [{ key: 'id', operator: 'NotIn', values: [`${i}`] }] })],
  ])('bounds many broad selectors %s: what is looked at is linear in the set', (_, selectorOf) => {
    const count = 4000;
    const budget = new SelectionBudget(count);
    const all = selection(many(count), budget);
    let looked = 0;
    for (let i = 0; i < count; i++) looked += all.select('x', selectorOf(i)).length;
    expect(budget.isUsedUp).toBe(true);
    expect(looked).toBeGreaterThan(count);
    expect(looked).toBeLessThanOrEqual(200_000 + 64 * count);
  });

  test('gives nothing once more was asked for than was left, and all again when it is renewed', () => {
    const budget = new SelectionBudget(0);
    expect([100_000, 200_000, 1].map((cost) => budget.take(cost))).toEqual([true, false, false]);
    expect(budget.isUsedUp).toBe(true);
    budget.renew();
    expect([budget.take(1), budget.isUsedUp]).toEqual([true, false]);
  });

  test('a namespace of any name is a namespace', () => {
    const all = selection([{ item: 1, namespace: 'x', labels: { a: 'b' } }]);
    const selector = { matchLabels: { a: 'b' } };
    expect(['*', 'everywhere', ''].map((namespace) => all.select(namespace, selector))).toEqual([[], [], []]);
    expect(all.select(undefined, selector)).toEqual([1]);
  });
});

test('values are put into the list of their key, in their order', () => {
  const map = new Map<string, number[]>();
  put(map, 'a', 1);
  put(map, 'b', 2);
  put(map, 'a', 3);
  expect([...map]).toEqual([['a', [1, 3]], ['b', [2]]]);
});

test('what a map has not yet is made once', () => {
  const map = new Map<string, Set<string>>();
  let made = 0;
  const make = () => {
    made += 1;
    return new Set<string>();
  };
  got(map, 'a', make).add('x');
  expect([...got(map, 'a', make)]).toEqual(['x']);
  expect([made, map.size]).toEqual([1, 1]);
});
