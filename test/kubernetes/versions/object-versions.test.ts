import { ObjectVersions } from '../../../src/kubernetes/versions/object-versions';

const same = (object: string) => object;

test('one version is that of every object', () => {
  const versions = new ObjectVersions<string>('1.34', same);
  expect(versions.of('a')).toEqual({ minor: 34, gates: [] });
  expect(versions.minorOf('a')).toBe(34);
  expect(versions.has('autoscaler-tolerance', 'a')).toBe(false);
  expect(versions.has('native-sidecars', 'a')).toBe(true);
});

test('without a version the newest counts for what was removed, and nothing is known of features', () => {
  const versions = new ObjectVersions<string>(undefined, same);
  expect(versions.of('a')).toBeUndefined();
  expect(versions.minorOf('a')).toBe(37);
  expect(versions.has('autoscaler-to-zero', 'a')).toBeUndefined();
});

test('each object may have a version of its own, by the object as it was given', () => {
  const gated = { minor: 36, gates: ['HPAScaleToZero'] };
  const original = (read: string) => (read === 'a' ? 'given' : read);
  const versions = new ObjectVersions<string>((object) => (object === 'given' ? gated : undefined), original);
  expect(versions.minorOf('a')).toBe(36);
  expect(versions.has('autoscaler-to-zero', 'a')).toBe(true);
  expect(versions.has('autoscaler-to-zero', 'b')).toBeUndefined();
});
