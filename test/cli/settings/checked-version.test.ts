import { checkedVersion } from '../../../src/cli/settings/checked-version';

test.each([undefined, '1.34', 'v1.36.1', '1.9'])('%s is a version', (version) => {
  expect(checkedVersion(version)).toBe(version);
});

test.each(['', '1', '2.0', '1.x', 'newest'])('%j is none', (version) => {
  expect(() => checkedVersion(version)).toThrow('is no version of Kubernetes');
});
