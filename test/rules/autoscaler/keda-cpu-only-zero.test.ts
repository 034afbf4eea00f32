import { change, told } from '../manifests';
import { kedaCpuOnlyZero } from '../../../src/rules/autoscaler/keda-cpu-only-zero';

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

function message(got: string = '0', types: string = 'cpu'): string {
  return `spec.minReplicaCount: got ${got}; must be at least 1 with ${types} alone — without a pod there is no CPU and memory to see, so nothing would start the first one; KEDA refuses it; `
    + 'set it to 1, or add a trigger for the queue or the requests (https://keda.sh/docs/latest/scalers/cpu/)';
}

const MORE = (trigger: string) => `${ZERO}    - ${trigger}\n`;

describe('keda-cpu-only-zero fires', () => {
  test('on CPU alone, and a minimum of 0', () => {
    expect(told(kedaCpuOnlyZero, ZERO)).toEqual([['ScaledObject vision/scaler', message()]]);
  });

  test.each<[string, string, string]>([['is not given', '  minReplicaCount: 0\n', ''], ['is null', 'minReplicaCount: 0', 'minReplicaCount: null']])('where the minimum %s: KEDA\'s own is 0', (_, from, to) => {
    expect(told(kedaCpuOnlyZero, change(ZERO, from, to))).toEqual([['ScaledObject vision/scaler', message('undefined')]]);
  });

  test('on CPU and memory', () => {
    expect(told(kedaCpuOnlyZero, MORE('{ type: memory, metricType: AverageValue, metadata: { value: 1Gi } }'))).toEqual([['ScaledObject vision/scaler', message('0', 'cpu and memory')]]);
  });

  test('where zero is what it idles at', () => {
    expect(told(kedaCpuOnlyZero, change(ZERO, 'minReplicaCount: 0', 'idleReplicaCount: 0'))).toHaveLength(1);
  });
});

describe('keda-cpu-only-zero is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica stays', 'minReplicaCount: 0', 'minReplicaCount: 1'],
    ['when the trigger is seen without a pod', 'type: cpu', 'type: redis'],
    ['when there is no trigger: KEDA refuses that for itself', "    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }\n", ''],
    ['when it is a ScaledJob', 'kind: ScaledObject', 'kind: ScaledJob'],
  ])('%s', (_, from, to) => {
    expect(told(kedaCpuOnlyZero, change(ZERO, from, to))).toEqual([]);
  });

  test('when one trigger of several is seen without a pod', () => {
    expect(told(kedaCpuOnlyZero, MORE("{ type: cron, metadata: { start: '0 7 * * *' } }"))).toEqual([]);
  });
});
