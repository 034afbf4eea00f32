import type { Duration } from 'cdk8s';
import * as check from '../validation/check';
import { policiesProblems } from './scaling-policy-problems';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const REJECTED = 'the API server would reject the autoscaler';

/** Which policy of a direction decides when several allow different changes. */
export enum ScalingPolicySelect {
  /** The policy that allows the greatest change. */
  MAX = 'Max',
  /** The policy that allows the smallest change. */
  MIN = 'Min',
  /** No change in this direction at all. */
  DISABLED = 'Disabled',
}

/**
 * Defines how much one direction of scaling may change within a period.
 *
 * @example
 *
 * const gently = ScalingPolicy.pods(1, Duration.minutes(2));
 */
export class ScalingPolicy {
  /**
   * At most so many pods.
   *
   * @param value pods per period: a whole number, 1 or more
   * @param period 1 second to 30 minutes
   */
  public static pods(value: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', value, period);
  }

  /**
   * At most such a share of the current pods.
   *
   * @param value per cent per period: a whole number, 1 or more; 100 at most doubles
   * @param period 1 second to 30 minutes
   */
  public static percent(value: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', value, period);
  }

  private constructor(private readonly type: string, private readonly value: number, private readonly period: Duration) {}

  /** @internal */
  public _render(): object {
    return { type: this.type, value: this.value, periodSeconds: this.period.toSeconds() };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    problems.addAll(check.integer('value', this.value, { min: 1 }, REJECTED, 'use selectPolicy DISABLED to forbid a direction'));
    if (this.period === undefined) {
      problems.add({
        code: 'values/policy-without-period',
        field: 'period',
        value: undefined,
        rule: 'must be a whole number from 1 to 1800',
        why: 'the API server would reject the autoscaler',
        fix: 'give a Duration',
      });
    }
    problems.addAll(check.seconds('period', this.period, { min: 1, max: 1800 }, REJECTED));
    return within(at, problems.all);
  }
}

/** The rules of one direction of scaling. What is left out is Kubernetes' own default. */
export interface ScalingRules {
  /**
   * How long the autoscaler looks back and takes the safest of its wishes: 0 seconds to 1 hour.
   *
   * For scaling up that is the lowest wish, for scaling down the highest.
   *
   * @default - 0 seconds for scaling up, 5 minutes for scaling down (the controller's flag)
   */
  readonly stabilizationWindow?: Duration;

  /**
   * Which of the policies decides.
   *
   * @default ScalingPolicySelect.MAX
   */
  readonly selectPolicy?: ScalingPolicySelect;

  /**
   * How fast this direction may go; not an empty list.
   *
   * @default - up: the greater of 4 pods and 100 % in 15 seconds; down: 100 % in 15 seconds
   */
  readonly policies?: ScalingPolicy[];

  /**
   * How far the metric may be off its target without a change: 0.1 is 10 %. At least 0.
   *
   * Needs Kubernetes 1.33 with the feature gate HPAConfigurableTolerance, which is on since 1.35; older servers drop or
   * refuse the field.
   *
   * @default - 0.1, the controller's flag
   */
  readonly tolerance?: number;
}

/** Both directions of scaling. */
export interface ScalingBehaviorOptions {
  /**
   * How replicas are added.
   *
   * @default - Kubernetes' own pace
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How replicas are taken away.
   *
   * @default - Kubernetes' own pace
   */
  readonly scaleDown?: ScalingRules;
}

/**
 * Defines the pace of an autoscaler: every field of `behavior` in autoscaling/v2, and nothing that was not asked for.
 *
 * A model that loads for minutes makes the autoscaler act on old news: a slower `scaleUp` avoids overshoot, a longer
 * `stabilizationWindow` for `scaleDown` avoids loading the same model again.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 *
 * @example
 *
 * const behavior = ScalingBehavior.of({
 *   scaleUp: { policies: [ScalingPolicy.pods(2, Duration.minutes(1))] },
 *   scaleDown: { stabilizationWindow: Duration.minutes(15), policies: [ScalingPolicy.percent(50, Duration.minutes(5))] },
 * });
 */
export class ScalingBehavior {
  /**
   * The given rules; Kubernetes fills in the rest.
   *
   * @param options the rules of each direction
   */
  public static of(options: ScalingBehaviorOptions): ScalingBehavior {
    const { scaleUp, scaleDown } = options;
    return new ScalingBehavior({ scaleUp: copy(scaleUp), scaleDown: copy(scaleDown) });
  }

  /** Kubernetes' own pace: no `behavior` is emitted at all. */
  public static kubernetesDefault(): ScalingBehavior {
    return new ScalingBehavior({});
  }

  private constructor(private readonly options: ScalingBehaviorOptions) {}

  /**
   * How far above its target a metric may be without a new replica.
   * @internal
   */
  public get _upTolerance(): number {
    return this.options.scaleUp?.tolerance ?? 0.1;
  }

  /** @internal */
  public _render(): object | undefined {
    const { scaleUp, scaleDown } = this.options;
    if (!scaleUp && !scaleDown) return undefined;
    return { ...(scaleUp && { scaleUp: renderRules(scaleUp) }), ...(scaleDown && { scaleDown: renderRules(scaleDown) }) };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const { scaleUp, scaleDown } = this.options;
    const problems = new Problems();
    problems.within('scaleUp', ruleProblems(scaleUp));
    problems.within('scaleDown', ruleProblems(scaleDown));
    return within(at, problems.all);
  }
}

function copy(rules: ScalingRules | undefined): ScalingRules | undefined {
  if (rules === undefined) return undefined;
  if (!check.isObject(rules)) return {};
  return { ...rules, ...(Array.isArray(rules.policies) && { policies: [...rules.policies] }) };
}

function renderRules(rules: ScalingRules): object {
  return {
    ...(rules.stabilizationWindow && { stabilizationWindowSeconds: rules.stabilizationWindow.toSeconds() }),
    ...(rules.selectPolicy !== undefined && { selectPolicy: rules.selectPolicy }),
    ...(rules.policies && { policies: rules.policies.map((p) => p._render()) }),
    ...(rules.tolerance !== undefined && { tolerance: String(rules.tolerance) }),
  };
}

function ruleProblems(rules: ScalingRules | undefined): Problem[] {
  if (rules === undefined) return [];
  const { stabilizationWindow, policies, tolerance, selectPolicy } = rules;
  const problems = new Problems();
  if (selectPolicy === ScalingPolicySelect.DISABLED && policies !== undefined && policies.length > 0) {
    problems.add({
      code: 'values/policies-of-disabled-direction',
      field: 'policies',
      rule: 'cannot be combined with selectPolicy DISABLED',
      why: 'they could have no effect',
      fix: 'leave one of them out',
    });
  }
  problems.addAll(check.seconds('stabilizationWindow', stabilizationWindow, { min: 0, max: 3600 }, REJECTED));
  if (policies !== undefined) problems.addAll(policiesProblems(policies));
  if (tolerance !== undefined && !(Number.isFinite(tolerance) && tolerance >= 0)) {
    problems.add({
      code: 'values/tolerance-out-of-range',
      field: 'tolerance',
      value: tolerance,
      rule: 'must be a number of at least 0',
      why: 'the API server would reject the autoscaler',
      fix: 'give a share such as 0.05',
    });
  }
  if (Object.values(rules).every((v) => v === undefined)) {
    problems.add({
      code: 'values/direction-without-rules',
      field: '',
      rule: 'holds no rule',
      why: 'an empty object would change nothing but still replace the controller\'s own pace by the API\'s defaults',
      fix: 'give a rule or leave it out',
    });
  }
  return problems.all;
}
