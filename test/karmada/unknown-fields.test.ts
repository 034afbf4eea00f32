import { isUnknownField } from '../../src/karmada/workload-schema';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const HPA = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' };

test.each([
  [DEPLOYMENT, '/spec/replcas'], [DEPLOYMENT, '/replicas'], [DEPLOYMENT, '/metadata/label'], [DEPLOYMENT, '/spec/template/spec/nodeSelectors'], [DEPLOYMENT, '/spec/template/labels'],
  [DEPLOYMENT, '/spec/template/metadata/label'], [DEPLOYMENT, '/spec/template/spec/containers/0/arg'], [DEPLOYMENT, '/spec/template/spec/initContainers/1/envs'], [HPA, '/spec/minReplica'],
  [HPA, '/spec/behavior/scaledown'], [HPA, '/spec/behavior/scaleDown/window'], [{ apiVersion: 'v1', kind: 'Service' }, '/spec/port'], [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, '/spec/min'],
  [{ apiVersion: 'apps/v1', kind: 'StatefulSet' }, '/spec/strategy'],
])('%p has no %s', (object, path) => {
  expect(isUnknownField(object, path)).toBe(true);
});

test.each([
  [DEPLOYMENT, '/spec/replicas'], [DEPLOYMENT, '/metadata/labels/any'], [DEPLOYMENT, '/spec/template/spec/nodeSelector'], [DEPLOYMENT, '/spec/template/spec/containers/0/resources/limits/cpu'],
  [HPA, '/spec/minReplicas'], [HPA, '/spec/behavior/scaleDown'], [HPA, '/spec/behavior/scaleDown/stabilizationWindowSeconds'], [HPA, '/spec/metrics/0/resource'],
  [{ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, '/spec/traffic'], [{ apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService' }, '/spec/anything'], [{ apiVersion: 'v1', kind: 'ConfigMap' }, '/data'],
])('%p may have %s', (object, path) => {
  expect(isUnknownField(object, path)).toBe(false);
});
