import { kedaFallbackWakesZero } from '../../../src/rules/autoscaler/keda-fallback-wakes-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaFallbackWakesZero;
const FIRES = [['ScaledObject engine', 'spec.fallback']];

test('the examples of keda-fallback-wakes-zero', () => {
  expect(codes(failing)).toEqual(['keda-fallback-wakes-zero']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-fallback-wakes-zero fires', () => {
  test('where the minimum is 0', () => {
    expect(told(kedaFallbackWakesZero, failing)).toEqual([[
      'ScaledObject engine',
      'spec.fallback: starts pods where there are none — a trigger that KEDA falls back for counts as active, so an '
      + 'outage starts the workload, and nothing goes to zero while it lasts; remove fallback, which keeps the '
      + `replicas as they are, or acknowledge this (${kedaFallbackWakesZero.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['is not set', ''],
    ['is 2 and the idle count is 0', '  minReplicaCount: 2\n  idleReplicaCount: 0\n'],
  ])('where the minimum %s', (_, to) => {
    expect(fires(kedaFallbackWakesZero, change(failing, '  minReplicaCount: 0\n', to))).toEqual(FIRES);
  });
});

describe('keda-fallback-wakes-zero is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica stays', 'minReplicaCount: 0', 'minReplicaCount: 1'],
    ['when the failures are not counted', 'type: prometheus', 'type: redis'],
    ['when the value is compared as it is', 'type: prometheus', 'type: prometheus\n      metricType: Value'],
  ])('%s', (_, from, to) => {
    expect(fires(kedaFallbackWakesZero, change(failing, from, to))).toEqual([]);
  });
});
