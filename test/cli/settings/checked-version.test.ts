import { checkedVersion, newerVersionNote } from '../../../src/cli/settings/checked-version';

test.each([undefined, '1.27', '1.34', 'v1.36.1', '1.36.2-gke.100', '1.40'])('%s is a version', (version) => {
  expect(checkedVersion(version)).toBe(version);
});

test.each(['', '1', '2.0', '1.x', 'newest', '1.3456'])('%j is none', (version) => {
  expect(() => checkedVersion(version)).toThrow('is no version of Kubernetes');
});

test.each(['1.2', '1.9', '1.26', 'v1.26.3'])('%s is too old', (version) => {
  expect(() => checkedVersion(version)).toThrow(`${version} is too old`);
});

test('of a version that is newer than any that is known there is a note', () => {
  expect(newerVersionNote('1.40')).toBe(
    'nothing is known of Kubernetes 1.40: it is judged as 1.37, the newest that is known');
  expect(['1.37', '1.37.9', undefined].map((version) => newerVersionNote(version))).toEqual([
    undefined, undefined, undefined,
  ]);
});
