import { execFileSync } from 'child_process';
import { kubectl, shown } from '../../../src/prerequisites/kinds/kubectl';

test.each([
  ['vision', 'kubectl -n vision get secret a'],
  ['default', 'kubectl get secret a'],
  ['', 'kubectl get secret a'],
  [undefined, 'kubectl get secret a'],
])('the namespace %j', (namespace, line) => {
  expect(kubectl(namespace, 'get', 'secret', 'a')).toBe(line);
});

test.each([
  'a; rm -rf /', '$(id)', '`id`', "it's", 'a b', '!edge', 'a|b', 'a&b', 'a>b', '*', '~', '', '\\', '"', '#a', '{a,b}',
])('a shell takes %j as one word, and runs nothing of it', (word) => {
  const line = kubectl(undefined, word).replace(/^kubectl/, "printf '%s'");
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(word);
});

test('a line break ends neither a command nor a text', () => {
  expect(kubectl(undefined, 'a\nreboot')).toBe("kubectl 'a?reboot'");
  expect(shown('a\n# b\u001b[31m')).toBe('a?# b?[31m');
});

test('a text shows a long name in part', () => {
  expect(shown('a'.repeat(253))).toHaveLength(253);
  expect(shown('a'.repeat(100_000))).toBe(`${'a'.repeat(253)}…`);
});
