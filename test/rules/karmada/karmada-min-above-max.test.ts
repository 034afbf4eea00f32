import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaMinAboveMax } from '../../../src/rules/karmada/karmada-min-above-max';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-min-above-max', () => {
  expect(codes(karmadaMinAboveMax.failing)).toEqual(['karmada-min-above-max']);
  expect(codes(karmadaMinAboveMax.repaired)).toEqual([]);
});

const SENT = [RETAINED, policy([DEPLOYMENTS, AUTOSCALERS])];
const at = (field: string, value: number) => (
  `plaintext: [{ path: /spec/${field}, operator: replace, value: ${value} }]`);

describe('karmada-min-above-max fires', () => {
  test('on the copy that a cluster gets, and names that', () => {
    const text = documents(...SENT, AUTOSCALER, override(AUTOSCALERS, at('minReplicas', 30)));
    expect(codes(text)).toEqual(['karmada-min-above-max']);
    expect(fires(karmadaMinAboveMax, text)).toEqual([
      ['HorizontalPodAutoscaler vision/classifier', 'spec.minReplicas'],
    ]);
    expect(told(karmadaMinAboveMax, text)[0][1]).toContain('got 30; must not be above maxReplicas (8) in sh');
  });

  test('on the sum of two policies', () => {
    const first = override(AUTOSCALERS, at('minReplicas', 6));
    const second = override(AUTOSCALERS, at('maxReplicas', 4)).replace('name: larger', 'name: smaller')
      .replace('[sh]', '[bj, sh]');
    expect(codes(documents(...SENT, AUTOSCALER, first, second))).toEqual(['karmada-min-above-max']);
    expect(codes(documents(...SENT, AUTOSCALER, second))).toEqual([]);
  });

  test('not on what is wrong without an override, which is a fault of its own', () => {
    const text = documents(...SENT, AUTOSCALER.replace('minReplicas: 2', 'minReplicas: 9'));
    expect(codes(text)).toEqual(['hpa-limits-rejected']);
  });

  test('on a ScaledObject', () => {
    const keda = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier, namespace: vision }
spec: { scaleTargetRef: { name: classifier }, minReplicaCount: 2, maxReplicaCount: 4, triggers: [] }`;
    const type = 'keda.sh/v1alpha1 ScaledObject';
    const text = documents(RETAINED, keda, policy([DEPLOYMENTS, type]), override(type, at('minReplicaCount', 5)));
    expect(fires(karmadaMinAboveMax, text)).toEqual([['ScaledObject vision/classifier', 'spec.minReplicaCount']]);
  });
});

describe('karmada-min-above-max is silent', () => {
  test.each<[string, string]>([
    ['both limits', at('minReplicas', 30).replace(']', `, ${at('maxReplicas', 40).slice('plaintext: ['.length)}`)],
    ['a target of its own', at('metrics/0/resource/target/averageUtilization', 80)],
  ])('on an override of %s', (_, overriders) => {
    expect(codes(documents(...SENT, AUTOSCALER, override(AUTOSCALERS, overriders)))).toEqual([]);
  });
});
