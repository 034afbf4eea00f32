import type { ApiObject } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { autoscalerProblems } from './autoscaler-problems';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import type { ScalingOptions } from './scaling-options';
import { guard } from '../app/validator';
import { checksArguments } from '../validation/checks-arguments';
import { refuse } from '../validation/refuse';

/** Properties of `InferenceAutoscaler`. */
export interface InferenceAutoscalerProps extends ScalingOptions {
  /** The scale target: a Deployment or StatefulSet of cdk8s-plus without `replicas`. */
  readonly target: IScalable;

  /**
   * The autoscaler's name.
   *
   * @default - the target's name
   */
  readonly name?: string;

  /**
   * Labels of the autoscaler.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * Defines a HorizontalPodAutoscaler (autoscaling/v2) for an existing cdk8s-plus workload.
 *
 * Unlike the one of cdk8s-plus it sets no `behavior` by default, takes quantities in Kubernetes notation, and is
 * checked against its target at synth: a container without a request, fixed replicas, a pinned node and the like are
 * refused.
 *
 * @example
 *
 * const embeddings = new kplus.StatefulSet(chart, 'Embeddings', {
 *   containers: [{
 *     image: 'registry.example.com/embeddings:2.1',
 *     ports: [{ number: 8080 }],
 *     resources: { cpu: { request: kplus.Cpu.units(2) } },
 *   }],
 * });
 * new InferenceAutoscaler(chart, 'EmbeddingsAutoscaler', {
 *   target: embeddings,
 *   maxReplicas: 6,
 *   metrics: [ScalingMetric.cpuUtilization(70)],
 * });
 */
@checksArguments
export class InferenceAutoscaler extends Construct {
  /** The HorizontalPodAutoscaler. */
  public readonly autoscaler: ApiObject;

  /** Its name. */
  public readonly name: string;

  /**
   * Defines an autoscaler.
   *
   * @param scope the scope in which it is defined
   * @param id its id in the scope
   * @param props what it scales, and how
   */
  public constructor(scope: Construct, id: string, props: InferenceAutoscalerProps) {
    super(scope, id);
    refuse(this, autoscalerProblems(props));
    this.autoscaler = horizontalPodAutoscaler(this, 'Resource', props);
    this.name = this.autoscaler.name;
    this.node.defaultChild = this.autoscaler;
    guard(this);
  }
}
