import { listed } from '../../src/rules/listed';

test.each<[number, string]>([
  [0, ''],
  [1, 'a'],
  [5, 'a, b, c, d, e'],
  [6, 'a, b, c, d, e and 1 more'],
  [8, 'a, b, c, d, e and 3 more'],
])('a message lists %d names as "%s"', (count, text) => {
  expect(listed([...'abcdefgh'].slice(0, count))).toBe(text);
});

test('a message stays short, however many names there are', () => {
  expect(listed(Array(100_000).fill('a'))).toBe('a, a, a, a, a and 99995 more');
});
