import { mayRunShell, shellScript } from '../../src/rules/shell-script';

test.each<[string, string[]]>([
  ['-c', ['sh', '-c', 'run']],
  ['the option at the end of a cluster', ['/bin/bash', '-ec', 'run']],
  ['the option within a cluster', ['/bin/bash', '-ecx', 'run']],
  ['the option at the start of a cluster', ['bash', '-ce', 'run']],
  ['other options around it', ['/usr/bin/zsh', '-e', '-c', '-x', 'run', 'name']],
  ['an option with a word of its own', ['bash', '-eo', 'pipefail', '-c', 'run']],
])('a shell runs the word behind %s', (_, words) => {
  expect(shellScript(words)).toBe('run');
  expect(mayRunShell(words)).toBe(true);
});

test.each<[string, string[]]>([
  ['a file', ['bash', '-ex', 'run.sh']],
  ['another program', ['python3', '-c', 'run']],
  ['nothing', []],
])('a shell runs no word of the command where it is given %s', (_, words) => {
  expect(shellScript(words)).toBeUndefined();
  expect(mayRunShell(words)).toBe(false);
});

test('a shell may be started by another program', () => {
  expect(mayRunShell(['su', '-c', 'run', '-s', '/bin/bash'])).toBe(true);
});
