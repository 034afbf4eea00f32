import type { ApiObject } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { isTimeZone, neverRuns } from './cron';
import * as check from '../validation/check';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import { within, type Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import { autoscalerProblems } from '../scaling/autoscaler-problems';
import { federatedProblems } from '../scaling/federated-problems';
import { horizontalPodAutoscaler } from '../scaling/horizontal-pod-autoscaler';
import type { ScalingOptions } from '../scaling/scaling-options';

/** Other limits at a time of the day, the week or the year. */
export interface FederatedScheduleRule {
  /** Its name, one of its own, of 1 to 32 characters. */
  readonly name: string;

  /** When, as five fields: minute, hour, day of the month, month, day of the week. Karmada runs no others, though it takes some. */
  readonly schedule: string;

  /**
   * The least replicas from then on: 1 or more.
   *
   * @default - unchanged
   */
  readonly minReplicas?: number;

  /**
   * The most replicas from then on: 1 or more.
   *
   * @default - unchanged
   */
  readonly maxReplicas?: number;

  /**
   * The time zone, a name such as `Asia/Shanghai`.
   *
   * @default - that of Karmada, UTC as a rule
   */
  readonly timeZone?: string;

  /**
   * Whether it rests.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** Properties of `FederatedAutoscaler`. */
export interface FederatedAutoscalerProps extends ScalingOptions {
  /** What is scaled: a Deployment of cdk8s-plus that a `KarmadaPropagation` sends, without an autoscaler of its own. */
  readonly target: IScalable;

  /**
   * Its name.
   *
   * @default - the target's name
   */
  readonly name?: string;

  /**
   * Other limits at certain times (CronFederatedHPA); those of a rule stand until another changes them. It writes them into the autoscaler on the hub, which a GitOps tool must not write back.
   *
   * @default - none
   */
  readonly schedule?: FederatedScheduleRule[];
}

/**
 * Defines one autoscaler for a workload on many clusters: Karmada's FederatedHPA, and a CronFederatedHPA for limits by time. For an
 * `AutoscaledInference` use `ScalingEngine.federated`, which needs no second declaration.
 *
 * @see https://karmada.io/docs/userguide/autoscaling/federatedhpa/
 *
 * @example
 *
 * const embeddings = new kplus.Deployment(chart, 'Embeddings', {
 *   containers: [{ image: 'registry.example.com/embeddings:2.1', ports: [{ number: 8080 }], resources: { cpu: { request: kplus.Cpu.units(2) } } }],
 * });
 * new FederatedAutoscaler(chart, 'Autoscaler', {
 *   target: embeddings,
 *   minReplicas: 2,
 *   maxReplicas: 20,
 *   metrics: [ScalingMetric.cpuUtilization(60)],
 *   schedule: [{ name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 6, timeZone: 'Asia/Shanghai' }],
 * });
 * new KarmadaPropagation(chart, 'Everywhere', { of: [embeddings], spokes: [Spoke.of('bj'), Spoke.of('sh')] });
 */
export class FederatedAutoscaler extends Construct {
  /** The FederatedHPA. */
  public readonly autoscaler: ApiObject;

  /** The CronFederatedHPA; undefined without `schedule`. */
  public readonly cron?: ApiObject;

  /** The name of both. */
  public readonly name: string;

  /**
   * Defines an autoscaler.
   *
   * @param scope where it belongs: a chart of the hub
   * @param id its id there
   * @param props what it scales and how
   */
  public constructor(scope: Construct, id: string, props: FederatedAutoscalerProps) {
    super(scope, id);
    const problems = autoscalerProblems(props);
    refuse(this, problems.length > 0 ? problems : [...federatedProblems(props), ...scheduleProblems(props)]);
    this.autoscaler = horizontalPodAutoscaler(this, 'Resource', { ...props, federated: true });
    this.name = this.autoscaler.name;
    const { schedule } = props;
    if (schedule) {
      this.cron = plainObject(this, 'Cron', {
        apiVersion: 'autoscaling.karmada.io/v1alpha1',
        kind: 'CronFederatedHPA',
        metadata: { name: this.name, namespace: this.autoscaler.metadata.namespace },
        spec: {
          scaleTargetRef: { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA', name: this.name },
          rules: schedule.map(({ name, schedule: when, minReplicas, maxReplicas, timeZone, suspend }) => ({
            name,
            schedule: when,
            ...(minReplicas !== undefined && { targetMinReplicas: minReplicas }),
            ...(maxReplicas !== undefined && { targetMaxReplicas: maxReplicas }),
            ...(timeZone !== undefined && { timeZone }),
            ...(suspend !== undefined && { suspend }),
          })),
        },
      });
    }
    this.node.defaultChild = this.autoscaler;
    guard(this);
  }
}

const REFUSED = 'Karmada\'s webhook would refuse it';
const LATE = 'Karmada takes the rule, and fails when its time comes (ScaleFailed)';

function scheduleProblems({ schedule, minReplicas = 1, maxReplicas }: FederatedAutoscalerProps): Problem[] {
  if (schedule === undefined) return [];
  if (!Array.isArray(schedule) || schedule.length === 0) {
    return [{ field: 'schedule', value: schedule, rule: 'must hold at least one rule', why: 'Karmada takes it, and nothing ever happens', fix: 'give a rule, or leave schedule out' }];
  }
  const names = schedule.map((r) => r?.name);
  const problems = schedule.flatMap((r, i) => {
    if (typeof r !== 'object' || r === null) return [{ field: `schedule[${i}]`, value: r, rule: 'must be a rule', why: REFUSED, fix: 'give name, schedule and limits' }];
    const never = neverRuns(r.schedule);
    return within(`schedule[${i}]`, [
      ...(typeof r.name === 'string' && r.name.length >= 1 && r.name.length <= 32 ? [] : [{ field: 'name', value: r.name, rule: 'must have 1 to 32 characters', why: REFUSED, fix: 'give another name' }]),
      ...(names.indexOf(r.name) < i ? [{ field: 'name', value: r.name, rule: 'is the name of another rule', why: REFUSED, fix: 'rename one' }] : []),
      ...(never === undefined ? [] : [{ field: 'schedule', value: r.schedule, rule: never, why: 'Karmada takes some of these, and never runs them', fix: 'write it as 0 7 * * 1-5' }]),
      ...(['minReplicas', 'maxReplicas'] as const).flatMap((key) => (r[key] === undefined ? [] : check.integer(key, r[key], { min: 1 }, REFUSED, 'give 1 or more'))),
      ...(r.minReplicas === undefined && r.maxReplicas === undefined ? [{ field: '', value: r.name, rule: 'changes no limit', why: REFUSED, fix: 'give minReplicas or maxReplicas' }] : []),
      ...(r.timeZone === undefined || isTimeZone(r.timeZone) ? [] : [{ field: 'timeZone', value: r.timeZone, rule: 'must be a name of the IANA database', why: 'Karmada knows no other', fix: 'write it as Asia/Shanghai' }]),
    ]);
  });
  return problems.length > 0 ? problems : schedule.flatMap((r, i) => within(`schedule[${i}]`, limitProblems(r, { name: 'the autoscaler', minReplicas, maxReplicas }, schedule)));
}

/** A rule that changes one limit meets the other as whatever rule ran last left it. */
function limitProblems(rule: FederatedScheduleRule, own: Pick<FederatedScheduleRule, 'name' | 'minReplicas' | 'maxReplicas'>, schedule: readonly FederatedScheduleRule[]): Problem[] {
  const before = [own, ...schedule.filter((o) => o !== rule && !o.suspend)];
  const { minReplicas, maxReplicas } = rule;
  if (minReplicas !== undefined && maxReplicas !== undefined) {
    return minReplicas <= maxReplicas ? [] : [{ field: 'minReplicas', value: minReplicas, rule: `must not be above maxReplicas (${maxReplicas})`, why: REFUSED, fix: 'lower minReplicas or raise maxReplicas' }];
  }
  const above = minReplicas === undefined ? undefined : before.find((o) => o.maxReplicas !== undefined && o.maxReplicas < minReplicas);
  if (above) return [{ field: 'minReplicas', value: minReplicas, rule: `is above the most replicas that ${above.name} leaves (${above.maxReplicas})`, why: LATE, fix: 'give both limits' }];
  const below = maxReplicas === undefined ? undefined : before.find((o) => o.minReplicas !== undefined && o.minReplicas > maxReplicas);
  return below ? [{ field: 'maxReplicas', value: maxReplicas, rule: `is below the least replicas that ${below.name} leaves (${below.minReplicas})`, why: LATE, fix: 'give both limits' }] : [];
}
