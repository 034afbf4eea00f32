import { copy, withCopiedLists } from '../../src/servers/copied-lists';

test('lists are copied, other options stay', () => {
  const given = { args: ['--a'], extraArgs: ['--b'], image: 'a/b:1' };
  const copied = withCopiedLists(given);
  given.args.push('--late');
  given.extraArgs.push('--late');
  expect(copied).toEqual({ args: ['--a'], extraArgs: ['--b'], image: 'a/b:1' });
});

test('an option that is not set does not appear', () => {
  expect(Object.keys(withCopiedLists({ image: 'a/b:1', args: undefined }))).toEqual(['image']);
});

test('what is no list is kept for the check that reports it', () => {
  expect(copy('--a' as unknown as string[])).toBe('--a');
});
