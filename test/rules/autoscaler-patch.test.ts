import { isAutoscalerPatch } from '../../src/rules/autoscaler-patch';

const object = (spec?: object) => ({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec });

test('no service of Sedna is a patch: its autoscalers stand inside it', () => {
  expect(isAutoscalerPatch({ ...object({ edgeWorker: {} }), kind: 'JointInferenceService' })).toBe(false);
});

test.each<[boolean, string, object | undefined]>([
  [true, 'limits alone', { minReplicas: 1, maxReplicas: 2 }],
  [true, 'behavior alone', { behavior: {} }],
  [false, 'a target', { scaleTargetRef: { name: 'a' } }],
  [false, 'metrics', { maxReplicas: 2, metrics: [] }],
  [false, 'no spec', undefined],
  [false, 'an empty spec', {}],
])('%j for an autoscaler with %s', (expected, _, spec) => {
  expect(isAutoscalerPatch(object(spec))).toBe(expected);
});
