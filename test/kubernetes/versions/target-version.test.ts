import { FEATURES } from '../../../src/kubernetes/versions/features';
import {
  featureOf, hasFeature, minorIn, NEWEST_KUBERNETES, targetVersion,
} from '../../../src/kubernetes/versions/target-version';

test.each<[string, number | undefined]>([
  ['1.24', 24], ['v1.31.2', 31], ['1.28+', 28], ['1.30-gke.1', 30], ['1.37.2', 37],
  ['', undefined], ['2.0', undefined], ['1.x', undefined], ['1', undefined], ['latest', undefined],
])('the minor version of %j is %j', (text, minor) => {
  expect(minorIn(text)).toBe(minor);
  expect(targetVersion(text)?.minor).toBe(minor);
});

test('a text that is none, and none, name no version', () => {
  expect(targetVersion(undefined)).toBeUndefined();
  expect(targetVersion('newest')).toBeUndefined();
});

test('a version has a feature since it is on by default, or where its gate is switched on', () => {
  const zero = featureOf('autoscaler-to-zero');
  expect(hasFeature(zero, { minor: 37, gates: [] })).toBe(true);
  expect(hasFeature(zero, { minor: NEWEST_KUBERNETES + 1, gates: [] })).toBe(true);
  expect(hasFeature(zero, { minor: 36, gates: [] })).toBe(false);
  expect(hasFeature(zero, { minor: 36, gates: ['HPAScaleToZero'] })).toBe(true);
  expect(hasFeature(zero, { minor: 36, gates: ['ImageVolume'] })).toBe(false);
});

test('a gate does not count before it is there', () => {
  const gates = ['HPAConfigurableTolerance'];
  expect([32, 33, 34].map((minor) => hasFeature(FEATURES['autoscaler-tolerance'], { minor, gates })))
    .toEqual([false, true, true]);
});
