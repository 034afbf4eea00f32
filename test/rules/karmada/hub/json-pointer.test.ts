import { follow, isPointer, partsOf, patch } from '../../../../src/rules/karmada/hub/json-pointer';

const object = () => ({ a: { 'b/c': 1, 'd~e': 2 }, list: [{ n: 'x' }, { n: 'y' }], empty: null });

test.each([
  ['/a', true], ['/a/b~1c', true], ['/a/~0', true], ['/a\nb', true], ['a', false], ['', false], ['/', false],
  ['/a/', false], ['/a//b', false], ['/a/~2', false], ['/a/b~', false], ['.a.b', false], [7, false], [undefined, false],
  [['/a'], false],
])('%p is a pointer: %p', (path, is) => {
  expect(isPointer(path)).toBe(is);
});

test('a long path is read at once, whatever it holds', () => {
  expect(isPointer('/a'.repeat(100_000))).toBe(true);
  expect(isPointer(`${'/a'.repeat(100_000)}~`)).toBe(false);
  expect(isPointer(`/${'a'.repeat(1_000_000)}~`)).toBe(false);
  expect(isPointer(`/${'~'.repeat(1_000_000)}`)).toBe(false);
});

test('what is escaped in a part is read', () => {
  expect(partsOf('/a/b~1c/d~0e/~01')).toEqual(['a', 'b/c', 'd~e', '~1']);
});

test.each<[string, boolean, object]>([
  ['/a/b~1c', false, { parent: true, found: true, value: 1 }],
  ['/a/z', false, { parent: true, found: false }],
  ['/z/a', false, { parent: false, found: false }],
  ['/a/b~1c/z', false, { parent: false, found: false }],
  ['/empty/z', false, { parent: false, found: false }],
  ['/list/1/n', false, { parent: true, found: true, value: 'y' }],
  ['/list/2', false, { parent: false, found: false }],
  ['/list/2', true, { parent: true, found: false }],
  ['/list/3', true, { parent: false, found: false }],
  ['/list/-', true, { parent: true, found: false }],
  ['/list/-', false, { parent: false, found: false }],
  ['/list/-1', true, { parent: false, found: false }],
  ['/list/01', true, { parent: false, found: false }],
  ['/toString', false, { parent: true, found: false }],
])('%s, adding %p', (path, adding, expected) => {
  expect(follow(object(), path, adding)).toEqual(expected);
});

test.each<[string, string, unknown, (o: any) => unknown, unknown]>([
  ['add', '/a/z', 3, (o) => o.a.z, 3],
  ['replace', '/a/b~1c', 3, (o) => o.a['b/c'], 3],
  ['remove', '/a/b~1c', undefined, (o) => o.a, { 'd~e': 2 }],
  ['add', '/list/0', 0, (o) => o.list, [0, { n: 'x' }, { n: 'y' }]],
  ['add', '/list/-', 0, (o) => o.list, [{ n: 'x' }, { n: 'y' }, 0]],
  ['replace', '/list/0', 0, (o) => o.list, [0, { n: 'y' }]],
  ['remove', '/list/0', undefined, (o) => o.list, [{ n: 'y' }]],
  ['add', '/z/a', 0, (o) => o, object()],
])('%s %s', (operator, path, value, read, expected) => {
  const o = object();
  patch(o, operator, path, value);
  expect(read(o)).toEqual(expected);
});
