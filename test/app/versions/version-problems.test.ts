import { versionProblems } from '../../../src/app/versions/version-problems';
import { codes } from '../../helpers';

test.each(['1.27', '1.36', 'v1.37.2', '1.30.1-gke.100', '1.31+', '1.99'])('%s is a version', (version) => {
  expect(versionProblems('version', version)).toEqual([]);
});

test.each<[unknown, string]>([
  [1.3, "write it in quotes: '1.30'"],
  [1.36, "write it in quotes: '1.36'"],
  [36, "write '1.36'"],
  ['k8s-1.36', "write '1.36'"],
  [null, "write the version that kubectl version shows, such as '1.37'"],
  [NaN, "write the version that kubectl version shows, such as '1.37'"],
])('the fix of %p is what was meant', (version, fix) => {
  expect(versionProblems('version', version).map((problem) => problem.fix)).toEqual([fix]);
});

test('all gates are looked at', () => {
  expect(codes(versionProblems('version', '1.36', [1, 'HPAScaleToZero', 'x']))).toEqual([
    ['app/feature-gate-unknown', 'featureGates[0]'], ['app/feature-gate-unknown', 'featureGates[2]'],
  ]);
});
