import { all, ids, named, needs, only } from '../needs';

const crd = (group: string, kind: string) => (
  named(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'x',
    `spec: { group: ${group}, names: { kind: ${kind} } }`,
  ));

test.each([
  ['keda.sh/v1alpha1', 'ScaledJob', 'keda'],
  ['monitoring.coreos.com/v1', 'PodMonitor', 'prometheus-operator'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor', 'prometheus-operator'],
  ['monitoring.coreos.com/v1', 'PrometheusRule', 'prometheus-operator'],
  ['policy.karmada.io/v1alpha1', 'OverridePolicy', 'karmada'],
  ['autoscaling.karmada.io/v1alpha1', 'CronFederatedHPA', 'karmada-autoscaling'],
  ['networking.istio.io/v1', 'VirtualService', 'istio'],
  ['networking.istio.io/v1alpha3', 'DestinationRule', 'istio'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'gateway-api'],
  ['apps.kubeedge.io/v1alpha1', 'NodeGroup', 'kubeedge-groups'],
  ['apps.kubeedge.io/v1alpha1', 'EdgeApplication', 'kubeedge-groups'],
  ['sedna.io/v1alpha1', 'Model', 'sedna'],
  ['tensorstack.dev/v1beta1', 'MLService', 'tensorstack'],
  ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'vertical-pod-autoscaler'],
  ['serving.kserve.io/v1beta1', 'InferenceService', 'kserve'],
  ['stable.example.com/v1', 'CronTab', 'api/stable.example.com'],
])('%s %s needs %s', (apiVersion, kind, id) => {
  expect(needs(named(apiVersion, kind, 'a'))).toContainEqual([id, `${kind} a apiVersion`]);
  expect(ids(all(named(apiVersion, kind, 'a'), crd(apiVersion.replace(/\/.*/, ''), kind)))).not.toContain(id);
});

test.each([
  ['v1', 'Service'], ['apps/v1', 'Deployment'], ['batch/v1', 'CronJob'], ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'NetworkPolicy'], ['rbac.authorization.k8s.io/v1', 'Role'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'], ['apiregistration.k8s.io/v1', 'APIService'],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
])('%s %s needs nothing', (apiVersion, kind) => {
  expect(ids(named(apiVersion, kind, 'a'))).toEqual([]);
});

test('the check lists the kinds of the group', () => {
  const set = all(named('stable.example.com/v1', 'CronTab', 'a'), named('stable.example.com/v2', 'Tab', 'b'));
  expect(only(set, 'api/stable.example.com')).toMatchObject({
    check: 'kubectl api-resources --api-group=stable.example.com',
    expected: 'a list with CronTab, Tab; kubectl api-versions lists stable.example.com/v1, stable.example.com/v2',
  });
});

test('a CustomResourceDefinition brings its own kind only', () => {
  const set = all(named('stable.example.com/v1', 'CronTab', 'a'), named('stable.example.com/v1', 'Tab', 'b'));
  expect(needs(all(set, crd('stable.example.com', 'Tab')))).toEqual(
    [['api/stable.example.com', 'CronTab a apiVersion']],
  );
});

test('the version that serves an API', () => {
  expect(only(named('networking.istio.io/v1', 'ServiceEntry', 'a'), 'istio').version).toBe('1.22');
  expect(only(named('networking.istio.io/v1beta1', 'ServiceEntry', 'a'), 'istio').version).toBeUndefined();
});

test('a group that an object inherits is no platform', () => {
  expect(ids(named('constructor/v1', 'A', 'a'))).toEqual(['api/constructor']);
  expect(ids(named('toString/__proto__', 'A', 'a'))).toEqual(['api/toString']);
});
