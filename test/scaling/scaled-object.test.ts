import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, KedaFallbackBehavior, KedaTrigger, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy,
  type AutoscaledInferenceProps, type KedaOptions,
} from '../../src';
import { autoscaledProps, find, synth, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });

function scale(keda: KedaOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'Classifier', autoscaledProps({ engine: ScalingEngine.keda(keda), ...changes }));
}

const printed = (keda: KedaOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}): any => find(scale(keda, changes), 'ScaledObject');

describe('what is made', () => {
  test('all of a deployment, and a ScaledObject that scales it, with what KEDA would leave open', () => {
    const d = scale();
    expect(synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier', 'ScaledObject classifier',
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

  test('the Deployment says nothing of replicas, which KEDA chooses', () => {
    expect(find(scale({ triggers: [QUEUE] }, { minReplicas: 0 }), 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('the names are those that a monitor and a dashboard look for', () => {
    const d = scale({}, { autoscalerName: 'scaler' });
    expect([d.autoscaler.kind, d.autoscaler.name, d.autoscalerName]).toEqual(['ScaledObject', 'scaler', 'keda-hpa-scaler']);
    expect(printed({}, { name: 'detector', autoscalerName: 'scaler', labels: { team: 'vision' }, selector: { app: 'shop' } })).toMatchObject({
      metadata: { name: 'scaler', labels: { app: 'shop', team: 'vision' } }, spec: { scaleTargetRef: { name: 'detector' } },
    });
  });

  test('a chart without a namespace leaves it to the reader', () => {
    const chart = new Chart(testChart().node.root, 'nowhere');
    expect(find(new AutoscaledInference(chart, 'M', autoscaledProps({ engine: ScalingEngine.keda() })), 'ScaledObject').metadata).not.toHaveProperty('namespace');
  });
});

describe('every property', () => {
  test.each<[string, KedaOptions, Partial<AutoscaledInferenceProps>, object]>([
    ['minReplicas', {}, { minReplicas: 2 }, { minReplicaCount: 2 }],
    ['minReplicas of 0', { triggers: [QUEUE] }, { minReplicas: 0 }, { minReplicaCount: 0 }],
    ['maxReplicas', {}, { maxReplicas: 7 }, { maxReplicaCount: 7 }],
    ['pollingInterval', { pollingInterval: Duration.seconds(10), triggers: [QUEUE] }, { minReplicas: 0 }, { pollingInterval: 10 }],
    ['cooldownPeriod', { cooldownPeriod: Duration.minutes(1), triggers: [QUEUE] }, { minReplicas: 0 }, { cooldownPeriod: 60 }],
    ['cooldownPeriod of 0', { cooldownPeriod: Duration.seconds(0), triggers: [QUEUE] }, { minReplicas: 0 }, { cooldownPeriod: 0 }],
    ['initialCooldownPeriod', { initialCooldownPeriod: Duration.minutes(2), triggers: [QUEUE] }, { minReplicas: 0 }, { initialCooldownPeriod: 120 }],
    ['idleAtZero', { idleAtZero: true, triggers: [QUEUE] }, { minReplicas: 2 }, { idleReplicaCount: 0, minReplicaCount: 2 }],
    ['fallback', { fallback: { replicas: 2 }, triggers: [QUEUE] }, {}, { fallback: { failureThreshold: 3, replicas: 2 } }],
    ['fallback, with a threshold that is not given', { fallback: { replicas: 2, failureThreshold: undefined }, triggers: [QUEUE] }, {}, { fallback: { failureThreshold: 3, replicas: 2 } }],
    ['failureThreshold and behavior of fallback', { fallback: { replicas: 0, failureThreshold: 5, behavior: KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER }, triggers: [QUEUE] }, {}, {
      fallback: { failureThreshold: 5, replicas: 0, behavior: 'currentReplicasIfHigher' },
    }],
    ['behavior', {}, { behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(2), policies: [ScalingPolicy.pods(1, Duration.minutes(1))] } }) }, {
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 120, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } } } },
    }],
  ])('%s has its place', (_, keda, changes, expected) => {
    expect(printed(keda, changes).spec).toMatchObject(expected);
    // Exactly that, and nothing besides.
    for (const [field, value] of Object.entries(expected)) expect(printed(keda, changes).spec[field]).toEqual(value);
  });

  test.each(['pollingInterval', 'cooldownPeriod', 'initialCooldownPeriod', 'idleReplicaCount', 'fallback', 'advanced'])('%s is left to KEDA unless it is asked for', (field) => {
    expect(printed({ triggers: [QUEUE] }, { behavior: ScalingBehavior.kubernetesDefault() }).spec).not.toHaveProperty(field);
    expect(printed({ idleAtZero: false }).spec).not.toHaveProperty(field);
  });

  test('metrics come before triggers, both in the order in which they were given', () => {
    const { triggers } = printed({ prometheus: PROMETHEUS, triggers: [QUEUE, KedaTrigger.raw({ type: 'cron', metadata: {} })] }, {
      metrics: [ScalingMetric.memoryUtilization(80), ScalingMetric.pods('fps', '1'), ScalingMetric.cpuUtilization(60)],
    }).spec;
    expect(triggers.map((t: any) => t.type)).toEqual(['memory', 'prometheus', 'cpu', 'redis', 'cron']);
  });

  test('all that KEDA takes for a fallback has a name', () => {
    expect(Object.values(KedaFallbackBehavior)).toEqual(['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower']);
  });
});
