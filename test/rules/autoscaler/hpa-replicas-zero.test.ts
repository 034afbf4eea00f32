import { hpaReplicasZero } from '../../../src/rules/autoscaler/hpa-replicas-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = hpaReplicasZero;
const DEPLOYMENT = 'Deployment classifier';

test('the examples of hpa-replicas-zero', () => {
  expect(codes(failing)).toEqual(['hpa-replicas-zero']);
  expect(codes(repaired)).toEqual([]);
});

describe('hpa-replicas-zero fires', () => {
  test('with the reason that the autoscaler reports', () => {
    expect(told(hpaReplicasZero, failing)).toEqual([[
      DEPLOYMENT,
      'spec.replicas: got 0; must not be 0 on what HorizontalPodAutoscaler classifier scales — '
      + 'a HorizontalPodAutoscaler never scales up from 0 replicas that it did not set (ScalingDisabled); '
      + 'remove spec.replicas, and scale the workload up once if it is at 0 already (kubectl scale --replicas=1) '
      + `(${source})`,
    ]]);
  });

  test('on a StatefulSet', () => {
    expect(fires(hpaReplicasZero, failing.replace(/Deployment/g, 'StatefulSet')))
      .toEqual([['StatefulSet classifier', 'spec.replicas']]);
  });

  test('with a minimum of 0, which wakes only what the autoscaler itself brought to zero', () => {
    const external = "{ type: External, external: { metric: { name: q }, target: { type: Value, value: '5' } } }";
    const text = change(failing, 'maxReplicas: 4', 'minReplicas: 0\n  maxReplicas: 4')
      .replace(/- \{ type: Resource.*/, `- ${external}`);
    expect(fires(hpaReplicasZero, text)).toEqual([[DEPLOYMENT, 'spec.replicas']]);
  });
});

describe('hpa-replicas-zero is silent', () => {
  test.each<[string, string, string]>([
    ['of one replica', 'replicas: 0', 'replicas: 1'],
    ['of null, which is no number', 'replicas: 0', 'replicas: null'],
    ['of a text, which the API server rejects', 'replicas: 0', "replicas: '0'"],
    ['where the autoscaler scales another workload', 'Deployment, name: classifier', 'Deployment, name: other'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaReplicasZero, change(failing, from, to))).toEqual([]);
  });

  test('where a ScaledObject scales it too, which is a fault of its own', () => {
    const keda = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler }
spec: { scaleTargetRef: { name: classifier }, triggers: [{ type: cron, metadata: {} }] }
`;
    expect(fires(hpaReplicasZero, `${failing}---${keda}`)).toEqual([]);
  });
});
