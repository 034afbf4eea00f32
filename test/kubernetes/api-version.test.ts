import { isOfKubernetes, laterFault, minorOf, versionFault } from '../../src/kubernetes/api-version';
import { NEWEST_KUBERNETES, REMOVED, SERVED } from '../../src/kubernetes/api-versions';

test.each<[string | undefined, number]>([
  ['1.24', 24], ['v1.31.2', 31], ['1.28+', 28], ['1.30-gke.1', 30],
  [undefined, NEWEST_KUBERNETES], ['', NEWEST_KUBERNETES], ['2.0', NEWEST_KUBERNETES], ['1.x', NEWEST_KUBERNETES],
])('the minor version of %j is %d', (text, minor) => {
  expect(minorOf(text)).toBe(minor);
});

test('the groups of Kubernetes that nobody else can serve are those without a dot', () => {
  expect(['', 'apps', 'extensions', 'batch'].every(isOfKubernetes)).toBe(true);
  expect(['networking.k8s.io', 'keda.sh', 'serving', 'constructor'].some(isOfKubernetes)).toBe(false);
});

test('each replacement serves the kind today', () => {
  for (const removed of Object.values(REMOVED).flat()) {
    if (removed.replacement === undefined) continue;
    const served = SERVED[removed.replacement].split(' ');
    expect(removed.kinds.split(' ').filter((kind) => !served.includes(kind))).toEqual([]);
    expect(removed.until).toBeLessThanOrEqual(NEWEST_KUBERNETES);
  }
});

test('nothing that is served is removed too', () => {
  for (const [version, kinds] of Object.entries(SERVED)) {
    for (const kind of kinds.split(' ')) {
      expect(versionFault(version, kind, NEWEST_KUBERNETES)).toBeUndefined();
      expect(laterFault(version, kind, 0)).toBeUndefined();
    }
  }
});
