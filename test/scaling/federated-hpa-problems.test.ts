import { Duration } from 'cdk8s';
import {
  AutoscaledInference, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy, type AutoscaledInferenceProps,
} from '../../src';
import { federatedProblems } from '../../src/scaling/federated-hpa-problems';
import { autoscaledProps, codes, find, refused, testChart } from '../helpers';

const CPU = ScalingMetric.cpuUtilization(60);
const QUEUE = ScalingMetric.externalAverageValue('queue', '30');
const SERVICE = { apiVersion: 'v1', kind: 'Service', name: 's' };

const rows: Array<[what: string, changes: Partial<AutoscaledInferenceProps>, ...problems: Array<[string, string]>]> = [
  ['a metric from outside', { metrics: [CPU, QUEUE] }, ['scaling/federated-external-metric', 'metrics[1]']],
  [
    'a tolerance upwards',
    { behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.05 } }) },
    ['scaling/federated-tolerance', 'behavior.scaleUp.tolerance'],
  ],
  [
    'a tolerance both ways',
    { behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 0.3 } }) },
    ['scaling/federated-tolerance', 'behavior.scaleUp.tolerance'],
    ['scaling/federated-tolerance', 'behavior.scaleDown.tolerance'],
  ],
];

test.each(rows)('a FederatedHPA refuses %s, a HorizontalPodAutoscaler does not', (_, changes, ...problems) => {
  expect(codes(federatedProblems(autoscaledProps(changes)))).toEqual(problems);
  const make = (engine?: ScalingEngine) => (
    refused(() => new AutoscaledInference(testChart(), 'M', autoscaledProps({ ...changes, engine }))));
  expect(make(ScalingEngine.federated())).toEqual(problems);
  expect(make()).toEqual([]);
});

test('a tolerance is reported as the number that was set', () => {
  const behavior = ScalingBehavior.of({ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 0.3 } });
  expect(federatedProblems(autoscaledProps({ behavior })).map(({ value }) => value)).toEqual([0, 0.3]);
});

test('a FederatedHPA takes all other metrics, and every behavior without a tolerance', () => {
  expect(federatedProblems(autoscaledProps({
    metrics: [
      CPU,
      ScalingMetric.containerCpuUtilization('c', 60),
      ScalingMetric.pods('fps', '50'),
      ScalingMetric.objectValue('l', SERVICE, '2'),
    ],
    behavior: ScalingBehavior.of({
      scaleDown: {
        stabilizationWindow: Duration.minutes(5),
        policies: [ScalingPolicy.percent(50, Duration.minutes(1))],
      },
    }),
  }))).toEqual([]);
});

describe('ScalingEngine.federated', () => {
  const made = (changes: Partial<AutoscaledInferenceProps> = {}) => (
    new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine: ScalingEngine.federated(), ...changes })));

  test('is neither KEDA nor the default', () => {
    const engines = [ScalingEngine.federated(), ScalingEngine.hpa(), ScalingEngine.keda()];
    expect(engines.map((e) => e._federated)).toEqual([true, false, false]);
    expect(engines.map((e) => e._keda !== undefined)).toEqual([false, false, true]);
  });

  test('makes a FederatedHPA in place of a HorizontalPodAutoscaler, with the same content', () => {
    const it = made({ minReplicas: 2 });
    const other = new AutoscaledInference(testChart(), 'M', autoscaledProps({ minReplicas: 2 }));
    const [fhpa, hpa] = [find(it, 'FederatedHPA'), find(other, 'HorizontalPodAutoscaler')];
    expect(fhpa).toEqual({ ...hpa, apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA' });
    expect(() => find(it, 'HorizontalPodAutoscaler')).toThrow('0 objects');
    expect(find(it, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('shows which autoscaler it makes', () => {
    const it = made({ autoscalerName: 'global' });
    expect([it.autoscaler.kind, it.autoscaler.name, it.autoscalerName]).toEqual(['FederatedHPA', 'global', 'global']);
    expect(it.engine._federated).toBe(true);
  });

  test('refuses what every autoscaler refuses', () => {
    expect(refused(() => made({ minReplicas: 5 }))).toEqual([['scaling/max-below-min', 'minReplicas']]);
    expect(refused(() => made({ metrics: [] }))).toEqual([['scaling/no-metric', 'metrics']]);
  });
});
