import { FEATURES } from '../../../src/kubernetes/versions/features';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../../src/kubernetes/versions/target-version';

const features = Object.entries(FEATURES);

test.each(features)('%s: a gate is there before the default, and the default before it is stable', (_, feature) => {
  const { since, stable = NEWEST_KUBERNETES, gateSince = since, source } = feature;
  expect(gateSince).toBeLessThanOrEqual(since);
  expect(since).toBeLessThanOrEqual(stable);
  expect(stable).toBeLessThanOrEqual(NEWEST_KUBERNETES);
  expect(source).toMatch(/^https:\/\/kubernetes\.io\/docs\//);
});

test('what the library writes by itself works on every version that may be named', () => {
  const always = features.filter(([, { always: isAlways }]) => isAlways);
  expect(always.length).toBeGreaterThan(2);
  expect(always.filter(([, { since }]) => since > OLDEST_KUBERNETES)).toEqual([]);
});

test('the versions that decide about zero, tolerance and image volumes are those of the source of Kubernetes', () => {
  const { 'autoscaler-to-zero': zero, 'autoscaler-tolerance': tolerance, 'image-volumes': images } = FEATURES;
  expect([zero.since, zero.gate]).toEqual([37, 'HPAScaleToZero']);
  expect([tolerance.gateSince, tolerance.since, tolerance.stable]).toEqual([33, 35, 37]);
  expect([images.gateSince, images.since, images.stable]).toEqual([31, 35, 36]);
});
