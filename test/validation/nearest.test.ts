import { meant, nearest } from '../../src/validation/nearest';

const WORDS = ['latest-tag', 'no-readiness', 'hpa-missing-request'];

test.each<[string, string | undefined]>([
  ['latest-tags', 'latest-tag'],
  ['LATEST-tag', undefined],
  ['hpa-missing-requests', 'hpa-missing-request'],
  ['no-rediness', 'no-readiness'],
  ['', undefined],
  ['something else', undefined],
])('%j is near %s', (word, expected) => {
  expect(nearest(word, WORDS)).toBe(expected);
});

test('a slip of the keyboard changes two letters at most, and not the first', () => {
  expect(meant('Deploymnt', ['Deployment', 'DaemonSet'])).toBe('Deployment');
  expect(meant('TCPRoute', ['HTTPRoute'])).toBeUndefined();
  expect(meant('Deploymentss!', ['Deployment'])).toBeUndefined();
});
