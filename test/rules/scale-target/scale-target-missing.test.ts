import { scaleTargetMissing } from '../../../src/rules/scale-target/scale-target-missing';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = scaleTargetMissing;
const MISSING = [['HorizontalPodAutoscaler carts', 'spec.scaleTargetRef.name']];
const [DEPLOYMENT, HPA] = failing.split('---\n');

test('the examples of scale-target-missing', () => {
  expect(codes(failing)).toEqual(['scale-target-missing']);
  expect(codes(repaired)).toEqual([]);
});

describe('scale-target-missing fires', () => {
  test('and names the workload that may be meant', () => {
    expect(told(scaleTargetMissing, failing)).toEqual([[
      'HorizontalPodAutoscaler carts',
      'spec.scaleTargetRef.name: got "cart"; no Deployment of that name is among the objects of the namespace default; '
      + 'nothing scales Deployment carts — unless something else brings it, the autoscaler reports FailedGetScale and '
      + `never acts; name carts, or acknowledge this where the target comes from elsewhere (${source})`,
    ]]);
  });

  test('on a name that is like none, where another workload is', () => {
    const other = change(failing, 'name: cart }', 'name: payment }');
    expect(fires(scaleTargetMissing, other)).toEqual(MISSING);
    const two = `${other}---\n${DEPLOYMENT.replace(/carts/g, 'orders')}`;
    expect(told(scaleTargetMissing, two)[0][1]).not.toContain('nothing scales');
  });

  test('on the target of a ScaledObject, a FederatedHPA and a VerticalPodAutoscaler', () => {
    const scaler = (apiVersion: string, kind: string, spec: string) => (
      `${DEPLOYMENT}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: s }\nspec: ${spec}\n`);
    const ref = '{ apiVersion: apps/v1, kind: Deployment, name: cart }';
    expect(fires(scaleTargetMissing, scaler('keda.sh/v1alpha1', 'ScaledObject', '{ scaleTargetRef: { name: cart } }')))
      .toEqual([['ScaledObject s', 'spec.scaleTargetRef.name']]);
    expect(fires(scaleTargetMissing,
      scaler('autoscaling.karmada.io/v1alpha1', 'FederatedHPA', `{ scaleTargetRef: ${ref}, maxReplicas: 2 }`)))
      .toEqual([['FederatedHPA s', 'spec.scaleTargetRef.name']]);
    expect(fires(scaleTargetMissing,
      scaler('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', `{ targetRef: ${ref} }`)))
      .toEqual([['VerticalPodAutoscaler s', 'spec.targetRef.name']]);
  });
});

describe('scale-target-missing is silent', () => {
  test('where no workload is among the objects', () => {
    expect(codes(HPA)).toEqual([]);
  });

  test.each<[string, string]>([
    ['of another group', '{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: cart }'],
    ['whose name is a placeholder', "{ apiVersion: apps/v1, kind: Deployment, name: '${NAME}' }"],
    ['that can be scaled by nothing', '{ apiVersion: batch/v1, kind: Job, name: cart }'],
  ])('on a target %s', (_, ref) => {
    const text = change(failing, '{ apiVersion: apps/v1, kind: Deployment, name: cart }', ref);
    expect(fires(scaleTargetMissing, text)).toEqual([]);
  });

  test.each<[string, string]>([
    ['a HelmRelease brings more', 'helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: shop }'],
    ['an Application brings more', 'argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }'],
    ['a controller may make it',
      'serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: cart }'],
    ['it is a Deployment that a controller made, read from the cluster', `apps/v1
kind: Deployment
metadata: { name: cart, ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: c }] }`],
  ])('where %s', (_, object) => {
    expect(fires(scaleTargetMissing, `${failing}---\napiVersion: ${object}\n`)).toEqual([]);
  });

  test('on the predictor of an InferenceService, but not on any other name', () => {
    const text = (name: string) => `${change(failing, 'name: cart }', `name: ${name} }`)}---
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: sklearn }
`;
    expect(fires(scaleTargetMissing, text('sklearn-predictor'))).toEqual([]);
    expect(fires(scaleTargetMissing, text('sklearns-predictor'))).toEqual(MISSING);
  });

  test('on the Deployment that Sedna makes of a worker', () => {
    const text = `${change(failing, 'name: cart }', 'name: helmet-deployment-edge }')}---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet }
spec: { edgeWorker: {}, cloudWorker: {} }
`;
    expect(fires(scaleTargetMissing, text)).toEqual([]);
  });
});
