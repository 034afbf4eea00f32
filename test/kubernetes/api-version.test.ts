import { isOfKubernetes, laterFault, versionFault } from '../../src/kubernetes/api-version';
import { REMOVED, SERVED } from '../../src/kubernetes/api-versions';
import { NEWEST_KUBERNETES } from '../../src/kubernetes/versions/target-version';

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

describe('a slip of the keyboard', () => {
  test.each([
    ['autoscaling/v2', 'HorizontalPodAutoscaller', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['apps/v1', 'Deploymnt', 'Deployment', 'apps/v1'],
    ['keda.sh/v1alpha1', 'ScaledObjct', 'ScaledObject', 'keda.sh/v1alpha1'],
    ['autoscalling/v2', 'HorizontalPodAutoscaler', undefined, 'autoscaling/v2'],
    ['kedaa.sh/v1alpha1', 'ScaledObject', undefined, 'keda.sh/v1alpha1'],
  ])('in %s %s is told with what is meant', (apiVersion, kind, similar, replacement) => {
    const fault = versionFault(apiVersion, kind, NEWEST_KUBERNETES);
    expect([fault?.kind, fault?.replacement]).toEqual([similar, replacement]);
  });

  test.each([
    ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'], ['gateway.networking.k8s.io/v1', 'GRPCRoute'],
    ['autoscaling.k8s.io/v1', 'VerticalPodAutoscalerCheckpoint'], ['networking.istio.io/v1', 'WorkloadEntry'],
    ['monitoring.coreos.com/v1', 'Prometheus'], ['policy.karmada.io/v1alpha1', 'ClusterTaintPolicy'],
    ['apps.kruise.io/v1alpha1', 'StatefulSet'], ['app.k8s.io/v1beta1', 'Application'],
    ['serving.knative.dev/v1', 'Service'], ['v1', 'Binding'],
  ])('is none in %s %s, which is another kind', (apiVersion, kind) => {
    expect(versionFault(apiVersion, kind, NEWEST_KUBERNETES)).toBeUndefined();
  });
});
