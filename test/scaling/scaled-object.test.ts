import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, KedaFallbackBehavior, KedaTrigger, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy,
  type AutoscaledInferenceProps, type KedaOptions,
} from '../../src';
import { autoscaledProps, find, OWN, synth, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const QUERY = KedaTrigger.prometheus({ serverAddress: PROMETHEUS, query: 'sum(queued)', threshold: 8 });

function scale(keda: KedaOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  const props = autoscaledProps({ engine: ScalingEngine.keda(keda), ...changes });
  return new AutoscaledInference(testChart(), 'Classifier', props);
}

const printed = (keda: KedaOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}): any => (
  find(scale(keda, changes), 'ScaledObject'));

describe('what is made', () => {
  test('all of a deployment, and a ScaledObject that scales it, with all that KEDA does not set itself', () => {
    const d = scale();
    expect(synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier',
      'ScaledObject classifier',
    ]);
    expect(find(d, 'ScaledObject')).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'classifier', namespace: 'vision', labels: { app: 'classifier' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'classifier' },
        minReplicaCount: 1,
        maxReplicaCount: 4,
        triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
      },
    });
  });

  test('the Deployment sets no replicas, which KEDA sets', () => {
    expect(find(scale({ triggers: [QUEUE] }, { minReplicas: 0 }), 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('the names are those that a monitor and a dashboard look for', () => {
    const d = scale({}, { autoscalerName: 'scaler' });
    expect([d.autoscaler.kind, d.autoscaler.name]).toEqual(['ScaledObject', 'scaler']);
    expect(d.autoscalerName).toBe('keda-hpa-scaler');
    const names = { name: 'detector', autoscalerName: 'scaler' };
    expect(printed({}, { ...names, labels: { team: 'vision' }, selector: { app: 'shop' } })).toMatchObject({
      metadata: { name: 'scaler', labels: { app: 'shop', team: 'vision' } },
      spec: { scaleTargetRef: { name: 'detector' } },
    });
  });

  test('a chart without a namespace sets none', () => {
    const chart = new Chart(testChart().node.root, 'nowhere');
    new AutoscaledInference(chart, 'M', autoscaledProps({ engine: ScalingEngine.keda() }));
    expect(find(chart, 'ScaledObject').metadata).not.toHaveProperty('namespace');
  });
});

describe('every property', () => {
  const AT_ZERO = { minReplicas: 0 };
  const STATIC = { replicas: 0, failureThreshold: 5, behavior: KedaFallbackBehavior.STATIC };
  const HIGHER = { failureThreshold: 3, replicas: 2, behavior: 'currentReplicasIfHigher' };
  const slowly = ScalingBehavior.of({
    scaleDown: {
      stabilizationWindow: Duration.minutes(2),
      policies: [ScalingPolicy.pods(1, Duration.minutes(1))],
    },
  });

  test.each<[string, KedaOptions, Partial<AutoscaledInferenceProps>, object]>([
    ['minReplicas', {}, { minReplicas: 2 }, { minReplicaCount: 2 }],
    ['minReplicas of 0', {}, AT_ZERO, { minReplicaCount: 0 }],
    ['maxReplicas', {}, { maxReplicas: 7 }, { maxReplicaCount: 7 }],
    ['pollingInterval', { pollingInterval: Duration.seconds(10) }, AT_ZERO, { pollingInterval: 10 }],
    ['cooldownPeriod', { cooldownPeriod: Duration.minutes(1) }, AT_ZERO, { cooldownPeriod: 60 }],
    ['cooldownPeriod of 0', { cooldownPeriod: Duration.seconds(0) }, AT_ZERO, { cooldownPeriod: 0 }],
    [
      'initialCooldownPeriod',
      { initialCooldownPeriod: Duration.minutes(2) },
      AT_ZERO,
      { initialCooldownPeriod: 120 },
    ],
    ['idleAtZero', { idleAtZero: true }, { minReplicas: 2 }, { idleReplicaCount: 0, minReplicaCount: 2 }],
    [
      'fallback, which lowers no replicas unless it is told to',
      { triggers: [QUERY], fallback: { replicas: 2 } },
      {},
      { fallback: HIGHER },
    ],
    [
      'fallback, with a threshold that is undefined',
      { triggers: [QUERY], fallback: { replicas: 2, failureThreshold: undefined } },
      {},
      { fallback: HIGHER },
    ],
    [
      'failureThreshold and behavior of fallback',
      { triggers: [QUERY], fallback: STATIC },
      {},
      { fallback: { failureThreshold: 5, replicas: 0, behavior: 'static' } },
    ],
    [
      'behavior',
      {},
      { behavior: slowly },
      {
        advanced: {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleDown: {
                stabilizationWindowSeconds: 120,
                policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
              },
            },
          },
        },
      },
    ],
  ])('%s is printed', (_, keda, changes, expected) => {
    const { spec } = printed({ triggers: [QUEUE], ...keda }, changes);
    expect(spec).toMatchObject(expected);
    // Exactly that, and nothing besides.
    for (const [field, value] of Object.entries(expected)) expect(spec[field]).toEqual(value);
  });

  test.each([
    'pollingInterval', 'cooldownPeriod', 'initialCooldownPeriod', 'idleReplicaCount', 'fallback', 'advanced',
  ])('%s is not printed unless it is set', (field) => {
    const behavior = ScalingBehavior.kubernetesDefault();
    expect(printed({ triggers: [QUEUE] }, { behavior }).spec).not.toHaveProperty(field);
    expect(printed({ idleAtZero: false }).spec).not.toHaveProperty(field);
  });

  test('metrics come before triggers, both in the order in which they were given', () => {
    const keda = { prometheus: PROMETHEUS, triggers: [QUEUE, QUERY] };
    const metrics = [
      ScalingMetric.memoryUtilization(80), ScalingMetric.pods('fps', '1'), ScalingMetric.cpuUtilization(60),
    ];
    const { triggers } = printed(keda, { ...OWN, metrics }).spec;
    expect(triggers.map((t: any) => t.type)).toEqual(['memory', 'prometheus', 'cpu', 'redis', 'prometheus']);
  });

  test('all that KEDA takes for a fallback has a name', () => {
    expect(Object.values(KedaFallbackBehavior)).toEqual([
      'static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower',
    ]);
  });
});
