import { versionProblems } from '../../../src/app/versions/version-problems';
import { codes } from '../../helpers';

const SHOWN = "write the version that kubectl version shows, such as '1.37'";

test.each(['1.27', '1.36', 'v1.37.2', '1.30.1-gke.100', '1.31+', '1.99'])('%s is a version', (version) => {
  expect(versionProblems('version', version)).toEqual([]);
});

test.each<[unknown, string]>([
  [1.3, `write '1.30' in quotes; or ${SHOWN}`],
  [1.36, `write '1.36' in quotes; or ${SHOWN}`],
  [36, `write '1.36'; or ${SHOWN}`],
  ['k8s-1.36', `write '1.36'; or ${SHOWN}`],
  [null, SHOWN],
  [NaN, SHOWN],
])('the fix of %p is what was meant', (version, fix) => {
  expect(versionProblems('version', version).map((problem) => problem.fix)).toEqual([fix]);
});

test('all gates are looked at', () => {
  expect(codes(versionProblems('version', '1.36', [1, 'HPAScaleToZero', 'x']))).toEqual([
    ['app/feature-gate-unknown', 'featureGates[0]'], ['app/feature-gate-unknown', 'featureGates[2]'],
  ]);
});
