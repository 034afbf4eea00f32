import { Chart, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { federatedScheduleProblems } from './federated-schedule-problems';
import { guard } from '../app/validator';
import { versionFor } from '../app/versions/scope-version';
import { plainObject } from '../kubernetes/plain-object';
import {
  givenTarget, propertyProblems, togetherProblems, workloadAutoscaler, type WorkloadAutoscalerProps,
} from '../scaling/engine-autoscaler';
import { ScalingEngine } from '../scaling/scaling-engine';
import type { ScalingOptions } from '../scaling/scaling-options';
import type { ScaleTarget } from '../served/scale-target';
import { checksArguments } from '../validation/checks-arguments';
import { refuse } from '../validation/refuse';

/** Limits that are set at certain times. */
export interface FederatedScheduleRule {
  /** Its name: 1 to 32 characters, unique in the schedule. */
  readonly name: string;

  /**
   * When it runs, in cron format with five fields: minute, hour, day of month, month and day of week. Karmada accepts
   * some other forms, and never runs them; they are refused.
   */
  readonly schedule: string;

  /**
   * The minimum of replicas from then on: 1 or more.
   *
   * @default - unchanged
   */
  readonly minReplicas?: number;

  /**
   * The maximum of replicas from then on: 1 or more.
   *
   * @default - unchanged
   */
  readonly maxReplicas?: number;

  /**
   * The time zone of the schedule: a name in the IANA database, such as `Asia/Shanghai`.
   *
   * @default - the time zone of Karmada's controller, usually UTC
   */
  readonly timeZone?: string;

  /**
   * Whether it is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** Properties of `FederatedAutoscaler`. */
export interface FederatedAutoscalerProps extends ScalingOptions {
  /**
   * What is scaled: a Deployment that a `KarmadaPropagation` propagates, and that no other autoscaler scales. It is a
   * construct of any cdk8s-plus or an `ApiObject`, without `replicas`, or a `ServedWorkload`.
   */
  readonly target: IConstruct;

  /**
   * The name of the FederatedHPA and of the CronFederatedHPA.
   *
   * @default - the target's name
   */
  readonly name?: string;

  /**
   * Limits that are set at certain times (CronFederatedHPA). They stay until another rule changes them. Karmada writes
   * them into the FederatedHPA on the hub, so a GitOps tool must ignore differences in these fields.
   *
   * @default - the limits stay the same
   */
  readonly schedule?: FederatedScheduleRule[];
}

/**
 * Defines one autoscaler for a workload on many clusters: Karmada's FederatedHPA, and a CronFederatedHPA for limits by
 * time. For an `AutoscaledInference` use `ScalingEngine.federated` instead.
 *
 * It follows the mean over the pods of all clusters. `currentReplicas` in its status is the number that it has set on
 * the hub, not what runs.
 *
 * @see https://karmada.io/docs/userguide/autoscaling/federatedhpa/
 *
 * @example
 *
 * const embeddings = new kplus.Deployment(chart, 'Embeddings', {
 *   containers: [{
 *     image: 'registry.example.com/embeddings:2.1',
 *     ports: [{ number: 8080 }],
 *     resources: { cpu: { request: kplus.Cpu.units(2) } },
 *   }],
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
@checksArguments
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
   * @param scope the scope of the construct, in a chart of the hub
   * @param id the id of the construct in its scope
   * @param props what it scales and how
   */
  public constructor(scope: Construct, id: string, props: FederatedAutoscalerProps) {
    super(scope, id);
    // A program without types may leave out the properties.
    const given = props ?? {} as FederatedAutoscalerProps;
    const federated = federatedProps(given);
    const target = givenTarget(given.target);
    refuse(this, propertyProblems(target, federated, versionFor(this)));
    const scaled = target as ScaleTarget;
    const together = togetherProblems(scaled, federated, Chart.of(this).namespace);
    refuse(this, [...together, ...federatedScheduleProblems(given)]);
    this.autoscaler = workloadAutoscaler(this, 'Resource', scaled, federated).object;
    this.name = this.autoscaler.name;
    const { schedule } = given;
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

/** Read one by one: the properties of an object may be those of its class. */
function federatedProps(given: FederatedAutoscalerProps): WorkloadAutoscalerProps {
  const { target, name, minReplicas, maxReplicas, metrics, behavior } = given;
  return { target, name, minReplicas, maxReplicas, metrics, behavior, engine: ScalingEngine.federated() };
}
