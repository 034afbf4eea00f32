import { kedaCpuOnlyZero } from '../../../src/rules/autoscaler/keda-cpu-only-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const ZERO = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 0
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`;

const SCALER = 'ScaledObject vision/scaler';
const FIRES = [[SCALER, 'spec.minReplicaCount']];
const MORE = (trigger: string) => `${ZERO}    - ${trigger}\n`;
const MEMORY = MORE('{ type: memory, metricType: AverageValue, metadata: { value: 1Gi } }');

test('the examples of keda-cpu-only-zero', () => {
  expect(codes(kedaCpuOnlyZero.failing)).toEqual(['keda-cpu-only-zero']);
  expect(codes(kedaCpuOnlyZero.repaired)).toEqual([]);
});

describe('keda-cpu-only-zero fires', () => {
  test('on CPU alone, and a minimum of 0', () => {
    expect(told(kedaCpuOnlyZero, ZERO)).toEqual([[
      SCALER,
      'spec.minReplicaCount: got 0; must be at least 1 with cpu alone — '
      + 'without a pod there is no CPU or memory usage, so nothing scales up from zero; KEDA rejects it; '
      + `set it to 1, or add a trigger for a queue or for requests (${kedaCpuOnlyZero.source})`,
    ]]);
  });

  test.each<[string, string, string]>([
    ['is not given', '  minReplicaCount: 0\n', ''],
    ['is null', 'minReplicaCount: 0', 'minReplicaCount: null'],
  ])('where the minimum %s: KEDA\'s own is 0', (_, from, to) => {
    expect(fires(kedaCpuOnlyZero, change(ZERO, from, to))).toEqual(FIRES);
  });

  test('on CPU and memory', () => {
    expect(fires(kedaCpuOnlyZero, MEMORY)).toEqual(FIRES);
    expect(told(kedaCpuOnlyZero, MEMORY)[0][1]).toContain('; must be at least 1 with cpu and memory alone — ');
  });

  test('where zero is what it idles at', () => {
    expect(fires(kedaCpuOnlyZero, change(ZERO, 'minReplicaCount: 0', 'idleReplicaCount: 0'))).toEqual(FIRES);
  });
});

describe('keda-cpu-only-zero is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica stays', 'minReplicaCount: 0', 'minReplicaCount: 1'],
    ['when the trigger has a value without a pod', 'type: cpu', 'type: redis'],
    ['when there is no trigger: KEDA rejects that for itself',
      "    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }\n", ''],
    ['when it is a ScaledJob', 'kind: ScaledObject', 'kind: ScaledJob'],
  ])('%s', (_, from, to) => {
    expect(fires(kedaCpuOnlyZero, change(ZERO, from, to))).toEqual([]);
  });

  test('when one trigger of several has a value without a pod', () => {
    expect(fires(kedaCpuOnlyZero, MORE("{ type: cron, metadata: { start: '0 7 * * *' } }"))).toEqual([]);
  });
});
