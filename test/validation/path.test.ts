import { withoutTrailingSlashes } from '../../src/validation/path';

const PATHS = [['/a/b', '/a/b'], ['/a/', '/a'], ['/a///', '/a'], ['/', ''], ['', ''], ['//a', '//a']];

test.each(PATHS)('%j ends without slashes as %j', (path, plain) => {
  expect(withoutTrailingSlashes(path)).toBe(plain);
});

test('many slashes cost no more than their number', () => {
  const started = performance.now();
  expect(withoutTrailingSlashes(`${'/'.repeat(100_000)}a`)).toHaveLength(100_001);
  expect(performance.now() - started).toBeLessThan(1000);
});
