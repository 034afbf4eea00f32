import { Duration } from 'cdk8s';
import { AutoscaledInference, ScalingBehavior, ScalingPolicy, ScalingPolicySelect, type ScalingRules } from '../../src';
import { autoscaledProps, find, refusal, testChart } from '../helpers';

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
      scaleDown: { stabilizationWindowSeconds: 3600, selectPolicy: 'Max', policies: [{ type: 'Percent', value: 10, periodSeconds: 1800 }], tolerance: '0' },
    });
  });

  test.each<[string, ScalingRules, object]>([
    ['no look back', { stabilizationWindow: Duration.seconds(0) }, { stabilizationWindowSeconds: 0 }],
    ['a direction that is forbidden', { selectPolicy: ScalingPolicySelect.DISABLED }, { selectPolicy: 'Disabled' }],
    ['one policy', { policies: [ScalingPolicy.pods(1, Duration.seconds(1))] }, { policies: [{ type: 'Pods', value: 1, periodSeconds: 1 }] }],
    ['a tolerance', { tolerance: 0.1 }, { tolerance: '0.1' }],
  ])('prints %s and nothing that was not asked for', (_, rules, expected) => {
    expect(printed(ScalingBehavior.of({ scaleUp: rules }))).toEqual({ scaleUp: expected });
    expect(printed(ScalingBehavior.of({ scaleDown: rules }))).toEqual({ scaleDown: expected });
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

  const REJECTED = 'the API server would reject the autoscaler';
  const VALUE = `must be a whole number of at least 1 — ${REJECTED}; use selectPolicy DISABLED to forbid a direction`;
  const PERIOD = `must be a whole number from 1 to 1800 — ${REJECTED}; give a Duration of whole seconds, from 1 to 1800`;
  const WINDOW = `must be a whole number from 0 to 3600 — ${REJECTED}; give a Duration of whole seconds, from 0 to 3600`;
  const TOLERANCE = `must be a number of at least 0 — ${REJECTED}; give a share such as 0.05`;

  test.each<[string, ScalingRules, string[]]>([
    ['no rule', {}, [': holds no rule — an empty object would change nothing but still replace the controller\'s own pace by the API\'s defaults; give a rule or leave it out']],
    ['no policy', { policies: [] }, [`.policies: got []; must not be empty — ${REJECTED}; leave policies out for the default, or use selectPolicy DISABLED to forbid this direction`]],
    ['no pods', { policies: [ScalingPolicy.pods(0, Duration.minutes(1))] }, [`.policies[0].value: got 0; ${VALUE}`]],
    ['half a pod', { policies: [ScalingPolicy.pods(0.5, Duration.minutes(1))] }, [`.policies[0].value: got 0.5; ${VALUE}`]],
    ['a negative share', { policies: [ScalingPolicy.percent(-10, Duration.minutes(1))] }, [`.policies[0].value: got -10; ${VALUE}`]],
    ['no number', { policies: [ScalingPolicy.percent(NaN, Duration.minutes(1))] }, [`.policies[0].value: got NaN; ${VALUE}`]],
    ['no period', { policies: [ScalingPolicy.pods(1, Duration.seconds(0))] }, [`.policies[0].period: got 0; ${PERIOD}`]],
    ['a policy without a period', { policies: [ScalingPolicy.percent(10, undefined as unknown as Duration)] }, [
      `.policies[0].period: got undefined; must be a whole number from 1 to 1800 — ${REJECTED}; give a Duration`,
    ]],
    ['a forbidden direction with policies', { selectPolicy: ScalingPolicySelect.DISABLED, policies: [ScalingPolicy.pods(1, Duration.minutes(1))] }, [
      '.policies: cannot be combined with selectPolicy DISABLED — they could have no effect; leave one of them out',
    ]],
    ['a period above half an hour', { policies: [ScalingPolicy.pods(1, Duration.seconds(1801))] }, [`.policies[0].period: got 1801; ${PERIOD}`]],
    ['a period of half a second', { policies: [ScalingPolicy.pods(1, Duration.millis(500))] }, [`.policies[0].period: got 0.5; ${PERIOD}`]],
    ['a second policy with two problems', { policies: [ScalingPolicy.pods(1, Duration.minutes(1)), ScalingPolicy.pods(0, Duration.hours(1))] }, [
      `.policies[1].value: got 0; ${VALUE}`, `.policies[1].period: got 3600; ${PERIOD}`,
    ]],
    ['a look back above an hour', { stabilizationWindow: Duration.seconds(3601) }, [`.stabilizationWindow: got 3601; ${WINDOW}`]],
    ['a look back of a part of a second', { stabilizationWindow: Duration.millis(1) }, [`.stabilizationWindow: got 0.001; ${WINDOW}`]],
    ['a negative tolerance', { tolerance: -0.1 }, [`.tolerance: got -0.1; ${TOLERANCE}`]],
    ['a tolerance that is no number', { tolerance: NaN }, [`.tolerance: got NaN; ${TOLERANCE}`]],
    ['an endless tolerance', { tolerance: Infinity }, [`.tolerance: got Infinity; ${TOLERANCE}`]],
  ])('%s is refused in either direction', (_, rules, lines) => {
    for (const direction of ['scaleUp', 'scaleDown']) {
      expect(refusal(() => scale(ScalingBehavior.of({ [direction]: rules })))).toBe([
        'AutoscaledInference cannot be defined:', ...lines.map((l) => `  [test/Server] behavior.${direction}${l}`),
      ].join('\n'));
    }
  });
});
