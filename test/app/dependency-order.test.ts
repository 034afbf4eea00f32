import { App, DependencyGraph } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { Group, inDependencyOrder, type Before } from '../../src/app/dependency-order';

/** Constructs below one, by their ids. */
function constructs(ids: string): Record<string, Construct> {
  const scope = new Construct(new App(), 'Scope');
  return Object.fromEntries([...ids].map((id) => [id, new Construct(scope, id)]));
}

/** The ids in order, of dependencies like `ab`: a depends on b. */
function ordered(ids: string, ...edges: string[]): string | undefined {
  const all = constructs(ids);
  const before = new Map<IConstruct, IConstruct[]>();
  for (const [from, to] of edges) before.set(all[from], [...before.get(all[from]) ?? [], all[to]]);
  return inDependencyOrder(Object.values(all), before)?.map(({ node }) => node.id).join('');
}

test.each<[what: string, ids: string, edges: string[], order: string]>([
  ['what depends on nothing stays in its order', 'cab', [], 'cab'],
  ['what something depends on comes before it', 'abc', ['ac'], 'cab'],
  ['a chain is turned around', 'abcd', ['ab', 'bc', 'cd'], 'dcba'],
  ['several come in the order in which they are named', 'abc', ['ac', 'ab'], 'cba'],
  ['what two depend on comes once', 'abcd', ['ab', 'ac', 'bd', 'cd'], 'dbca'],
  ['what is named twice comes once', 'ab', ['ab', 'ab'], 'ba'],
  ['a dependency of the last comes before it alone', 'abc', ['cb'], 'abc'],
])('%s', (_, ids, edges, order) => {
  expect(ordered(ids, ...edges)).toBe(order);
});

test.each<[what: string, edges: string[]]>([
  ['itself', ['aa']],
  ['each other', ['ab', 'ba']],
  ['itself by others', ['ab', 'bc', 'ca']],
  ['a circle that it is no part of', ['ab', 'bc', 'cb']],
])('there is no order for what depends on %s', (_, edges) => {
  expect(ordered('abc', ...edges)).toBeUndefined();
});

test('what is not among the constructs is left out, and what depends on it stays', () => {
  const { a, b, c } = constructs('abc');
  expect(inDependencyOrder([a, c], new Map<IConstruct, Before[]>([[a, [b, c]], [b, [a]]]))).toEqual([c, a]);
  expect(inDependencyOrder([a, b], new Map([[a, [new Group([c])]]]))).toEqual([a, b]);
});

describe('a group', () => {
  test('comes before all that name it, each member in its place', () => {
    const { a, b, c, d } = constructs('abcd');
    const group = new Group([d, c]);
    expect(inDependencyOrder([a, b, c, d], new Map([[a, [group]], [b, [group]]]))).toEqual([d, c, a, b]);
  });

  test('that leads back is a circle', () => {
    const { a, b } = constructs('ab');
    const before = new Map<IConstruct, Before[]>([[a, [new Group([b])]], [b, [a]]]);
    expect(inDependencyOrder([a, b], before)).toBeUndefined();
  });
});

test('the order is that of cdk8s\' DependencyGraph, in random graphs', () => {
  const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 14 });
  fc.assert(fc.property(edges, (pairs) => {
    const all = constructs('abcdefghij');
    const list = Object.values(all);
    const before = new Map<IConstruct, IConstruct[]>();
    for (const [i, k] of pairs) {
      const [from, to] = [list[Math.min(i, k)], list[Math.max(i, k)]];
      if (from === to) continue;
      from.node.addDependency(to);
      before.set(from, [...before.get(from) ?? [], to]);
    }
    const scope = list[0].node.scope!;
    expect(inDependencyOrder(scope.node.findAll(), before)).toEqual(new DependencyGraph(scope.node).topology());
  }), { seed: 1, numRuns: 500 });
});

test('each is visited once, where cdk8s would go a million million ways', () => {
  const all = Array.from({ length: 120 }, (_, i) => new Construct(new App(), `C${i}`));
  // Each depends on the next two layers.
  let looks = 0;
  const before = new Map(all.map((c, i) => [c, all.slice(i + 1, i + 7)]));
  const get = before.get.bind(before);
  before.get = (c) => { looks += 1; return get(c); };
  expect(inDependencyOrder(all, before)).toEqual([...all].reverse());
  expect(looks).toBeLessThanOrEqual(2 * all.length);
});

test('the members of a group elsewhere are not gone through: each of many charts may depend on a large one', () => {
  const [inside, ...outside] = Object.values(constructs('abc'));
  const looks = jest.fn();
  const members = new Proxy(outside, {
    get: (list, field) => {
      if (field === '1' || field === 'forEach' || field === 'length') looks();
      return Reflect.get(list, field) as unknown;
    },
  });
  expect(inDependencyOrder([inside], new Map([[inside, [new Group(members)]]]))).toEqual([inside]);
  expect(looks).not.toHaveBeenCalled();
});
