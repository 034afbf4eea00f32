import { Duration } from 'cdk8s';
import { AutoscaledInference, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy, type AutoscaledInferenceProps } from '../../src';
import { describe as say } from '../../src/validation/problem';
import { federatedProblems } from '../../src/scaling/federated-problems';
import { autoscaledProps, find, refusal, testChart } from '../helpers';

const SOURCE = ' (https://karmada.io/docs/userguide/autoscaling/federatedhpa/)';
const external = (i: number) => `metrics[${i}]: got "External"; is not read by a FederatedHPA — Karmada's webhook refuses it; use a metric of pods, of an object, CPU or memory${SOURCE}`;
const tolerance = (direction: string, got: number) => `behavior.${direction}.tolerance: got ${got}; is not known to a FederatedHPA — Karmada's webhook drops it without a word; leave it out${SOURCE}`;
const CPU = ScalingMetric.cpuUtilization(60);
const QUEUE = ScalingMetric.externalAverageValue('queue', '30');

test.each<[string, Partial<AutoscaledInferenceProps>, string[]]>([
  ['a metric from outside', { metrics: [CPU, QUEUE] }, [external(1)]],
  ['a tolerance upwards', { behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.05 } }) }, [tolerance('scaleUp', 0.05)]],
  ['a tolerance both ways', { behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 0.3 } }) }, [tolerance('scaleUp', 0), tolerance('scaleDown', 0.3)]],
])('a FederatedHPA has no place for %s, and a HorizontalPodAutoscaler has', (_, changes, expected) => {
  expect(federatedProblems(autoscaledProps(changes)).map(say)).toEqual(expected);
  const make = (engine?: ScalingEngine) => refusal(() => new AutoscaledInference(testChart(), 'M', autoscaledProps({ ...changes, engine })));
  expect(make(ScalingEngine.federated())).toBe(`AutoscaledInference cannot be defined:\n${expected.map((e) => `  [test/M] ${e}`).join('\n')}`);
  expect(make()).toBeUndefined();
});

test('a FederatedHPA takes all other metrics, and every pace without a tolerance', () => {
  expect(federatedProblems(autoscaledProps({
    metrics: [CPU, ScalingMetric.containerCpuUtilization('c', 60), ScalingMetric.pods('fps', '50'), ScalingMetric.objectValue('l', { apiVersion: 'v1', kind: 'Service', name: 's' }, '2')],
    behavior: ScalingBehavior.of({
      scaleDown: { stabilizationWindow: Duration.minutes(5), policies: [ScalingPolicy.percent(50, Duration.minutes(1))] },
    }),
  }))).toEqual([]);
});

describe('ScalingEngine.federated', () => {
  const made = (changes: Partial<AutoscaledInferenceProps> = {}) => new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine: ScalingEngine.federated(), ...changes }));

  test('is neither KEDA nor the default', () => {
    const engines = [ScalingEngine.federated(), ScalingEngine.hpa(), ScalingEngine.keda()];
    expect(engines.map((e) => [e._federated, e._keda !== undefined])).toEqual([[true, false], [false, false], [false, true]]);
  });

  test('makes a FederatedHPA in place of a HorizontalPodAutoscaler, with the same content', () => {
    const [it, other] = [made({ minReplicas: 2 }), new AutoscaledInference(testChart(), 'M', autoscaledProps({ minReplicas: 2 }))];
    const [fhpa, hpa] = [find(it, 'FederatedHPA'), find(other, 'HorizontalPodAutoscaler')];
    expect(fhpa).toEqual({ ...hpa, apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA' });
    expect(() => find(it, 'HorizontalPodAutoscaler')).toThrow('0 objects');
    expect(find(it, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('tells the rest of the program which autoscaler it is', () => {
    const it = made({ autoscalerName: 'global' });
    expect([it.autoscaler.kind, it.autoscaler.name, it.autoscalerName, it.engine._federated]).toEqual(['FederatedHPA', 'global', 'global', true]);
  });

  test('refuses what every autoscaler refuses', () => {
    expect(refusal(() => made({ minReplicas: 5 }))).toBe('AutoscaledInference cannot be defined:\n  [test/M] minReplicas: got 5; must not be above maxReplicas (4) — the API server would reject the autoscaler; lower minReplicas or raise maxReplicas');
    expect(refusal(() => made({ metrics: [] }))).toContain('metrics: got []; must hold at least one metric');
  });
});
