import { NameIndex } from '../../src/kubernetes/name-index';

const object = (kind: string, name: string, namespace?: string, part = false) => (
  { apiVersion: 'v1', kind, metadata: { name, namespace }, spec: { part } });
const first = object('Secret', 'a');
const elsewhere = object('Secret', 'a', 'vision');
const part = object('Secret', 'b', 'vision', true);
const whole = object('Secret', 'b', 'vision');
const node = object('Node', 'a', 'ignored');

test('finds the first object of a kind, a namespace and a name, and a whole one before its part', () => {
  const byKind = new Map([
    ['Secret', [first, elsewhere, object('Secret', 'a'), part, whole, object('Secret', 'b', 'vision')]],
    ['Node', [node]],
  ]);
  const index = new NameIndex(byKind, ({ spec }) => spec.part);
  expect(index.find('Secret', 'default', 'a')).toBe(first);
  expect(index.find('Secret', 'vision', 'a')).toBe(elsewhere);
  expect(index.find('Secret', 'vision', 'b')).toBe(whole);
  expect(index.find('Node', '', 'a')).toBe(node);
  expect([index.find('Secret', 'default', 'b'), index.find('Pod', 'default', 'a')]).toEqual([undefined, undefined]);
});
