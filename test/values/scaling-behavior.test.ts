import { Duration } from 'cdk8s';
import {
  AutoscaledInference, ScalingBehavior, ScalingPolicy, ScalingPolicySelect, type ScalingBehaviorOptions,
  type ScalingRules,
} from '../../src';
import { autoscaledProps, find, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function scale(behavior?: ScalingBehavior): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'Server', autoscaledProps({ behavior }));
}

function printed(behavior?: ScalingBehavior): any {
  return find(scale(behavior), 'HorizontalPodAutoscaler').spec.behavior;
}

describe('ScalingBehavior', () => {
  test.each([
    ['left out', undefined],
    ['Kubernetes\' own', ScalingBehavior.kubernetesDefault()],
    ['without a direction', ScalingBehavior.of({})],
  ])('%s prints none, so Kubernetes\' own pace holds', (_, behavior) => {
    expect(printed(behavior)).toBeUndefined();
  });

  test('prints every field of autoscaling/v2', () => {
    expect(printed(ScalingBehavior.of({
      scaleUp: {
        stabilizationWindow: Duration.seconds(30),
        selectPolicy: ScalingPolicySelect.MIN,
        policies: [ScalingPolicy.pods(2, Duration.minutes(1)), ScalingPolicy.percent(100, Duration.seconds(15))],
        tolerance: 0.05,
      },
      scaleDown: {
        stabilizationWindow: Duration.hours(1),
        selectPolicy: ScalingPolicySelect.MAX,
        policies: [ScalingPolicy.percent(10, Duration.minutes(30))],
        tolerance: 0,
      },
    }))).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 30,
        selectPolicy: 'Min',
        policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
        tolerance: '0.05',
      },
      scaleDown: {
        stabilizationWindowSeconds: 3600,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 10, periodSeconds: 1800 }],
        tolerance: '0',
      },
    });
  });

  test.each<[string, ScalingRules, object]>([
    ['no stabilization window', { stabilizationWindow: Duration.seconds(0) }, { stabilizationWindowSeconds: 0 }],
    ['one policy', { policies: [ScalingPolicy.pods(1, Duration.seconds(1))] },
      { policies: [{ type: 'Pods', value: 1, periodSeconds: 1 }] }],
    ['a tolerance', { tolerance: 0.1 }, { tolerance: '0.1' }],
  ])('prints %s and nothing else', (_, rules, expected) => {
    expect(printed(ScalingBehavior.of({ scaleUp: rules }))).toEqual({ scaleUp: expected });
    expect(printed(ScalingBehavior.of({ scaleDown: rules }))).toEqual({ scaleDown: expected });
  });

  test('prints that scaling down is forbidden, and nothing else', () => {
    const scaleDown = { selectPolicy: ScalingPolicySelect.DISABLED };
    expect(printed(ScalingBehavior.of({ scaleDown }))).toEqual({ scaleDown: { selectPolicy: 'Disabled' } });
  });

  test('keeps a copy: a later change of its rules and policies changes no autoscaler', () => {
    const policies = [ScalingPolicy.pods(1, Duration.minutes(1))];
    const scaleDown: { policies: ScalingPolicy[]; stabilizationWindow?: Duration } = { policies };
    const behavior = ScalingBehavior.of({ scaleDown });
    policies.push(ScalingPolicy.pods(9, Duration.minutes(9)));
    scaleDown.stabilizationWindow = Duration.minutes(9);
    expect(printed(behavior)).toEqual({ scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } });
  });

  test('may serve several autoscalers', () => {
    const behavior = ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(15) } });
    expect(printed(behavior)).toEqual(printed(behavior));
  });


  test.each<[string, ScalingRules, ...Expected[]]>([
    ['no rule', {}, ['values/direction-without-rules', '']],
    ['null for the rules', null as unknown as ScalingRules, ['values/direction-without-rules', '']],
    ['no pods', { policies: [ScalingPolicy.pods(0, Duration.minutes(1))] },
      ['validation/integer', '.policies[0].value']],
    ['half a pod', { policies: [ScalingPolicy.pods(0.5, Duration.minutes(1))] },
      ['validation/integer', '.policies[0].value']],
    ['a negative percentage', { policies: [ScalingPolicy.percent(-10, Duration.minutes(1))] },
      ['validation/integer', '.policies[0].value']],
    ['no number', { policies: [ScalingPolicy.percent(NaN, Duration.minutes(1))] },
      ['validation/integer', '.policies[0].value']],
    ['no period', { policies: [ScalingPolicy.pods(1, Duration.seconds(0))] },
      ['validation/seconds', '.policies[0].period']],
    ['a period above half an hour', { policies: [ScalingPolicy.pods(1, Duration.seconds(1801))] },
      ['validation/seconds', '.policies[0].period']],
    ['a period of half a second', { policies: [ScalingPolicy.pods(1, Duration.millis(500))] },
      ['validation/seconds', '.policies[0].period']],
    ['a second policy with two problems',
      { policies: [ScalingPolicy.pods(1, Duration.minutes(1)), ScalingPolicy.pods(0, Duration.hours(1))] },
      ['validation/integer', '.policies[1].value'], ['validation/seconds', '.policies[1].period']],
    ['a stabilization window above an hour', { stabilizationWindow: Duration.seconds(3601) },
      ['validation/seconds', '.stabilizationWindow']],
    ['a stabilization window of a part of a second', { stabilizationWindow: Duration.millis(1) },
      ['validation/seconds', '.stabilizationWindow']],
    ['a negative tolerance', { tolerance: -0.1 }, ['values/tolerance-out-of-range', '.tolerance']],
    ['a tolerance that is no number', { tolerance: NaN }, ['values/tolerance-out-of-range', '.tolerance']],
    ['an endless tolerance', { tolerance: Infinity }, ['values/tolerance-out-of-range', '.tolerance']],
  ])('%s is refused in either direction', (_, rules, ...expected) => {
    for (const direction of ['scaleUp', 'scaleDown']) {
      const found = refused(() => scale(ScalingBehavior.of({ [direction]: rules })));
      expect(found).toEqual(expected.map(([code, field]) => [code, `behavior.${direction}${field}`]));
    }
  });

  test('a forbidden direction with policies is refused, and to forbid to scale up is', () => {
    const rules = {
      selectPolicy: ScalingPolicySelect.DISABLED,
      policies: [ScalingPolicy.pods(1, Duration.minutes(1))],
    };
    const refusedOf = (options: ScalingBehaviorOptions) => refused(() => scale(ScalingBehavior.of(options)));
    const code = 'values/policies-of-disabled-direction';
    expect(refusedOf({ scaleDown: rules })).toEqual([[code, 'behavior.scaleDown.policies']]);
    expect(refusedOf({ scaleUp: rules })).toEqual([
      [code, 'behavior.scaleUp.policies'],
      ['scaling/scale-up-disabled', 'behavior.scaleUp.selectPolicy'],
    ]);
  });
});
