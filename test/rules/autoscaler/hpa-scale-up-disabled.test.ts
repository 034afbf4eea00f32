import { hpaScaleUpDisabled } from '../../../src/rules/autoscaler/hpa-scale-up-disabled';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = hpaScaleUpDisabled;
const HPA = 'HorizontalPodAutoscaler engine';
const FIELD = 'spec.behavior.scaleUp.selectPolicy';

const KEDA = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine, namespace: vision }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { selectPolicy: Disabled } } } }
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`;

test('the examples of hpa-scale-up-disabled', () => {
  expect(codes(failing)).toEqual(['hpa-scale-up-disabled']);
  expect(codes(repaired)).toEqual([]);
});

describe('hpa-scale-up-disabled fires', () => {
  test('on an autoscaler that may only scale down', () => {
    expect(told(hpaScaleUpDisabled, failing)).toEqual([[
      HPA,
      `${FIELD}: got "Disabled"; must be Max or Min — the autoscaler only scales down: it ends at its minimum, and `
      + `stays there; remove selectPolicy, or limit the pace with policies (${hpaScaleUpDisabled.source})`,
    ]]);
  });

  test('on the behavior that a ScaledObject passes on', () => {
    const at = 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.selectPolicy';
    expect(fires(hpaScaleUpDisabled, KEDA)).toEqual([['ScaledObject vision/engine', at]]);
  });
});

describe('hpa-scale-up-disabled is silent', () => {
  test.each<[string, string, string]>([
    ['when another policy is selected', 'selectPolicy: Disabled', 'selectPolicy: Min'],
    ['when it is the other direction', 'scaleUp:', 'scaleDown:'],
    ['when the maximum is the minimum', 'maxReplicas: 4', 'maxReplicas: 1'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaScaleUpDisabled, change(failing, from, to))).toEqual([]);
  });
});
