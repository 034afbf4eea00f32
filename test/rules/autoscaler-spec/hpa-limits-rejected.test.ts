import { hpaLimitsRejected } from '../../../src/rules/autoscaler-spec/hpa-limits-rejected';
import { findings } from '../../../src/rules/catalogue/findings';
import { codes } from '../codes';
import { change, fires, manifests, told } from '../manifests';

const { failing, repaired, source } = hpaLimitsRejected;
const HPA = 'HorizontalPodAutoscaler classifier';
const LIMITS = '  minReplicas: 3\n  maxReplicas: 5\n';
const limits = (text: string) => change(repaired, LIMITS, text);
const EXTERNAL = `    - type: External
      external: { metric: { name: queued }, target: { type: AverageValue, averageValue: '5' } }
`;

test('the examples of hpa-limits-rejected', () => {
  expect(codes(failing)).toEqual(['hpa-limits-rejected']);
  expect(codes(repaired)).toEqual([]);
});

describe('hpa-limits-rejected fires', () => {
  test('on a minimum above the maximum', () => {
    expect(told(hpaLimitsRejected, failing)).toEqual([[
      HPA,
      'spec.minReplicas: got 5; must not be above maxReplicas (3) — the API server rejects the object, so nothing '
      + `scales the workload; lower minReplicas, or raise maxReplicas (${source})`,
    ]]);
  });

  test.each<[string, string, string]>([
    ['no maximum', '  minReplicas: 3\n', 'spec.maxReplicas'],
    ['a maximum of 0', '  maxReplicas: 0\n', 'spec.maxReplicas'],
    ['a maximum below 0', '  maxReplicas: -1\n', 'spec.maxReplicas'],
    ['a minimum below 0', '  minReplicas: -1\n  maxReplicas: 4\n', 'spec.minReplicas'],
    ['a minimum of 0 with metrics of pods alone', '  minReplicas: 0\n  maxReplicas: 4\n', 'spec.minReplicas'],
  ])('on %s', (_, text, field) => {
    expect(fires(hpaLimitsRejected, limits(text))).toEqual([[HPA, field]]);
  });

  test('on a minimum of 0 before Kubernetes 1.37, or of a FederatedHPA', () => {
    const zero = `${limits('  minReplicas: 0\n  maxReplicas: 4\n')}${EXTERNAL}`;
    const at = (kubernetes: string) => findings(manifests(zero), [hpaLimitsRejected], { kubernetes }).length;
    expect([at('1.37'), at('1.36')]).toEqual([0, 1]);
    expect(fires(hpaLimitsRejected, zero)).toEqual([]);
    const gated = { kubernetes: () => ({ minor: 36, gates: ['HPAScaleToZero'] }) };
    expect(findings(manifests(zero), [hpaLimitsRejected], gated)).toEqual([]);
    const federated = zero
      .replace('autoscaling/v2\nkind: HorizontalPodAutoscaler', 'autoscaling.karmada.io/v1alpha1\nkind: FederatedHPA');
    expect(fires(hpaLimitsRejected, federated)).toEqual([['FederatedHPA classifier', 'spec.minReplicas']]);
  });

  test('on a worker of a JointInferenceService', () => {
    const sedna = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: j }
spec: { edgeWorker: { hpa: { minReplicas: 5, maxReplicas: 3 } }, cloudWorker: {} }
`;
    expect(fires(hpaLimitsRejected, sedna))
      .toEqual([['JointInferenceService j', 'spec.edgeWorker.hpa.minReplicas']]);
  });
});

describe('hpa-limits-rejected is silent', () => {
  test.each<[string, string]>([
    ['where the minimum is the maximum', '  minReplicas: 4\n  maxReplicas: 4\n'],
    ['without a minimum, which is 1', '  maxReplicas: 1\n'],
    ['where the minimum is null', '  minReplicas: null\n  maxReplicas: 1\n'],
  ])('%s', (_, text) => {
    expect(fires(hpaLimitsRejected, limits(text))).toEqual([]);
  });

  test('without a spec, which has nothing to judge', () => {
    const bare = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\n';
    expect(codes(bare)).toEqual(['scale-target-unscalable']);
  });

  test('of a maximum of another type, which field-type-wrong reports', () => {
    expect(codes(limits("  maxReplicas: '4'\n"))).toEqual(['field-type-wrong']);
  });

  test('of a ScaledObject, of which keda-scaled-object-refused speaks', () => {
    const keda = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: s }\nspec: { '
      + 'scaleTargetRef: { name: x }, triggers: [{ type: cron, metadata: {} }], minReplicaCount: 101 }\n';
    expect(fires(hpaLimitsRejected, keda)).toEqual([]);
  });
});
