import { hpaMinEqualsMax } from '../../../src/rules/autoscaler-spec/hpa-min-equals-max';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = hpaMinEqualsMax;
const HPA = 'HorizontalPodAutoscaler classifier';

test('the examples of hpa-min-equals-max', () => {
  expect(codes(failing)).toEqual(['hpa-min-equals-max']);
  expect(codes(repaired)).toEqual([]);
});

test('hpa-min-equals-max says that nothing scales', () => {
  expect(told(hpaMinEqualsMax, failing)).toEqual([[
    HPA,
    'spec.maxReplicas: got 3; should be above minReplicas (3) — the autoscaler keeps that many replicas and never '
    + `scales; raise maxReplicas, or remove the autoscaler (${source})`,
  ]]);
});

test('a maximum of 1 without a minimum is the same', () => {
  const text = change(failing, '  minReplicas: 3\n  maxReplicas: 3\n', '  maxReplicas: 1\n');
  expect(fires(hpaMinEqualsMax, text)).toEqual([[HPA, 'spec.maxReplicas']]);
});

test('a ScaledObject may still be at zero, unless its minimum is the maximum', () => {
  const keda = (spec: string) => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: s }
spec: { scaleTargetRef: { name: x }, triggers: [{ type: cron, metadata: {} }], ${spec} }
`;
  expect(fires(hpaMinEqualsMax, keda('maxReplicaCount: 1'))).toEqual([]);
  expect(fires(hpaMinEqualsMax, keda('minReplicaCount: 2, maxReplicaCount: 2')))
    .toEqual([['ScaledObject s', 'spec.maxReplicaCount']]);
});

test('what is rejected is a fault of its own', () => {
  const text = change(failing, '  minReplicas: 3\n  maxReplicas: 3\n', '  minReplicas: 0\n  maxReplicas: 0\n');
  expect(codes(text)).toEqual(['hpa-limits-rejected']);
});
