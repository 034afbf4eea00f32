import { nearest } from '../../src/validation/nearest';

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
