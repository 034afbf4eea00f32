import type { Duration } from 'cdk8s';
import { policiesProblems } from './scaling-policy-problems';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const REJECTED = 'the API server would reject the HPA';
const REFERENCE = 'https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/';

/** Which policy of a direction takes effect when several allow different changes. */
export enum ScalingPolicySelect {
  /** The policy that allows the greatest change. */
  MAX = 'Max',
  /** The policy that allows the smallest change. */
  MIN = 'Min',
  /** No scaling in this direction: only for `scaleDown`, because without scaling up an autoscaler is of no use. */
  DISABLED = 'Disabled',
}

/**
 * Defines how much one direction of scaling may change within a period.
 *
 * @example
 *
 * const gently = ScalingPolicy.pods(1, Duration.minutes(2));
 */
@checksArguments
export class ScalingPolicy {
  /**
   * At most a number of pods.
   *
   * @param value pods per period: a whole number, 1 or more
   * @param period 1 second to 30 minutes
   */
  public static pods(value: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', value, period);
  }

  /**
   * At most a percentage of the current pods.
   *
   * @param value percent per period: a whole number, 1 or more; 100 at most doubles the replicas
   * @param period 1 second to 30 minutes
   */
  public static percent(value: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', value, period);
  }

  private constructor(
    private readonly type: string,
    private readonly value: number,
    private readonly period: Duration,
  ) {}

  /** @internal */
  public _render(): object {
    return { type: this.type, value: this.value, periodSeconds: this.period.toSeconds() };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    const fix = 'set a number of at least 1';
    problems.addAll(check.integer('value', this.value, { min: 1 }, REJECTED, fix, REFERENCE));
    if (this.period === undefined) {
      problems.add({
        code: 'values/policy-without-period',
        field: 'period',
        value: undefined,
        rule: 'must be set',
        why: 'the API server would reject the HPA: the period of a policy is required',
        fix: 'set a Duration of 1 second to 30 minutes',
      });
    }
    problems.addAll(check.seconds('period', this.period, { min: 1, max: 1800 }, REJECTED, REFERENCE));
    return within(at, problems.all);
  }
}

/** The rules of one direction of scaling. Omitted rules have the defaults of Kubernetes. */
export interface ScalingRules {
  /**
   * The stabilization window: 0 seconds to 1 hour, in whole seconds.
   *
   * To scale up, the HPA uses the lowest recommendation of this time; to scale down, the highest.
   *
   * @default - 0 seconds to scale up, 5 minutes to scale down (a flag of the controller)
   */
  readonly stabilizationWindow?: Duration;

  /**
   * Which of the policies takes effect.
   *
   * @default ScalingPolicySelect.MAX
   */
  readonly selectPolicy?: ScalingPolicySelect;

  /**
   * How many replicas may change within a period; not an empty list.
   *
   * @default - up: the greater of 4 pods and 100 % in 15 seconds; down: 100 % in 15 seconds
   */
  readonly policies?: ScalingPolicy[];

  /**
   * How far the metric may differ from its target without scaling: 0.1 is 10 %. A number, 0 or more.
   *
   * Needs Kubernetes 1.33 with the feature gate HPAConfigurableTolerance, which is on by default since 1.35. Older API
   * servers drop or reject the field: it is refused where `KubernetesVersion.set` names one.
   *
   * @default - 0.1, a flag of the controller
   */
  readonly tolerance?: number;
}

/** Both directions of scaling. */
export interface ScalingBehaviorOptions {
  /**
   * How the HPA scales up.
   *
   * @default - the rules of Kubernetes
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How the HPA scales down.
   *
   * @default - the rules of Kubernetes
   */
  readonly scaleDown?: ScalingRules;
}

/**
 * Defines how fast an autoscaler scales: every field of `behavior` in autoscaling/v2. Only the given fields are
 * written.
 *
 * A new replica takes minutes to load its model, and the metrics show its effect only then: a slower `scaleUp` avoids
 * overshoot, and a longer `stabilizationWindow` of `scaleDown` avoids loading the same model again.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 *
 * @example
 *
 * const behavior = ScalingBehavior.of({
 *   scaleUp: { policies: [ScalingPolicy.pods(2, Duration.minutes(1))] },
 *   scaleDown: {
 *     stabilizationWindow: Duration.minutes(15),
 *     policies: [ScalingPolicy.percent(50, Duration.minutes(5))],
 *   },
 * });
 */
@checksArguments
export class ScalingBehavior {
  /**
   * The given rules; omitted ones have the defaults of Kubernetes.
   *
   * @param options the rules of each direction
   */
  public static of(options: ScalingBehaviorOptions): ScalingBehavior {
    const { scaleUp, scaleDown } = options;
    return new ScalingBehavior({ scaleUp: copy(scaleUp), scaleDown: copy(scaleDown) });
  }

  /** The rules of Kubernetes: no `behavior` is written. */
  public static kubernetesDefault(): ScalingBehavior {
    return new ScalingBehavior({});
  }

  private constructor(private readonly options: ScalingBehaviorOptions) {}

  /**
   * How far a metric may exceed its target before the HPA scales up.
   * @internal
   */
  public get _upTolerance(): number {
    return this.options.scaleUp?.tolerance ?? 0.1;
  }

  /**
   * Whether it forbids to scale up.
   * @internal
   */
  public get _neverUp(): boolean {
    return this.options.scaleUp?.selectPolicy === ScalingPolicySelect.DISABLED;
  }

  /** @internal */
  public _render(): object | undefined {
    const { scaleUp, scaleDown } = this.options;
    if (!scaleUp && !scaleDown) return undefined;
    return {
      ...(scaleUp && { scaleUp: renderRules(scaleUp) }),
      ...(scaleDown && { scaleDown: renderRules(scaleDown) }),
    };
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

function renderRules({ stabilizationWindow, selectPolicy, policies, tolerance }: ScalingRules): object {
  const rendered: Record<string, unknown> = {};
  if (stabilizationWindow) rendered.stabilizationWindowSeconds = stabilizationWindow.toSeconds();
  if (selectPolicy !== undefined) rendered.selectPolicy = selectPolicy;
  if (policies) rendered.policies = policies.map((p) => p._render());
  if (tolerance !== undefined) rendered.tolerance = String(tolerance);
  return rendered;
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
      why: 'the HPA does not scale in a disabled direction, so the policies have no effect',
      fix: 'remove policies, or selectPolicy',
    });
  }
  const window = { min: 0, max: 3600 };
  problems.addAll(check.seconds('stabilizationWindow', stabilizationWindow, window, REJECTED, REFERENCE));
  if (policies !== undefined) problems.addAll(policiesProblems(policies));
  if (tolerance !== undefined && !(Number.isFinite(tolerance) && tolerance >= 0)) {
    problems.add({
      code: 'values/tolerance-out-of-range',
      field: 'tolerance',
      value: tolerance,
      rule: 'must be a number of at least 0',
      why: 'the API server would reject the HPA',
      fix: 'set a share such as 0.05, which is 5 %',
      source: REFERENCE,
    });
  }
  const isSet = stabilizationWindow ?? policies ?? selectPolicy ?? tolerance;
  if (isSet === undefined && Object.values(rules).every((v) => v === undefined)) {
    problems.add({
      code: 'values/direction-without-rules',
      field: '',
      rule: 'must contain a rule',
      why: 'an empty object sets no rule, and still replaces the defaults of the controller by those of the API',
      fix: 'set a rule, or omit the direction',
    });
  }
  return problems.all;
}
