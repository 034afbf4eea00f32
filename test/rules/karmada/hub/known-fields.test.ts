import { isUnknownField } from '../../../../src/rules/karmada/hub/known-fields';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const STATEFUL_SET = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const HPA = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' };
const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const BUDGET = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
const POD = '/spec/template/spec';

test.each([
  [DEPLOYMENT, '/spec/replcas'],
  [DEPLOYMENT, '/replicas'],
  [DEPLOYMENT, '/metadata/label'],
  [DEPLOYMENT, `${POD}/nodeSelectors`],
  [DEPLOYMENT, '/spec/template/labels'],
  [DEPLOYMENT, '/spec/template/metadata/label'],
  [DEPLOYMENT, `${POD}/containers/0/arg`],
  [DEPLOYMENT, `${POD}/initContainers/1/envs`],
  [HPA, '/spec/minReplica'],
  [HPA, '/spec/behavior/scaledown'],
  [HPA, '/spec/behavior/scaleDown/window'],
  [SERVICE, '/spec/port'],
  [BUDGET, '/spec/min'],
  [STATEFUL_SET, '/spec/strategy'],
])('%p has no %s', (object, path) => {
  expect(isUnknownField(object, path)).toBe(true);
});

test.each([
  [DEPLOYMENT, '/spec/replicas'],
  [DEPLOYMENT, '/metadata/labels/any'],
  [DEPLOYMENT, `${POD}/nodeSelector`],
  [DEPLOYMENT, `${POD}/topologySpreadConstraints`],
  [DEPLOYMENT, `${POD}/containers/0/resources/limits/cpu`],
  [HPA, '/spec/minReplicas'],
  [HPA, '/spec/behavior/scaleDown'],
  [HPA, '/spec/behavior/scaleDown/stabilizationWindowSeconds'],
  [HPA, '/spec/metrics/0/resource'],
  [{ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, '/spec/traffic'],
  [{ apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService' }, '/spec/anything'],
  [{ apiVersion: 'v1', kind: 'ConfigMap' }, '/data'],
])('%p may have %s', (object, path) => {
  expect(isUnknownField(object, path)).toBe(false);
});
