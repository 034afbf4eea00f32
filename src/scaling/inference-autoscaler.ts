import type { ApiObject } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { autoscalerProblems } from './autoscaler-problems';
import type { ScalingOptions } from './scaling-options';
import { isChecked } from '../private/checked';
import { guard } from '../private/guard';
import { plainObject } from '../private/plain-object';
import { refuse } from '../private/refuse';

/** Properties of `InferenceAutoscaler`. */
export interface InferenceAutoscalerProps extends ScalingOptions {
  /** What is scaled: a Deployment or StatefulSet of cdk8s-plus without `replicas`. */
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
 * Unlike the one of cdk8s-plus it writes no `behavior` that was not asked for, takes quantities in Kubernetes notation, and is checked
 * against the workload that it scales: a container without a request, fixed replicas, a pinned node and the like stop the synth.
 *
 * @example
 *
 * const embeddings = new kplus.StatefulSet(chart, 'Embeddings', {
 *   containers: [{ image: 'registry.example.com/embeddings:2.1', ports: [{ number: 8080 }], resources: { cpu: { request: kplus.Cpu.units(2) } } }],
 * });
 * new InferenceAutoscaler(chart, 'EmbeddingsAutoscaler', {
 *   target: embeddings,
 *   maxReplicas: 6,
 *   metrics: [ScalingMetric.cpuUtilization(70)],
 * });
 */
export class InferenceAutoscaler extends Construct {
  /** The HorizontalPodAutoscaler. */
  public readonly autoscaler: ApiObject;

  /** Its name. */
  public readonly name: string;

  /**
   * Defines an autoscaler.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props what it scales and how
   */
  public constructor(scope: Construct, id: string, props: InferenceAutoscalerProps) {
    super(scope, id);
    if (!isChecked(props)) refuse(this, autoscalerProblems(props));
    const { target, metrics, minReplicas = 1, maxReplicas, behavior, labels } = props;
    const { apiVersion, kind, name } = target.toScalingTarget();
    const rendered = behavior?._render();
    // An autoscaler finds its target only in its own namespace.
    const namespace = (target as { metadata?: { namespace?: string } }).metadata?.namespace;
    this.name = props.name ?? name;
    this.autoscaler = plainObject(this, 'Resource', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: this.name, namespace, labels: labels && { ...labels } },
      spec: {
        scaleTargetRef: { apiVersion, kind, name },
        minReplicas,
        maxReplicas,
        metrics: metrics.map((m) => m._render()),
        ...(rendered && { behavior: rendered }),
      },
    });
    target.markHasAutoscaler();
    this.node.defaultChild = this.autoscaler;
    guard(this);
  }
}
