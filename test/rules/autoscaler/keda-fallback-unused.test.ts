import { kedaFallbackUnused } from '../../../src/rules/autoscaler/keda-fallback-unused';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaFallbackUnused;
const FIRES = [['ScaledObject engine', 'spec.fallback']];

test('the examples of keda-fallback-unused', () => {
  expect(codes(failing)).toEqual(['keda-fallback-unused']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-fallback-unused fires', () => {
  test('where the only trigger connects when it is built', () => {
    expect(told(kedaFallbackUnused, failing)).toEqual([[
      'ScaledObject engine',
      'spec.fallback: must not be set with redis alone — KEDA does not count the failures of these triggers, so the '
      + 'fallback never comes; remove fallback, or read the queue from a Prometheus exporter '
      + `(${kedaFallbackUnused.source})`,
    ]]);
  });

  test('where another is of CPU', () => {
    const cpu = "    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }\n";
    expect(fires(kedaFallbackUnused, `${failing}${cpu}`)).toEqual(FIRES);
  });
});

describe('keda-fallback-unused is silent', () => {
  test('without a fallback', () => {
    const without = change(failing, '  fallback: { failureThreshold: 3, replicas: 2 }\n', '');
    expect(fires(kedaFallbackUnused, without)).toEqual([]);
  });

  test('where the failures of one trigger are counted', () => {
    const cron = '    - { type: cron, metadata: {} }\n';
    expect(fires(kedaFallbackUnused, `${failing}${cron}`)).toEqual([]);
  });

  test('on a type that is unknown', () => {
    expect(fires(kedaFallbackUnused, change(failing, 'type: redis', 'type: newer'))).toEqual([]);
  });
});
