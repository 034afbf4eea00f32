import { hpaBehaviorRejected } from '../../../src/rules/autoscaler-spec/hpa-behavior-rejected';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = hpaBehaviorRejected;
const HPA = 'HorizontalPodAutoscaler classifier';
const SCALE_DOWN = '{ scaleDown: { policies: [{ type: Pods, value: 1, periodSeconds: 60 }] } }';
const scaleUp = (rules: string) => change(repaired, SCALE_DOWN, `{ scaleUp: { ${rules} } }`);
const policy = (fields: string) => scaleUp(`policies: [{ ${fields} }]`);

test('the examples of hpa-behavior-rejected', () => {
  expect(codes(failing)).toEqual(['hpa-behavior-rejected']);
  expect(codes(repaired)).toEqual([]);
});

describe('hpa-behavior-rejected fires', () => {
  test('on an empty list of policies, also where the direction is disabled', () => {
    const disabled = change(failing, 'policies: []', 'selectPolicy: Disabled, policies: []');
    expect(told(hpaBehaviorRejected, disabled)).toEqual(told(hpaBehaviorRejected, failing));
    expect(told(hpaBehaviorRejected, failing)).toEqual([[
      HPA,
      'spec.behavior.scaleDown.policies: got []; must hold a policy — the API server rejects the autoscaler, so '
      + `nothing scales the workload; remove the empty list, or add a policy (${source})`,
    ]]);
  });

  test.each<[string, string, string]>([
    ['a window above an hour', scaleUp('stabilizationWindowSeconds: 3601'), 'stabilizationWindowSeconds'],
    ['a window below 0', scaleUp('stabilizationWindowSeconds: -1'), 'stabilizationWindowSeconds'],
    ['an unknown choice', scaleUp('selectPolicy: None'), 'selectPolicy'],
    ['a value of 0', policy('type: Pods, value: 0, periodSeconds: 15'), 'policies[0].value'],
    ['no value', policy('type: Pods, periodSeconds: 15'), 'policies[0].value'],
    ['a period above half an hour', policy('type: Pods, value: 1, periodSeconds: 1801'), 'policies[0].periodSeconds'],
    ['a period of 0', policy('type: Pods, value: 1, periodSeconds: 0'), 'policies[0].periodSeconds'],
    ['no period', policy('type: Pods, value: 1'), 'policies[0].periodSeconds'],
    ['an unknown type', policy('type: Replicas, value: 1, periodSeconds: 15'), 'policies[0].type'],
  ])('on %s', (_, text, field) => {
    expect(fires(hpaBehaviorRejected, text)).toEqual([[HPA, `spec.behavior.scaleUp.${field}`]]);
  });

  test('on what a ScaledObject passes on, and on a worker of Sedna', () => {
    const keda = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: s }
spec:
  scaleTargetRef: { name: x }
  advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { policies: [] } } } }
  triggers: [{ type: cron, metadata: {} }]
`;
    expect(fires(hpaBehaviorRejected, keda))
      .toEqual([['ScaledObject s', 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies']]);
    const sedna = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: j }
spec: { edgeWorker: {}, cloudWorker: { hpa: { maxReplicas: 3, behavior: { scaleDown: { policies: [] } } } } }
`;
    expect(fires(hpaBehaviorRejected, sedna))
      .toEqual([['JointInferenceService j', 'spec.cloudWorker.hpa.behavior.scaleDown.policies']]);
  });
});

describe('hpa-behavior-rejected is silent', () => {
  test.each<[string, string]>([
    ['on the largest values', scaleUp(
      'stabilizationWindowSeconds: 3600, policies: [{ type: Percent, value: 900, periodSeconds: 1800 }]')],
    ['on the smallest values', scaleUp(
      'stabilizationWindowSeconds: 0, selectPolicy: Min, policies: [{ type: Pods, value: 1, periodSeconds: 1 }]')],
    ['on nulls, which the API server fills in', scaleUp('policies: null, selectPolicy: null')],
  ])('%s', (_, text) => {
    expect(fires(hpaBehaviorRejected, text)).toEqual([]);
  });
});
